//! The JSON parser.

mod compare_serde;
mod damaged;

use broadsheet::article::ParseError;
use broadsheet::article::json::{MAX_DEPTH, MAX_STRING, Node, Value, parse, position};

fn text(json: &str) -> String {
    match parse(json).map(|node| node.value) {
        Ok(Value::Text(text)) => text,
        other => panic!("{json}: {other:?}"),
    }
}

#[test]
fn escapes_are_decoded() {
    for (json, expected) in [
        (r#""""#, ""),
        (r#""\" \\ \/ \b \f \n \r \t""#, "\" \\ / \u{8} \u{c} \n \r \t"),
        (r#""\u00e9\u00E9é""#, "ééé"),
        (r#""\ud83d\ude00 \uD83D\uDE00 😀""#, "😀 😀 😀"),
        ("\"\u{7f}\u{2028}\u{feff}\"", "\u{7f}\u{2028}\u{feff}"),
    ] {
        assert_eq!(text(json), expected, "{json}");
    }
}

#[test]
fn lone_surrogates_and_nul_become_the_replacement_character() {
    for (json, expected) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00""#, "\u{fffd}"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d!""#, "\u{fffd}!"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""a\u0000b""#, "a\u{fffd}b"),
        (r#""\ud83d\u0000""#, "\u{fffd}\u{fffd}"),
    ] {
        assert_eq!(text(json), expected, "{json}");
    }
}

#[test]
fn numbers_stay_as_they_were_written() {
    for number in ["0", "-0", "1.50", "1e5", "1E+05", "-12.3e-4", "123456789012345678901234567890", "1e999"] {
        assert_eq!(parse(number).unwrap().value, Value::Number(number.to_owned()));
    }
}

#[test]
fn keys_keep_their_order_and_may_come_twice() {
    let Value::Object(entries) = parse(r#"{"b": 1, "a": 2, "b": 3}"#).unwrap().value else { panic!() };
    let names: Vec<_> = entries.iter().map(|(key, _)| key.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "b"]);
}

#[test]
fn every_value_and_key_has_its_position() {
    fn look(json: &str, node: &Node) {
        let rest = &json[node.at..];
        match &node.value {
            Value::Null => assert!(rest.starts_with("null")),
            Value::Bool(value) => assert!(rest.starts_with(if *value { "true" } else { "false" })),
            Value::Number(number) => assert!(rest.starts_with(number.as_str())),
            Value::Text(text) => assert!(rest.starts_with(&format!("\"{text}\""))),
            Value::List(items) => {
                assert!(rest.starts_with('['));
                items.iter().for_each(|item| look(json, item));
            }
            Value::Object(entries) => {
                assert!(rest.starts_with('{'));
                for (key, item) in entries {
                    assert!(json[key.at..].starts_with(&format!("\"{}\"", key.name)));
                    look(json, item);
                }
            }
        }
    }
    let json = "\n {\t\"é\" : [ 1, -2.5 ,\"ü\", true,false , null, { } ] ,\r\n\"b\":{\"c\":\"d\"}}";
    look(json, &parse(json).unwrap());
}

#[test]
fn an_error_has_its_line_and_column() {
    for (json, line, column) in [
        ("x", 1, 1),
        ("{\n  \"a\": é}", 2, 8),
        ("{\n  \"é\": x}", 2, 8),
        ("{\"😀\": x}", 1, 7),
        ("{\r\n\"a\" 1}", 2, 5),
        ("[1,\n2,\n]", 3, 1),
        ("[1 2]", 1, 4),
        ("{\"a\": 1,}", 1, 9),
        ("{a: 1}", 1, 2),
        ("{} {}", 1, 4),
        ("\"a\nb\"", 1, 3),
        ("\"\\x\"", 1, 3),
        ("\"\\u12g4\"", 1, 6),
        ("tru ", 1, 4),
        ("01", 1, 2),
        ("-x", 1, 2),
        ("1.x", 1, 3),
        ("\u{feff}{}", 1, 1),
        ("\u{a0}{}", 1, 1),
        ("'a'", 1, 1),
        ("// no\n{}", 1, 1),
    ] {
        assert_eq!(parse(json), Err(ParseError::Syntax { line, column }), "{json:?}");
    }
}

#[test]
fn a_position_outside_the_text_is_its_end() {
    assert_eq!(position("a\nb", 99), (2, 2));
    assert_eq!(position("é", 1), (1, 2));
    assert_eq!(position("", 0), (1, 1));
}

#[test]
fn a_document_without_a_value_is_empty() {
    for json in ["", " ", "\r\n\t "] {
        assert_eq!(parse(json), Err(ParseError::Empty), "{json:?}");
    }
}

#[test]
fn every_beginning_of_a_document_is_truncated() {
    let json = "{\"a\": [1.5e+3, \"x\\n\\ud83d\\ude00é\", true, null], \"b\": {\"c\": -0}}";
    assert!(parse(json).is_ok());
    for (end, _) in json.char_indices().skip(1) {
        assert_eq!(parse(&json[..end]), Err(ParseError::Truncated), "{}", &json[..end]);
    }
}

#[test]
fn brackets_are_nested_up_to_the_limit() {
    let lists = |depth| "[".repeat(depth) + &"]".repeat(depth);
    let objects = |depth| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    assert!(parse(&lists(MAX_DEPTH)).is_ok());
    assert!(parse(&objects(MAX_DEPTH)).is_ok());
    assert_eq!(parse(&lists(MAX_DEPTH + 1)), Err(ParseError::Nesting));
    assert_eq!(parse(&objects(MAX_DEPTH + 1)), Err(ParseError::Nesting));
    assert_eq!(parse(&"[".repeat(1_000_000)), Err(ParseError::Nesting));
    let beside = format!("[{}[]]", "[],{},".repeat(100));
    assert!(parse(&beside).is_ok(), "brackets beside each other do not add up");
}

#[test]
fn strings_are_as_long_as_the_limit() {
    let string = |length| format!("[\n\"{}\"]", "a".repeat(length));
    assert!(parse(&string(MAX_STRING)).is_ok());
    let fault = Err(ParseError::LongString { line: 2 });
    assert_eq!(parse(&string(MAX_STRING + 1)), fault);
    assert_eq!(parse(&format!("[\n\"{}\"]", r"\n".repeat(MAX_STRING + 1))), fault);
    assert_eq!(parse(&format!("{{\n\"{}\": 1}}", "a".repeat(MAX_STRING + 1))), fault);
}

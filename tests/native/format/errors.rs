//! A value of a wrong type is left out and reported, and everything else is kept.

use broadsheet::article::Article;
use broadsheet::article::block::Block;
use broadsheet::article::read::{Problem, ProblemKind};
use expect_test::expect;
use serde_json::Value;

use crate::article::{check_problems, everything, read, shown};

/// A value of a wrong type: no field takes `true`, except yes-or-no fields.
fn wrong(value: &Value) -> Value {
    if value.is_boolean() { "yes".into() } else { true.into() }
}

fn read_value(value: &Value) -> (Article, Vec<Problem>) {
    read(&value.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// Every field and every item of the document: its JSON Pointer, and its path in problems. Values without a type of
/// their own are left out.
fn places(value: &Value, pointer: &str, path: &str, places: &mut Vec<(String, String)>) {
    let mut visit = |key: &str, path: String, inner: &Value| {
        let pointer = format!("{pointer}/{key}");
        places.push((pointer.clone(), path.clone()));
        self::places(inner, &pointer, &path, places);
    };
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                if !key.starts_with("x-") && !["$schema", "type"].contains(&key.as_str()) {
                    visit(key, if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, inner);
                }
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                visit(&index.to_string(), format!("{path}[{index}]"), inner);
            }
        }
        _ => {}
    }
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.remove(key);
        }
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        _ => unreachable!(),
    }
}

#[test]
fn a_value_of_a_wrong_type_counts_as_absent_and_is_reported() {
    let document = everything();
    let mut all = Vec::new();
    places(&document, "", "", &mut all);
    assert!(all.len() > 150);
    for (pointer, path) in all {
        let mut changed = document.clone();
        let value = changed.pointer_mut(&pointer).unwrap();
        *value = wrong(value);
        let (article, problems) = read_value(&changed);
        assert_eq!(problems[0].path.to_string(), path);
        // If a required field is wrong, the object that requires it is left out, too.
        let inside = |problem: &Problem| path.starts_with(&problem.path.to_string());
        assert!(problems.len() < 3 && problems.iter().all(inside), "{path}: {:?}", shown(&problems));
        assert!(matches!(problems[0].kind, ProblemKind::Expected(_)), "{path}: {}", problems[0]);

        // A table cell is kept, but empty, so that the other cells keep their columns.
        let cells = [(".head[", 2), (".rows[", 3)];
        if cells.iter().any(|(row, depth)| path.contains(row) && path.matches('[').count() == *depth) {
            continue;
        }
        let mut absent = document.clone();
        remove(&mut absent, &pointer);
        assert_eq!(article, read_value(&absent).0, "{path}");
    }
}

/// Regression: if a required key was misspelt, only its absence was reported.
#[test]
fn a_misspelt_required_key_is_reported() {
    let document = everything();
    let mut all = Vec::new();
    places(&document, "", "", &mut all);
    for (pointer, path) in all {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut misspelt = document.clone();
        let Some(Value::Object(fields)) = misspelt.pointer_mut(parent) else { continue };
        let value = fields.remove(key).unwrap();
        fields.insert(format!("{key}z"), value);
        let (_, problems) = read_value(&misspelt);
        let named = |problem: &&Problem| problem.path.to_string() == format!("{path}z");
        let problem = problems.iter().find(named).unwrap_or_else(|| panic!("{path}: {:?}", shown(&problems)));
        assert!(matches!(&problem.kind, ProblemKind::UnknownKey(known) if known.contains(&key)), "{path}: {problem}");
    }
}

#[test]
fn errors_are_reported_with_their_path() {
    let check = |pointer: &str, value: &str, expected| {
        let mut document = everything();
        *document.pointer_mut(pointer).unwrap() = serde_json::from_str(value).unwrap();
        let (article, problems) = read_value(&document);
        check_problems(&problems, expected);
        assert!(article.headline.is_some() && article.body.is_some());
    };
    check(
        "/published",
        r#""27 March 2013""#,
        expect!["published: expected a date, as 2013-03-27 or 2013-03-27T09:30:00+09:00; left out"],
    );
    check(
        "/published",
        "20130327",
        expect!["published: expected a date, as 2013-03-27 or 2013-03-27T09:30:00+09:00; left out"],
    );
    check("/dir", r#""up""#, expect![[r#"dir: expected "ltr" or "rtl"; left out"#]]);
    check("/authors", r#""A. Writer""#, expect!["authors: expected a list; left out"]);
    check("/authors/1/name", "[]", expect!["authors[1].name: expected text; left out"]);
    check("/authors/1", "{}", expect![[r#"authors[1]: "name" is missing; left out"#]]);
    check("/authors/1/href", r#""javascript:x""#, expect!["authors[1].href: address not allowed; link left out"]);
    check("/lead/width", r#""wide""#, expect!["lead.width: expected a whole number; left out"]);
    check("/lead/width", "-1", expect!["lead.width: expected a whole number; left out"]);
    check("/lead/source/href", "1", expect!["lead.source.href: expected an address; left out"]);
    check(
        "/lead/variants/0/src",
        r#""data:image/png;base64,""#,
        expect!["lead.variants[0].src: address not allowed; link left out"],
    );
    check("/body/1/1/href", "{}", expect!["body[1][1].href: expected an address; left out"]);
    check("/body/7/source/href", r#""vbscript:x""#, expect!["body[7].source.href: address not allowed; link left out"]);
    check(
        "/body/4/items/1/list/items/0",
        "false",
        expect!["body[4].items[1].list.items[0]: expected text, or a list of spans; left out"],
    );
    check("/body/11/aspect", r#""wide""#, expect![[r#"body[11].aspect: expected an aspect, as "16:9"; left out"#]]);
    check("/body/11/aspect", r#""0:9""#, expect![[r#"body[11].aspect: expected an aspect, as "16:9"; left out"#]]);
    check("/body/12/rows/0/1", "true", expect!["body[12].rows[0][1]: expected text, or a list of spans; left out"]);
    check(
        "/sponsors/0/kind",
        r#""kind""#,
        expect![[r#"sponsors[0].kind: expected "funded", "underwritten", "sponsored" or "paid"; left out"#]],
    );
    check(
        "/corrections/0/kind",
        r#""fix""#,
        expect![[r#"corrections[0].kind: expected "correction", "clarification" or "update"; left out"#]],
    );
    check("/rights", r#""The Press""#, expect!["rights: expected an object; left out"]);
    check("/tags/1", "[]", expect!["tags[1]: expected text; left out"]);
}

#[test]
fn a_wrong_optional_field_keeps_its_block() {
    let mut document = everything();
    for (pointer, value) in [
        ("/body/3/level", "9"),
        ("/body/5/cite", "true"),
        ("/body/7/caption", "true"),
        ("/body/12/head", "true"),
        ("/body/14/title", "true"),
    ] {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = serde_json::from_str(value).unwrap();
    }
    let (article, problems) = read_value(&document);
    assert_eq!(problems.len(), 4);
    let body = article.body.unwrap();
    assert!(!body.iter().any(|block| matches!(block, Block::Unknown(_))));
    assert!(matches!(&body[3], Block::Heading(heading) if heading.level == 4));
}

#[test]
fn a_sponsor_of_an_unknown_kind_is_kept() {
    use broadsheet::article::people::SponsorKind::Sponsored;
    for kind in [r#""kind": "gift", "#, r#""kind": 1, "#, ""] {
        let json = format!(r#"{{ "headline": "H", "body": [], "sponsors": [{{ {kind} "name": "A Company" }}] }}"#);
        let (article, problems) = read(&json).unwrap();
        assert_eq!((article.sponsors[0].kind, article.sponsors[0].name.as_str()), (Sponsored, "A Company"));
        assert_eq!(problems.len(), 1);
    }
}

#[test]
fn a_size_of_zero_is_reported() {
    for size in [r#""width": 0, "height": 100"#, r#""width": 100, "height": 0"#] {
        let json =
            format!(r#"{{ "headline": "H", "body": [{{ "type": "image", "src": "a.jpg", "alt": "", {size} }}] }}"#);
        let (article, problems) = read(&json).unwrap();
        assert!(matches!(&article.body.unwrap()[0], Block::Image(image) if image.size.is_none()));
        assert_eq!(problems.len(), 1, "{size}");
    }
    let json = r#"{ "headline": "H", "body": [{ "type": "image", "src": "a.jpg", "alt": "", "width": 4, "height": 3,
        "variants": [{ "src": "b.jpg", "width": 0 }, { "src": "c.jpg", "width": 2 }] }] }"#;
    let (article, problems) = read(json).unwrap();
    assert!(matches!(&article.body.unwrap()[0], Block::Image(image) if image.variants.len() == 1));
    check_problems(&problems, expect!["body[0].variants[0]: expected a width above 0; left out"]);
}

#[test]
fn an_empty_source_is_left_out() {
    let json = r#"{ "headline": "H", "body": [{ "type": "image", "src": "a.jpg", "alt": "", "source": {} }] }"#;
    let (article, _) = read(json).unwrap();
    assert!(matches!(&article.body.unwrap()[0], Block::Image(image) if image.source.is_none()));
}

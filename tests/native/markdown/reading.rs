//! Markdown is read as the JSON of the same article.

use broadsheet::article::ParseError;
use broadsheet::article::json::{MAX_STRING, Node, Value as Json, position, to_text};
use broadsheet::loss::{Cause, Loss};
use broadsheet::markdown::{self, MistakeKind, RemarkKind};
use serde_json::{Value, json};

fn tree(text: &str) -> (Value, Vec<RemarkKind>) {
    let document = markdown::parse(text).unwrap_or_else(|mistake| panic!("{mistake:?}\n{text}"));
    let remarks = document.remarks.into_iter().map(|remark| remark.kind).collect();
    (serde_json::from_str(&to_text(&document.root)).unwrap(), remarks)
}

/// The body of a text, in which nothing is changed.
fn body(text: &str) -> Value {
    let (tree, remarks) = tree(text);
    assert_eq!(remarks, [], "{text}");
    tree["body"].clone()
}

#[test]
fn text_is_read_as_spans() {
    let em = json!({ "text": "b", "em": true });
    for (text, expected) in [
        ("a *b* c", json!(["a ", em, " c"])),
        ("a _b_", json!(["a ", em])),
        ("***b***", json!([{ "text": "b", "em": true, "strong": true }])),
        ("`a*b`", json!([{ "text": "a*b", "code": true }])),
        ("[a](b.md)", json!([{ "text": "a", "href": "b.md" }])),
        (
            "[a *b*](<b c.md>)",
            json!([{ "text": "a ", "href": "b c.md" }, { "text": "b", "href": "b c.md", "em": true }]),
        ),
        ("[a][x] [x]\n\n[x]: b.md", json!([{ "text": "a", "href": "b.md" }, " ", { "text": "x", "href": "b.md" }])),
        ("<https://a.example/>", json!([{ "text": "https://a.example/", "href": "https://a.example/" }])),
        ("<a@b.example>", json!([{ "text": "a@b.example", "href": "mailto:a@b.example" }])),
        ("two\nlines", json!("two lines")),
        ("\"quotes\" -- and ...", json!("\"quotes\" -- and ...")),
        ("a &amp; b &#10; \\*c\\* 1\\. <3 a < b", json!("a & b \n *c* 1. <3 a < b")),
        ("[sic] [ ] [a]", json!("[sic] [ ] [a]")),
        ("die [Brücke]{lang=de}.", json!(["die ", { "text": "Brücke", "lang": "de" }, "."])),
        ("[a *b*]{lang=de}", json!([{ "text": "a ", "lang": "de" }, { "text": "b", "lang": "de", "em": true }])),
        ("[[a](b)]{lang=\"de\"}", json!([{ "text": "a", "href": "b", "lang": "de" }])),
        ("x[b ]{em}y", json!(["x", { "text": "b ", "em": true }, "y"])),
        ("a[b]{}", json!(["a", "b"])),
        ("\\[a]{lang=de} `[a]{lang=de}`", json!(["[a]{lang=de} ", { "text": "[a]{lang=de}", "code": true }])),
        ("[a]{this is text}, {b}", json!("[a]{this is text}, {b}")),
    ] {
        if text.contains("this is text") {
            assert_eq!(tree(text).1, [RemarkKind::Attribute("this".to_owned())]);
            assert_eq!(tree(text).0["body"], json!([expected]));
            continue;
        }
        assert_eq!(body(text), json!([expected]), "{text}");
    }
}

#[test]
fn a_reference_to_a_footnote_belongs_to_the_word_before_it() {
    for (text, expected) in [
        ("It is unchanged[^1].", json!(["It is ", { "text": "unchanged", "note": "1" }, "."])),
        ("It is *so*[^1]", json!(["It is ", { "text": "so", "em": true, "note": "1" }])),
        ("a b[^1][^2]", json!(["a ", { "text": "b", "note": "1" }, { "text": "", "note": "2" }])),
        ("a [^1] b", json!(["a ", { "text": "", "note": "1" }, " b"])),
        ("[90 kg]{note=1}", json!([{ "text": "90 kg", "note": "1" }])),
    ] {
        let whole = format!("{text}\n\n[^1]: One.\n[^2]: *Two*.\n");
        let (tree, remarks) = tree(&whole);
        assert_eq!(remarks, [], "{text}");
        assert_eq!(tree["body"], json!([expected]), "{text}");
        assert_eq!(
            tree["notes"],
            json!([{ "id": "1", "text": "One." }, { "id": "2", "text": [{ "text": "Two", "em": true }, "."] }])
        );
        // A note that is missing is found by the rule for it.
        assert_eq!(body(text), json!([expected]), "{text}");
    }
}

#[test]
fn blocks_are_those_of_the_format() {
    for (text, expected) in [
        ("## A *b*", json!({ "type": "heading", "level": 2, "text": ["A ", { "text": "b", "em": true }] })),
        ("A\n---", json!({ "type": "heading", "level": 2, "text": "A" })),
        ("***", json!({ "type": "divider" })),
        ("> a\n> b", json!({ "type": "quote", "text": "a b" })),
        ("- a\n- b", json!({ "type": "list", "items": ["a", "b"] })),
        (
            "1. a\n   - b\n2. c",
            json!({
                "type": "list", "ordered": true, "items": [{ "text": "a", "list": { "items": ["b"] } }, "c"]
            }),
        ),
        ("- a\n\n- b", json!({ "type": "list", "items": ["a", "b"] })),
        ("```rust\nfn a() {}\n\n```", json!({ "type": "code", "text": "fn a() {}\n", "language": "rust" })),
        ("    a\n    b", json!({ "type": "code", "text": "a\nb" })),
        (
            "| a | b |\n|---|--:|\n| 1 | *2* |",
            json!({
                "type": "table", "head": ["a", "b"], "rows": [["1", [{ "text": "2", "em": true }]]]
            }),
        ),
        ("| | |\n|-|-|\n| 1 | a\\|b |", json!({ "type": "table", "rows": [["1", "a|b"]] })),
        (
            "![A *bell*](../a.jpg \"Cast in 1911\")",
            json!({
                "type": "image", "src": "../a.jpg", "alt": "A bell", "caption": "Cast in 1911"
            }),
        ),
        // Nobody has said that the image is only decoration.
        ("![](../a.jpg)", json!({ "type": "image", "src": "../a.jpg" })),
        ("```{pullquote}\ntext: The sea\n```", json!({ "type": "pullquote", "text": "The sea" })),
        ("```{divider}\n```", json!({ "type": "divider" })),
        ("~~~ {map}\nplace: 54.18, 7.89\n~~~", json!({ "type": "map", "place": "54.18, 7.89" })),
        ("```{}\ntype: x y\n```", json!({ "type": "x y" })),
    ] {
        assert_eq!(body(text), json!([expected]), "{text}");
    }
}

#[test]
fn what_the_format_lacks_keeps_its_words_and_is_remarked() {
    use RemarkKind::*;
    let html = |tag: &str, more| Html { tag: tag.to_owned(), more };
    for (text, expected, remarks) in [
        ("a ~~b~~", json!(["a b"]), vec![Strikethrough]),
        ("a  \nb\\\nc", json!(["a b c"]), vec![LineBreak, LineBreak]),
        ("a <b>b</b> <i>c</i><!-- d -->", json!(["a b c"]), vec![html("<b>", 1)]),
        ("<div>\na <b>b</b>\n</div>", json!([["a ", { "text": "b", "strong": true }]]), vec![html("<div>", 1)]),
        ("<!-- a -->", Value::Null, vec![]),
        (
            "<figure>\n<img src=a.jpg alt=b><figcaption>c</figcaption></figure>",
            json!([{ "type": "image", "src": "a.jpg", "alt": "b", "caption": "c" }]),
            vec![html("<figure>", 2)],
        ),
        (
            "<table><tr><th>a<tr><td>b</table>",
            json!([{ "type": "table", "head": ["a"], "rows": [["b"]] }]),
            vec![html("<table>", 4)],
        ),
        (
            "<div>\n<svg><text>a</text></svg> b\n</div>",
            json!(["a b"]),
            vec![html("<div>", 2), HtmlLoss(Loss::new(Cause::Drawing, "a"))],
        ),
        ("<div>\na <b and more\n</div>", json!(["a <b and more"]), vec![html("<div>", 0), OpenTag]),
        ("a <img src=a.jpg> b", json!(["a  b"]), vec![Media("img".to_owned())]),
        ("- a\n\n  b\n- c", json!([{ "type": "list", "items": ["a b", "c"] }]), vec![Joined]),
        ("3. a", json!([{ "type": "list", "ordered": true, "items": ["a"] }]), vec![ListStart(3)]),
        (
            "1. a\n\n   ```\n   b\n   ```\n2. c",
            json!([
                { "type": "list", "ordered": true, "items": ["a"] },
                { "type": "code", "text": "b" },
                { "type": "list", "ordered": true, "items": ["c"] },
            ]),
            vec![Moved("numbered item")],
        ),
        ("> a\n>\n> b", json!([{ "type": "quote", "text": "a" }, { "type": "quote", "text": "b" }]), vec![QuoteSplit]),
        ("a ![b](c)", json!(["a ", { "type": "image", "src": "c", "alt": "b" }]), vec![ImageMoved]),
        ("[![b](c)](d)", json!([{ "type": "image", "src": "c", "alt": "b" }]), vec![ImageLink]),
        ("[a](b \"c\")", json!([[{ "text": "a", "href": "b" }]]), vec![LinkTitle("c".to_owned())]),
        ("[a][b] c", json!(["[a][b] c"]), vec![Reference("b".to_owned())]),
        (
            "```js a=b\n1\n```",
            json!([{ "type": "code", "text": "1", "language": "js" }]),
            vec![CodeWords("a=b".to_owned())],
        ),
        ("|a|\n|-|\n|b|c|", json!([{ "type": "table", "head": ["a"], "rows": [["b", "c"]] }]), vec![MoreCells]),
    ] {
        let (tree, found) = tree(text);
        assert_eq!((&tree["body"], found), (&expected, remarks), "{text}");
    }
}

#[test]
fn the_first_heading_of_level_1_is_the_headline_if_there_is_no_other() {
    assert_eq!(tree("# A *b*\n\nc").0, json!({ "headline": ["A ", { "text": "b", "em": true }], "body": ["c"] }));
    let (tree, _) = tree("---\nheadline: A\n---\n# B\n");
    assert_eq!(tree["body"], json!([{ "type": "heading", "level": 1, "text": "B" }]));
}

#[test]
fn front_matter_keeps_words_as_they_are_written() {
    let yaml = "a: no\nb: 010\nc: 2024-10-04\nd: 1_000\ne: 0x1F\nf: 1.50\ng: true\nh: Yes\ni: ~\nj:\nk: '1'\nl: \"a\\nb\"\nm: |\n  x\n  y\nn: [1, a b]\no: {p: .5}";
    let expected = json!({
        "a": "no", "b": "010", "c": "2024-10-04", "d": "1_000", "e": "0x1F", "f": 1.50, "g": true, "h": "Yes", "i": null, "j": null,
        "k": "1", "l": "a\nb", "m": "x\ny\n", "n": [1, "a b"], "o": { "p": ".5" },
    });
    for end in ["\n", "\r\n"] {
        assert_eq!(tree(&format!("---\n{yaml}\n---\n").replace('\n', end)).0, expected);
        assert_eq!(tree(&format!("---\n{yaml}\n...\nText").replace('\n', end)).0["body"], json!(["Text"]));
    }
    let toml =
        "headline = \"A\"\npublished = 2024-10-04\nyear = 1_000\nx = 1.50\n[lead]\ntype = 'image'\n[[notes]]\nid = '1'";
    assert_eq!(
        tree(&format!("+++\n{toml}\n+++\n")).0,
        json!({ "headline": "A", "published": "2024-10-04", "year": 1000, "x": 1.5, "lead": { "type": "image" }, "notes": [{ "id": "1" }] })
    );
}

#[test]
fn a_mistake_has_its_place_and_says_what_to_do() {
    use MistakeKind::*;
    for (text, place, is_kind) in [
        ("---\nheadline: A\n\ntext", (1, 1), (|kind| *kind == Unclosed("---")) as fn(&MistakeKind) -> bool),
        ("+++\nheadline = 'A'\n\ntext", (1, 1), |kind| *kind == Unclosed("+++")),
        ("---\nheadline: A: b\n---", (2, 12), |kind| matches!(kind, Yaml(_))),
        ("---\nlead:\n\ttype: image\n---", (3, 1), |kind| *kind == Tab),
        ("---\né: &a [1]\nb: *a\n---", (2, 4), |kind| *kind == Alias),
        ("---\nb: *a\n---", (2, 4), |kind| matches!(kind, Yaml(_) | Alias)),
        ("---\n<<: 1\n---", (2, 1), |kind| *kind == Merge),
        ("---\na: !!str 1\n---", (2, 4), |kind| *kind == Tag),
        ("---\n- a\n---", (2, 1), |kind| *kind == NotFields),
        ("---\n[a]: b\n---", (2, 1), |kind| *kind == Key),
        ("+++\na = \n+++", (2, 5), |kind| matches!(kind, Toml(_))),
        ("text\n\n```{quote}\ntext: é\ncite: [\n```\n", (6, 1), |kind| matches!(kind, Yaml(_))),
        ("> ```{quote}\n> text: é\n> cite: &a b\n> ```\n", (3, 9), |kind| *kind == Alias),
        ("```{quote}\na\n```\n", (2, 1), |kind| *kind == NotFields),
        // Regression: the rest of the article was deleted.
        ("a\n\n<!-- TODO\n\nb\n", (3, 1), |kind| *kind == Endless("comment")),
        ("> a\n>\n> <div>\n> é<!-- TODO\n\nb -->\n", (4, 4), |kind| *kind == Endless("comment")),
        ("a\n\n<script>\nvar x\n\nb", (3, 1), |kind| *kind == Endless("script")),
        ("- a\n\n  <div><style>x\n\nb</style></div>", (3, 8), |kind| *kind == Endless("style")),
        ("<pre>\na\n\n**b**", (1, 1), |kind| *kind == Endless("pre")),
        ("<?php\n\na", (1, 1), |kind| *kind == Endless("processing instruction")),
        ("<![CDATA[\na", (1, 1), |kind| *kind == Endless("CDATA section")),
        ("```{quote}\na: b\n---\nc: d\n```\n", (3, 1), |kind| matches!(kind, TwoDocuments | Yaml(_))),
    ] {
        let mistake = markdown::parse(text).unwrap_err();
        assert!(is_kind(&mistake.kind), "{text:?}: {mistake:?}");
        assert_eq!(position(text, mistake.at), place, "{text:?}: {mistake:?}");
        assert!(!mistake.kind.help().is_empty());
    }
}

#[test]
fn the_limits_are_those_of_json() {
    let nested = |levels: usize| format!("---\na: {}1{}\n---\n", "[".repeat(levels), "]".repeat(levels));
    assert!(markdown::parse(&nested(31)).is_ok());
    assert_eq!(markdown::parse(&nested(32)).unwrap_err().kind, MistakeKind::Nesting);
    assert_eq!(markdown::parse(&nested(100_000)).unwrap_err().kind, MistakeKind::Nesting);
    let list = |levels: usize| (0..levels).map(|level| format!("{}- a\n", "  ".repeat(level))).collect::<String>();
    assert!(markdown::parse(&list(9)).is_ok());
    assert_eq!(markdown::parse(&list(40)).unwrap_err().kind, MistakeKind::Nesting);
    assert_eq!(markdown::parse(&"> ".repeat(10_000)).unwrap_err().kind, MistakeKind::Nesting);
    assert_eq!(markdown::parse(&"a".repeat(MAX_STRING + 1)).unwrap_err().kind, MistakeKind::LongString);
    let spans = "*a* ".repeat(80_000) + "\n";
    assert_eq!(markdown::parse(&spans).unwrap_err().kind, MistakeKind::TooLarge);
    let deep = "<div>".repeat(10_000) + "words\n" + &"</div>".repeat(10_000) + "\n\na " + &"<b>".repeat(10_000) + "b";
    let (tree, remarks) = tree(&deep);
    assert_eq!((&tree["body"], remarks.len()), (&json!(["words", "a b"]), 2));
    assert!(matches!(markdown::read(b"---\na", &crate::roundtrip::base()), Err(ParseError::Truncated)));
}

/// The text from the place of each value on.
fn places<'a>(node: &Node, path: &str, text: &'a str, found: &mut Vec<(String, &'a str)>) {
    found.push((path.to_owned(), &text[node.at..]));
    match &node.value {
        Json::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{path}[{index}]"), text, found));
        }
        Json::Object(entries) => {
            for (key, item) in entries {
                found.push((format!("{path}.{}#", key.name), &text[key.at..]));
                places(item, &format!("{path}.{}", key.name), text, found);
            }
        }
        _ => {}
    }
}

#[test]
fn each_value_has_its_place_in_the_text() {
    let text = "---\nhéadline: é\nlead:\n  type: image\n---\n\nA [b](c.md) [d]{lang=de}.\n\n## E\n\n![f](g.jpg \"h\")\n\n- i\n- j\n\n```{quote}\ntext: é\ncite: k\n```\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let document = markdown::parse(&text).unwrap();
        let mut found = Vec::new();
        places(&document.root, "", &text, &mut found);
        for (path, begins) in [
            (".héadline#", "héadline"),
            (".héadline", "é"),
            (".lead.type", "image"),
            (".body[0]", "A "),
            (".body[0][1].href", "c.md"),
            (".body[0][3].lang", "de}"),
            (".body[1]", "## E"),
            (".body[1].text", "E"),
            (".body[2]", "![f]"),
            (".body[2].src", "g.jpg"),
            (".body[2].caption", "h\""),
            (".body[3].items[1]", "j"),
            (".body[4]", "```{quote}"),
            (".body[4].type", "quote}"),
            (".body[4].cite#", "cite"),
            (".body[4].cite", "k"),
        ] {
            let at = found.iter().find(|(other, _)| other == path).unwrap_or_else(|| panic!("{path}: {found:?}")).1;
            assert!(at.starts_with(begins), "{path}: {at:?}");
        }
    }
}

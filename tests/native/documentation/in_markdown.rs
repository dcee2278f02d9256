//! The examples in docs/markdown.md and README.md are read as the JSON that follows each of them, and written again.

use std::collections::BTreeSet;

use broadsheet::article::block::TYPES;
use broadsheet::article::json::{parse, to_text};
use broadsheet::markdown;
use serde_json::{Value, json};

use super::markdown::code;

#[test]
fn every_example_in_markdown_is_the_json_below_it() {
    let mut blocks = BTreeSet::new();
    let code: Vec<_> = code().into_iter().filter(|code| is_paired(&code.place)).collect();
    for (example, following) in code.iter().zip(&code[1..]) {
        if example.language.as_deref() != Some("md") {
            continue;
        }
        let place = &example.place;
        assert_eq!(following.language.as_deref(), Some("json"), "{place}: no JSON follows");
        let expected: Value = serde_json::from_str(&following.text).unwrap();
        let is_article = expected.get("headline").is_some();
        let document = markdown::parse(&example.text).unwrap_or_else(|mistake| panic!("{place}: {mistake:?}"));
        assert_eq!(document.remarks, [], "{place}");
        let read: Value = serde_json::from_str(&to_text(&document.root)).unwrap();
        match is_article {
            // The version is one of JSON files.
            true => assert_eq!(read, without_version(expected.clone()), "{place}"),
            false => assert_eq!(read, json!({ "body": [expected] }), "{place}"),
        }
        // A person would write what the program writes, but for its line breaks.
        let whole = if is_article { expected.clone() } else { json!({ "headline": "H", "body": [expected] }) };
        let written = markdown::write(&parse(&whole.to_string()).unwrap());
        let fences = |text: &str| text.lines().filter(|line| line.starts_with("```")).count();
        assert_eq!(fences(&written), fences(&example.text), "{place}: {written}");
        let body = whole["body"].as_array().unwrap();
        blocks.extend(body.iter().map(|block| block["type"].as_str().unwrap_or("paragraph").to_owned()));
    }
    let missing: Vec<_> = TYPES.iter().filter(|kind| !blocks.contains(**kind)).collect();
    assert!(missing.is_empty(), "there is no example of {missing:?}");
}

fn is_paired(place: &str) -> bool {
    place.starts_with("docs/markdown.md:") || place.starts_with("README.md:")
}

fn without_version(mut article: Value) -> Value {
    article.as_object_mut().and_then(|fields| fields.remove("version"));
    article
}

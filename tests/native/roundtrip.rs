//! Every input is an article or a typed error, and every article survives a round trip through JSON.

use std::fs;

use broadsheet::address::Base;
use broadsheet::article::Article;
use broadsheet::site::Site;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::properties::article::same_again;

pub const DOCUMENTS: [&str; 4] = [
    "public/content/articles/north-korea-3g.json",
    "public/content/articles/six-pips.json",
    "tests/fixtures/by-hand.json",
    "tests/native/fixtures/everything.json",
];

/// Values that are hard to read.
const ODD: [&str; 24] = [
    "null",
    "true",
    "[]",
    "{}",
    "[[]]",
    "0",
    "-1",
    "1.5e300",
    "99999999999",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\u202e\\u2066x\\u202c\"",
    "\"0000-00-00\"",
    "\"2024-02-29T23:59:60-23:59\"",
    "\"0:0\"",
    "\"9999:1\"",
    "\"javascript:alert(1)\"",
    "\"mailto:a b # \"",
    "\"//[::1]:80/a b?c#d\"",
    "\"../../#/%2f\"",
    "{\"type\": \"poll\"}",
    "{\"text\": [], \"fallback\": \"x\"}",
];

pub fn base() -> Base {
    Base::article("https://example.org/news/", "a-story")
}

#[test]
fn the_demo_survives_a_round_trip_without_problems() {
    for file in DOCUMENTS {
        let (article, problems) = Article::from_json(&fs::read(file).unwrap(), &base()).unwrap();
        let (again, later) = Article::from_json(article.to_json().as_bytes(), &base()).unwrap();
        assert_eq!((article, problems), (again, later), "{file}");
    }
    let bytes = fs::read("public/content/site.json").unwrap();
    let (site, problems) = Site::from_json(&bytes, &base()).unwrap();
    assert_eq!(Site::from_json(site.to_json().as_bytes(), &base()).unwrap(), (site, problems));
}

#[test]
fn short_forms_are_kept() {
    let article = json!({
        "version": 1,
        "timeZone": "Europe/Berlin",
        "kicker": "Local",
        "headline": "A headline",
        "authors": ["M. Okafor"],
        "published": "2024-11-02T09:30:00+01:00",
        "body": [
            "A paragraph.",
            ["Two ", { "text": "spans", "em": true }],
            { "type": "list", "items": ["One", { "text": "Two", "list": { "ordered": true, "items": ["Three"] } }] },
            { "type": "embed", "url": "https://example.org/", "title": "A film", "aspect": "4:3" },
            { "type": "image", "src": "https://example.org/a.jpg", "width": 2, "height": 1, "alt": "", "source": "Archive" },
            { "type": "timeline", "items": [{ "date": "2024-11-02", "text": "Now" }] },
            { "type": "divider" }
        ]
    });
    let (read, _) = Article::from_json(article.to_string().as_bytes(), &base()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&read.to_json()).unwrap(), article);
}

/// A change to a document at one value.
#[derive(Clone, Debug)]
pub enum Change {
    Odd(Index, &'static str),
    Words(Index, String),
    Copy(Index, Index),
    Remove(Index),
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), select(&ODD[..])).prop_map(|(at, json)| Change::Odd(at, json)),
        (any::<Index>(), ".{0,12}").prop_map(|(at, words)| Change::Words(at, words)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Copy(at, from)),
        any::<Index>().prop_map(Change::Remove),
    ]
}

/// The JSON Pointers of all values in a document.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), all));
        }
        Value::Object(entries) => entries.iter().for_each(|(key, item)| pointers(item, &format!("{at}/{key}"), all)),
        _ => {}
    }
}

pub fn apply(document: &mut Value, change: &Change) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let place = |index: &Index| all[index.index(all.len())].as_str();
    let (at, value) = match change {
        // Not written by serde_json, which refuses lone surrogates.
        Change::Odd(at, json) => (at, serde_json::from_str(json).unwrap_or_else(|_| json!("\u{fffd}"))),
        Change::Words(at, words) => (at, json!(words)),
        Change::Copy(at, from) => (at, document.pointer(place(from)).unwrap().clone()),
        Change::Remove(at) => (at, Value::Null),
    };
    *document.pointer_mut(place(at)).unwrap() = value;
}

pub fn config() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changed_articles_survive_a_round_trip(file in select(&DOCUMENTS[..]), changes in vec(change(), 1..12)) {
        let mut document = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        for change in &changes {
            apply(&mut document, change);
        }
        same_again(document.to_string().as_bytes());
    }

    #[test]
    fn damaged_bytes_are_an_article_or_an_error(
        file in select(&DOCUMENTS[..]),
        damage in vec((any::<Index>(), 0..9usize, vec(any::<u8>(), 0..4)), 1..4),
    ) {
        let mut bytes = fs::read(file).unwrap();
        for (at, length, with) in damage {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, with);
        }
        same_again(&bytes);
    }

    #[test]
    fn any_bytes_are_an_article_or_an_error(bytes in vec(any::<u8>(), 0..200)) {
        same_again(&bytes);
    }

    #[test]
    fn any_text_survives_a_round_trip(text in any::<String>(), id in ".{0,5}") {
        let article = json!({
            "headline": [{ "text": text, "em": true, "note": id }],
            "authors": [{ "name": text, "role": text }],
            "body": [text, { "type": "code", "text": text, "language": id }],
            "notes": [{ "id": id, "text": [text, text] }],
        });
        let bytes = article.to_string();
        let (read, _) = Article::from_json(bytes.as_bytes(), &base()).unwrap();
        let blocks = if text.trim().is_empty() { 0 } else { 2 };
        prop_assert_eq!(read.body.as_ref().map(Vec::len), Some(blocks));
        same_again(bytes.as_bytes());
    }
}

/// Regression: a cell that is one span without text was read with the span, and after writing it without.
#[test]
fn a_cell_that_is_one_blank_span_survives_a_round_trip() {
    let cell = r#"{ "text": "", "href": "https://example.org/" }"#;
    let json = format!(r#"{{ "headline": "A", "body": [{{ "type": "table", "rows": [[{cell}, "B"]] }}] }}"#);
    same_again(json.as_bytes());
}

//! The parser of articles and of `site.json`: it reads what serde_json reads, and writes what it reads again.

use std::collections::BTreeMap;

use broadsheet::address::Base;
use broadsheet::article::json::{MAX_DEPTH, MAX_STRING, Node, Value, parse};
use broadsheet::article::{Article, ParseError};
use broadsheet::site::Site;
use serde_json::Value as Other;

/// Any bytes are an article or an error, and an article survives a round trip through JSON.
pub fn holds(input: &[u8]) {
    if let Ok(text) = std::str::from_utf8(input) {
        compare(text);
    }
    same_again(input);
}

/// What is an article or a site is the same after it was written and read again.
pub fn same_again(input: &[u8]) {
    let base = Base::article("https://example.org/news/", "a-story");
    if let Ok((article, _)) = Article::from_json(input, &base) {
        let json = article.to_json();
        let (again, _) = Article::from_json(json.as_bytes(), &base).unwrap_or_else(|error| panic!("{error}\n{json}"));
        assert_eq!(article, again, "{json}");
        assert_eq!(again.to_json(), json);
    }
    if let Ok((site, _)) = Site::from_json(input, &base) {
        let json = site.to_json();
        let (again, _) = Site::from_json(json.as_bytes(), &base).unwrap_or_else(|error| panic!("{error}\n{json}"));
        assert_eq!(site, again, "{json}");
    }
}

/// Fails if our parser and serde_json differ, except where they are meant to.
pub fn compare(json: &str) {
    match (parse(json), serde_json::from_str::<Other>(json)) {
        (Ok(node), Ok(other)) => assert!(same(&node, &other), "{json:?}\n{node:?}\n{other:?}"),
        (Ok(_), Err(error)) => {
            // Lone surrogates become U+FFFD, and numbers stay as they were written.
            let error = error.to_string();
            let meant = ["surrogate", "hex escape", "number out of range"].iter().any(|part| error.contains(part));
            assert!(meant, "only serde_json refuses {json:?}: {error}");
        }
        (Err(ParseError::Nesting), Ok(other)) => assert!(depth(&other) > MAX_DEPTH, "{json:?}"),
        (Err(ParseError::LongString { .. }), Ok(_)) => assert!(json.len() > MAX_STRING, "{json:?}"),
        (Err(error), Ok(_)) => panic!("only serde_json takes {json:?}: {error}"),
        (Err(_), Err(_)) => {}
    }
}

fn same(node: &Node, other: &Other) -> bool {
    match (&node.value, other) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(a), Other::Bool(b)) => a == b,
        (Value::Number(a), Other::Number(b)) => {
            let (a, b): (f64, f64) = (a.parse().unwrap(), b.as_f64().unwrap());
            // serde_json rounds for speed.
            a == b || ((a - b) / b).abs() < 1e-15
        }
        (Value::Text(a), Other::String(b)) => *a == cleaned(b),
        (Value::List(a), Other::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Other::Object(b)) => {
            let a: BTreeMap<_, _> = a.iter().map(|(key, node)| (key.name.clone(), node)).collect();
            let b: BTreeMap<_, _> = b.iter().map(|(key, other)| (cleaned(key), other)).collect();
            a.keys().eq(b.keys()) && a.values().zip(b.values()).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}

fn cleaned(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn depth(other: &Other) -> usize {
    match other {
        Other::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Other::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

//! Compares the parser with serde_json: the same verdict, and the same tree.

use std::collections::BTreeMap;

use broadsheet::article::ParseError;
use broadsheet::article::json::{MAX_DEPTH, Node, Value, parse};
use serde_json::Value as Other;

/// Fails if the two differ, except where they are meant to.
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

#[test]
fn valid_and_invalid_documents_are_read_as_by_serde_json() {
    let documents = r#"
        null | true | false | nul | True | nullx | 0 | -0 | 00 | -01 | 1. | .5 | +1 | -  | 1e | 1e+ | 1e-07 | 0.0e0
        1.5E3 | 0x10 | 1_000 | NaN | Infinity | 1e400 | 18446744073709551616 | -9223372036854775809 | 0.1 | 1e-400
        [] | [ ] | [1] | [1,] | [,1] | [1 2] | [1,2 | ] | [[]] | [1]] | {} | { } | {"a":1} | {"a":1,} | {,} | {"a"}
        {"a":} | {"a" 1} | {a:1} | {'a':1} | {"a":1 "b":2} | {"a":1,"a":2} | {"a":{"a":{}}} | {1:2} | {"":""} | {}{}
        "a" | "a | a" | 'a' | "\"" | "\\" | "\/" | "\b\f\n\r\t" | "\a" | "\x41" | "\u0041" | "\u004" | "\U0041" | "\
        "\u00zz" | "\ud83d\ude00" | "\ud83d" | "\ude00" | "\ud83dx" | "\ud83d\u0041" | "\ud83d\ud83d\ude00" | "\u0000"
        "\u+041" | "\u 041" | "é😀" | // a | /* a */ 1 | 1 // a | # a | "a" "b" | : | , | "a":1 | ﻿{} | [1]x | [1]; | {"a":1}
    "#;
    documents.split(['|', '\n']).for_each(compare);
    for document in
        ["\"\t\"", "\"\n\"", "\"\0\"", "\0", "1\0", "[1]\u{b}", "\u{c}1", "\u{a0}1", "[1\u{2028}]", "\"\u{7f}\""]
    {
        compare(document);
    }
}

#[test]
fn nested_documents_are_read_as_by_serde_json() {
    for depth in [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 100] {
        compare(&("[".repeat(depth) + &"]".repeat(depth)));
        compare(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
    }
}

//! Compares the parser with serde_json: the same verdict, and the same tree.

use broadsheet::article::json::MAX_DEPTH;

pub use crate::properties::article::compare;

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

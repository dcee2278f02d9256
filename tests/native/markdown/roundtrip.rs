//! `Article → Markdown → Article` is the identity, and Markdown that was written is stable.

use std::fs;

use broadsheet::article::json::parse;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::properties::markdown::{is_stable, survives};
use crate::roundtrip::{DOCUMENTS, apply, change, config};

/// Words that are easily taken for something else.
const HOSTILE: [&str; 72] = [
    "a",
    "b c",
    " ",
    "  ",
    "",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~~",
    "~",
    "[",
    "]",
    "(",
    ")",
    "[a](b)",
    "[^1]",
    "[^1]: x",
    "[x]: y",
    "{em}",
    "{lang=de}",
    "{",
    "}",
    "<b>",
    "</b>",
    "<!--",
    "<a@b.c>",
    "<https://a.b>",
    "&amp;",
    "&",
    "&#10;",
    "#",
    "# a",
    "##",
    "> a",
    "- a",
    "+ a",
    "1. a",
    "1)",
    "---",
    "***",
    "===",
    "+++",
    "|",
    "a | b",
    "\\",
    "\\|",
    "\\*",
    "!",
    "![a](b)",
    "://",
    "www.a.b",
    ":",
    "a: b",
    " #",
    "'",
    "\"",
    "null",
    "010",
    "1.5",
    "مرحبا",
    "👩‍🚀",
    "\u{202E}x",
    "\u{FEFF}",
    "\u{85}\u{2028}\u{1}\u{7F}",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => vec(select(&HOSTILE[..]), 0..5).prop_map(|parts| parts.concat()),
        2 => "[a-zéß ]{1,12}",
        1 => any::<String>(),
    ]
}

fn span() -> impl Strategy<Value = Value> {
    let word = || prop_oneof![Just(None), Just(None), Just(None), words().prop_map(Some)];
    let lang = prop_oneof![Just(None), Just(None), Just(Some("de")), Just(Some("ar"))];
    (words(), word(), any::<[bool; 3]>(), lang, word(), any::<bool>()).prop_map(
        |(text, href, [em, strong, code], lang, note, is_plain)| {
            if is_plain {
                return json!(text);
            }
            let mut span = json!({ "text": text });
            for (key, value) in
                [("href", href.map(Value::from)), ("lang", lang.map(Value::from)), ("note", note.map(Value::from))]
            {
                if let Some(value) = value {
                    span[key] = value;
                }
            }
            for (key, value) in [("em", em), ("strong", strong && em), ("code", code && strong)] {
                if value {
                    span[key] = json!(true);
                }
            }
            span
        },
    )
}

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![words().prop_map(Value::from), vec(span(), 1..5).prop_map(Value::from)]
}

fn list() -> impl Strategy<Value = Value> {
    let leaf =
        (any::<bool>(), vec(text(), 1..4)).prop_map(|(ordered, items)| json!({ "ordered": ordered, "items": items }));
    leaf.prop_recursive(3, 12, 3, |inner| {
        let item = prop_oneof![text(), (text(), inner).prop_map(|(text, list)| json!({ "text": text, "list": list }))];
        (any::<bool>(), vec(item, 1..4)).prop_map(|(ordered, items)| json!({ "ordered": ordered, "items": items }))
    })
}

fn image() -> impl Strategy<Value = Value> {
    (words(), words(), any::<bool>(), text()).prop_map(|(src, alt, has_credit, caption)| {
        let mut image = json!({ "src": src, "alt": alt, "caption": caption });
        if has_credit {
            image["credit"] = json!("B. Writer");
        }
        image
    })
}

fn block() -> impl Strategy<Value = Value> {
    let of_type = |name: &'static str| {
        move |mut block: Value| {
            block["type"] = json!(name);
            block
        }
    };
    let leaf = prop_oneof![
        4 => text(),
        1 => (2..5, text()).prop_map(|(level, text)| json!({ "type": "heading", "level": level, "text": text })),
        2 => list().prop_map(of_type("list")),
        1 => text().prop_map(|text| json!({ "type": "quote", "text": text })),
        1 => (text(), text()).prop_map(|(text, cite)| json!({ "type": "pullquote", "text": text, "cite": cite })),
        1 => (words(), words()).prop_map(|(text, language)| json!({ "type": "code", "text": text, "language": language })),
        1 => image().prop_map(of_type("image")),
        1 => vec(image(), 1..3).prop_map(|items| json!({ "type": "gallery", "items": items })),
        1 => (vec(text(), 0..3), vec(vec(text(), 1..4), 1..4)).prop_map(|(head, rows)| json!({ "type": "table", "head": head, "rows": rows })),
        1 => (1..4_usize).prop_flat_map(|columns| (vec(text(), columns), vec(vec(text(), columns), 1..4)))
            .prop_map(|(head, rows)| json!({ "type": "table", "head": head, "rows": rows })),
        1 => Just(json!({ "type": "divider" })),
        1 => (words(), text()).prop_map(|(kind, fallback)| json!({ "type": kind, "fallback": fallback, "x": [1, null] })),
        1 => text().prop_map(|text| json!({ "type": "timeline", "items": [{ "text": text, "date": "1911-05-02" }] })),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (text(), vec(inner.clone(), 1..3))
                .prop_map(|(title, body)| json!({ "type": "callout", "title": title, "body": body })),
            (text(), vec(inner, 1..3)).prop_map(
                |(question, answer)| json!({ "type": "qa", "items": [{ "question": question, "answer": answer }] })
            ),
        ]
    })
}

prop_compose! {
    fn article()(
        headline in text(),
        standfirst in text(),
        name in words(),
        tags in vec(words(), 0..3),
        notes in vec((prop_oneof![Just("1".to_owned()), words()], text()), 0..3),
        body in vec(block(), 0..6),
    ) -> Value {
        let notes: Vec<_> = notes.into_iter().map(|(id, text)| json!({ "id": id, "text": text })).collect();
        json!({
            "version": 1, "headline": headline, "standfirst": standfirst, "authors": [name, { "name": name, "role": name }],
            "published": "2024-10-04", "tags": tags, "rights": { "holder": name, "year": 2024 }, "body": body, "notes": notes,
        })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_article_survives_markdown(article in article()) {
        survives(&parse(&article.to_string()).unwrap());
    }

    #[test]
    fn changed_articles_survive_markdown(file in select(&DOCUMENTS[..]), changes in vec(change(), 0..12)) {
        let mut document = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        changes.iter().for_each(|change| apply(&mut document, change));
        survives(&parse(&document.to_string()).unwrap());
    }

    #[test]
    fn any_markdown_is_stable_once_it_is_written(parts in vec(prop_oneof![4 => select(&HOSTILE[..]), 1 => Just("\n"), 1 => Just("\n\n"), 1 => Just("    ")], 0..24)) {
        is_stable(&parts.concat());
        is_stable(&format!("---\nheadline: A\n---\n{}", parts.concat()));
    }

    #[test]
    fn any_front_matter_is_an_article_or_a_mistake(parts in vec(prop_oneof![select(&HOSTILE[..]), select(&["a", "headline", ":", " ", "\n", "- ", "  ", "[", "]", "{", "}", ",", "|", ">", "&a", "*a", "!b", "'", "\"", "%", "?"][..])], 0..24)) {
        is_stable(&format!("---\n{}\n---\nText", parts.concat()));
        is_stable(&format!("+++\n{}\n+++\nText", parts.concat()));
        is_stable(&format!("```{{callout}}\n{}\n```\n", parts.concat()));
    }
}

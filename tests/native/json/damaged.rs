//! The parser on damaged documents: it never panics, and agrees with serde_json.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::compare_serde::compare;
use crate::article;

const PIECES: &[&str] = &[
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0000", "0", "1", "-", "+", ".", "e",
    "E", "true", "nul", "null", " ", "\n", "\t", "\0", "é", "😀", "'", "/", "*", "\u{feff}", "\u{2028}", "\"a\":",
    "[[[[", "{\"a\":{",
];

/// A change to a text at one place.
#[derive(Clone, Debug)]
enum Damage {
    Insert(Index, &'static str),
    Remove(Index, usize),
    Repeat(Index, usize),
    End(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        4 => (any::<Index>(), 1..5usize).prop_map(|(at, length)| Damage::Remove(at, length)),
        1 => (any::<Index>(), 1..30usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        1 => any::<Index>().prop_map(Damage::End),
    ]
}

fn apply(text: &mut Vec<char>, damage: &Damage) {
    let place = |index: &Index| index.index(text.len() + 1);
    let stretch = |index: &Index, length: usize| place(index)..(place(index) + length).min(text.len());
    match damage {
        Damage::Insert(at, piece) => {
            let at = place(at);
            text.splice(at..at, piece.chars());
        }
        Damage::Remove(at, length) => {
            let stretch = stretch(at, *length);
            text.drain(stretch);
        }
        Damage::Repeat(at, length) => {
            let stretch = stretch(at, *length);
            let part = text[stretch.clone()].to_vec();
            text.splice(stretch.start..stretch.start, part);
        }
        Damage::End(at) => {
            let at = place(at);
            text.truncate(at);
        }
    }
}

fn document() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 30, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Into::into),
            vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_documents_are_read_as_by_serde_json(
        document in document(),
        damages in vec(damage(), 0..4),
        pretty: bool,
    ) {
        let json = if pretty { format!("{document:#}") } else { document.to_string() };
        let mut text: Vec<char> = json.chars().collect();
        damages.iter().for_each(|damage| apply(&mut text, damage));
        compare(&text.into_iter().collect::<String>());
    }

    #[test]
    fn random_text_is_read_as_by_serde_json(text: String) {
        compare(&text);
    }

    #[test]
    fn random_tokens_are_read_as_by_serde_json(pieces in vec(select(PIECES), 0..12)) {
        compare(&pieces.concat());
    }

    #[test]
    fn a_damaged_article_is_read_or_refused(damages in vec(damage(), 1..4)) {
        let mut text: Vec<char> = article::EVERYTHING.chars().collect();
        damages.iter().for_each(|damage| apply(&mut text, damage));
        let json: String = text.into_iter().collect();
        compare(&json);
        let _ = article::read(&json);
    }
}

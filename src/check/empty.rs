//! What is there and says nothing: left behind by a program, or meant to be filled and forgotten.

use crate::article::json::{Node, Value};
use crate::article::read::Step;

use super::Subject;
use super::report::{Findings, Place};
use super::tree::{Object, words};

/// The blocks whose words stand in a field of this name.
const WORDS: [(&str, &str); 5] =
    [("paragraph", "text"), ("heading", "text"), ("quote", "text"), ("pullquote", "text"), ("code", "text")];

/// The blocks that are made of a list of this name.
const LISTS: [(&str, &str); 7] = [
    ("list", "items"),
    ("gallery", "items"),
    ("timeline", "items"),
    ("qa", "items"),
    ("table", "rows"),
    ("callout", "body"),
    ("video", "sources"),
];

/// The lists whose strings are something by themselves, and what.
const STRINGS: [(&str, &str); 5] =
    [("body", "paragraph"), ("answer", "paragraph"), ("items", "item"), ("tags", "tag"), ("authors", "name")];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each(|object| {
        if let Some(kind) = object.text("type").filter(|kind| is_empty(object, kind)) {
            add(object.place(), kind, findings);
        }
        for (key, what) in STRINGS {
            strings(object, key, what, findings);
        }
    });
}

fn is_empty(object: &Object, kind: &str) -> bool {
    let field = |fields: &[(&str, &'static str)]| {
        fields.iter().find(|(name, _)| *name == kind).and_then(|(_, key)| object.get(key))
    };
    // What is absent, the reader has said.
    field(&WORDS).is_some_and(|node| node.value != Value::Null && is_blank(node))
        || field(&LISTS).is_some_and(|node| match &node.value {
            Value::List(items) if kind == "table" => items.iter().all(is_blank),
            Value::List(items) => items.iter().all(|item| item.value == Value::Null),
            _ => false,
        })
}

fn strings(object: &Object, key: &'static str, what: &str, findings: &mut Findings) {
    let Some(Node { value: Value::List(items), .. }) = object.get(key) else { return };
    let place = object.place_of(key);
    for (index, item) in items.iter().enumerate() {
        if matches!(item.value, Value::Text(_) | Value::List(_)) && is_blank(item) {
            let place = Place { at: item.at, path: place.path.with(Step::Index(index)) };
            add(place, what, findings);
        }
    }
}

fn is_blank(node: &Node) -> bool {
    words(node).trim().is_empty()
}

fn add(place: Place, what: &str, findings: &mut Findings) {
    findings.warning(place, "empty", format!("this {what} is empty"), "write something into it, or take it away");
}

//! The rule `tag`: names of sections, topics and series that no page can be made for, or that are whole sentences.

use crate::article::json::{Node, Value, value_of};
use crate::article::read::{Path, Step};

use super::Subject;
use super::report::{Findings, Place};

/// The length from which a name is reported, in characters. It is about that of a long headline.
const TOO_LONG: usize = 100;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    for (key, inner) in [("kicker", "text"), ("series", "name"), ("tags", "text")] {
        let Some(node) = article.get(key) else { continue };
        let path = article.place_of(key).path;
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    name(item, inner, path.with(Step::Index(index)), findings);
                }
            }
            _ => name(node, inner, path, findings),
        }
    }
}

fn name(node: &Node, key: &str, path: Path, findings: &mut Findings) {
    let node = match &node.value {
        Value::Object(fields) if value_of(fields, "href").is_none() => value_of(fields, key),
        _ => Some(node),
    };
    let Some(Node { at, value: Value::Text(name) }) = node else { return };
    let (length, place) = (name.trim().chars().count(), Place { at: *at, path });
    if length > 0 && !name.chars().any(char::is_alphanumeric) {
        let message = "this name has neither letters nor digits, so there can be no page for it";
        findings.warning(place, "tag", message, "write a word, or remove it");
    } else if length > TOO_LONG {
        let message = format!("this name has {length} characters; only the first words are in the address of its page");
        findings.warning(place, "tag", message, "write a few words");
    }
}

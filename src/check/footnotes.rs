//! Rules for footnotes and the spans that refer to them.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let mut notes: HashMap<&str, Place> = HashMap::new();
    let mut spans: Vec<(&str, Place)> = Vec::new();
    subject.tree.each(|object| {
        if object.is_item_of("notes")
            && let Some(id) = object.text("id")
            && notes.insert(id, object.place_of("id")).is_some()
        {
            let message = format!("there are two notes \"{id}\"");
            findings.error(object.place_of("id"), "duplicate-note", message, "give each note an id of its own");
        }
        if let Some(id) = object.text("note") {
            spans.push((id, object.place_of("note")));
        }
    });
    let used: HashSet<_> = spans.iter().map(|(id, _)| *id).collect();
    for (id, place) in spans {
        if !notes.contains_key(id) {
            let help = match findings.is_markdown() {
                true => format!("write a line [^{id}]: … below the text; if it is no footnote, write \\[^{id}]"),
                false => format!("add {{ \"id\": \"{id}\", \"text\": \"…\" }} to \"notes\""),
            };
            findings.error(place, "missing-note", format!("there is no note \"{id}\""), help);
        }
    }
    for (id, place) in notes {
        if !used.contains(id) {
            let help = match findings.is_markdown() {
                true => format!("refer to it after a word: [^{id}]"),
                false => format!("refer to it from a span: {{ \"text\": \"…\", \"note\": \"{id}\" }}"),
            };
            findings.warning(place, "unused-note", format!("nothing refers to the note \"{id}\""), help);
        }
    }
}

//! The rule `placeholder`: notes of editors to themselves that were left in the text.

use crate::schema::fields::fields;

use super::Subject;
use super::report::{Findings, last_key};

/// Words that stand for something that is still to be written.
const WORDS: [&str; 4] = ["TK", "TKTK", "TODO", "FIXME"];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each_string(|text, owner, place| {
        let Some(word) = text.split(|c: char| !c.is_alphanumeric()).find(|word| WORDS.contains(word)) else { return };
        let mut place = place();
        let key = last_key(&place.path);
        let is_code = key == Some("text") && (owner.text("type") == Some("code") || owner.is_true("code"));
        if is_code || !key.is_some_and(|key| fields().is_prose(key)) {
            return;
        }
        // Escapes may stand before the word.
        let source = findings.text().get(place.at..).unwrap_or_default();
        let end = source.floor_char_boundary(2 * text.len() + 8);
        place.at += source[..end].find(word).unwrap_or(0);
        let message = format!("\"{word}\" was left in the text");
        findings.warning(place, "placeholder", message, "write what belongs here, or remove it");
    });
}

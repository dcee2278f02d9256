//! Rules for the levels of headings, by which users of screen readers navigate.

use crate::article::json::{Node, Value, value_of};
use crate::article::read::Step;

use super::Subject;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    // The headline has level 1.
    let mut last = 1;
    let headline = subject.tree.root().and_then(|article| article.text("headline"));
    subject.tree.each(|object| {
        if object.text("type") != Some("heading") {
            return;
        }
        let level = match object.number("level") {
            Some(level) => level,
            None if object.get("level").is_none() => 2,
            None => return,
        };
        let place = object.place_of("level");
        let is_headline =
            object.text("text").is_some_and(|text| headline.is_some_and(|line| line.trim() == text.trim()));
        if is_headline && object.path().to_string() == "body[0]" {
            let message = "this heading repeats the headline, which readers see above it";
            findings.warning(place, "heading-twice", message, "remove it");
        } else if !(2..=4).contains(&level) {
            let message = format!("there are no headings of level {level}");
            findings.error(place, "heading-level", message, "the levels are 2, 3 and 4; the headline is level 1");
        } else if level > last + 1 {
            let message = format!("a heading of level {level} follows one of level {last}");
            findings.warning(place, "heading-skip", message, format!("make it level {}", last + 1));
        }
        last = level.clamp(2, 4);
    });
    bold(subject, findings);
}

/// The length of the longest paragraph that may be meant as a heading, in characters.
const LONGEST: usize = 100;

/// Reports paragraphs that are bold as a whole and look like headings. Screen readers don't find these.
fn bold(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let Some(Node { value: Value::List(blocks), .. }) = article.get("body") else { return };
    for (index, block) in blocks.iter().enumerate() {
        let Value::List(spans) = &block.value else { continue };
        let [Node { value: Value::Object(span), .. }] = spans.as_slice() else { continue };
        let is_strong = matches!(value_of(span, "strong"), Some(Node { value: Value::Bool(true), .. }));
        let Some(Node { value: Value::Text(text), .. }) = value_of(span, "text") else { continue };
        let is_sentence = text.trim_end().ends_with(['.', ',', ';', '!', '…', '»', '”', '"']);
        // The last paragraph heads nothing.
        let has_text = index + 1 < blocks.len();
        if is_strong && !is_sentence && has_text && text.chars().count() <= LONGEST {
            let place = Place { at: block.at, path: article.place_of("body").path.with(Step::Index(index)) };
            let help = match findings.is_markdown() {
                true => "write ## before it, without the stars",
                false => "write it as { \"type\": \"heading\", \"text\": \"…\" }",
            };
            let message = "this bold paragraph looks like a heading, but programs take it for text";
            findings.warning(place, "bold-heading", message, help);
        }
    }
}

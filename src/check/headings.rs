//! Rules for the levels of headings, by which users of screen readers navigate.

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    // The headline has level 1.
    let mut last = 1;
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
        if !(2..=4).contains(&level) {
            let message = format!("there are no headings of level {level}");
            findings.error(place, "heading-level", message, "the levels are 2, 3 and 4; the headline is level 1");
        } else if level > last + 1 {
            let message = format!("a heading of level {level} follows one of level {last}");
            findings.warning(place, "heading-skip", message, format!("make it level {}", last + 1));
        }
        last = level.clamp(2, 4);
    });
}

//! The rule `alt-repeats-caption`. A missing alternative text is reported by the reader.

use crate::article::text::Text;

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each(|object| {
        let (Some(alt), Some(caption)) = (object.text("alt"), object.get("caption")) else { return };
        let caption = subject.read::<Text>(caption).map(|caption| caption.words()).unwrap_or_default();
        if !bare(alt).is_empty() && bare(alt) == bare(&caption) {
            let message = "the alternative text repeats the caption, so screen readers read it twice";
            let help = "describe here what can be seen, and explain it in the caption";
            findings.warning(object.place_of("alt"), "alt-repeats-caption", message, help);
        }
    });
}

/// The lower-case letters and digits of a text.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

//! Words for those who can't see an image. That there are any, the reader sees to.

use crate::article::text::Text;

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each(|object| {
        let (Some(alt), Some(caption)) = (object.text("alt"), object.get("caption")) else { return };
        let caption = subject.read::<Text>(caption).map(|caption| caption.words()).unwrap_or_default();
        if !bare(alt).is_empty() && bare(alt) == bare(&caption) {
            let message = "the alternative text repeats the caption, and some readers hear it twice";
            let help = "say here what can be seen, and in the caption what it means";
            findings.warning(object.place_of("alt"), "alt-repeats-caption", message, help);
        }
    });
}

/// The letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

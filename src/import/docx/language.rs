//! In which language words are.

use super::styles::Words;

/// The language of words that are formatted so.
pub fn of<'a>(words: &'a Words, text: &str) -> Option<&'a str> {
    let language = if words.right_to_left == Some(true) {
        &words.language_right_to_left
    } else if text.chars().find(|c| c.is_alphabetic()).is_some_and(is_east_asian) {
        &words.language_east_asian
    } else {
        &words.language
    };
    language.as_deref()
}

/// The part of a tag before the region, in lower case.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

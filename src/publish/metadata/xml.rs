//! What XML can hold.

/// A text without the characters that XML has no way to write, as most control characters
/// (<https://www.w3.org/TR/xml/#charsets>): with one of them in it, no reader takes the file.
pub fn allowed(text: &str) -> String {
    let is_allowed =
        |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(is_allowed).collect()
}

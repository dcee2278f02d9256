//! The characters that XML allows.

/// Removes the characters that XML can't represent, such as most control characters
/// (<https://www.w3.org/TR/xml/#charsets>): parsers reject a file with any of them.
pub fn allowed(text: &str) -> String {
    let is_forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    // Almost every text is copied whole, which is faster than letter by letter.
    text.split(is_forbidden).collect()
}

//! Words of scripts that run from left to right, in text that runs from right to left.
//!
//! By the rules of Unicode (<https://www.unicode.org/reports/tr9/>), signs at the edge of such a word belong to the text
//! around it: in Arabic, `C++` is drawn as `++C` and `-5 °C` in three parts. In an element of its own, such a stretch is
//! drawn as it was written.

use crate::article::Direction;

use super::markup::{Markup, el};

/// Text in a paragraph of this direction.
pub fn in_order(text: &str, direction: Direction) -> Markup {
    if direction == Direction::Ltr || text.chars().any(is_mark) {
        return text.into();
    }
    let mut pieces = Vec::new();
    let mut written = 0;
    for stretch in text.split(ends_stretch) {
        let stretch = trimmed(stretch);
        if needs_isolation(stretch) {
            let start = stretch.as_ptr() as usize - text.as_ptr() as usize;
            pieces.push(text.get(written..start).unwrap_or_default().into());
            pieces.push(el("bdi").attr("dir", Direction::Ltr.name()).with(stretch).into());
            written = start + stretch.len();
        }
    }
    if pieces.is_empty() {
        return text.into();
    }
    pieces.push(text.get(written..).unwrap_or_default().into());
    Markup::Group(pieces)
}

/// A mark, an embedding or an isolate of direction: whoever sets one has seen to the order.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Letters, digits and signs of scripts from right to left, and what pairs: brackets and quotation marks.
fn ends_stretch(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '«' | '»' | '“' | '”' | '\n')
}

/// Without the spaces and the punctuation around it, and without signs that stand alone at its edge: they are the
/// sentence's.
fn trimmed(stretch: &str) -> &str {
    let has_word = |token: &str| token.chars().any(is_word);
    let is_outside = |c| !is_word(c) && !is_sign(c);
    let mut stretch = stretch.trim_matches(is_outside);
    while let Some((token, rest)) = stretch.split_once(' ')
        && !has_word(token)
    {
        stretch = rest.trim_matches(is_outside);
    }
    while let Some((rest, token)) = stretch.rsplit_once(' ')
        && !has_word(token)
    {
        stretch = rest.trim_matches(is_outside);
    }
    // A dash is the sign of a number only where that follows at once.
    let is_minus = stretch.starts_with(is_dash) && stretch.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let stretch = if is_minus { stretch } else { stretch.trim_start_matches(is_dash) };
    stretch.trim_end_matches(is_dash)
}

fn needs_isolation(stretch: &str) -> bool {
    stretch.chars().any(is_word) && (stretch.chars().any(|c| is_sign(c) && !is_dash(c)) || stretch.starts_with(is_dash))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '−')
}

/// A digit, or a letter of a script from left to right.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (matches!(c, '\u{C0}'..) && !is_sign(c) && !matches!(c, '\u{2000}'..='\u{206F}'))
}

/// What may belong to a word or a number, at its beginning or its end.
fn is_sign(c: char) -> bool {
    matches!(c, '#' | '$' | '%' | '&' | '*' | '+' | '-' | '/' | '<'..='>' | '@' | '\\' | '^' | '_' | '~')
        || matches!(c, '¢'..='¥' | '°' | '±' | '×' | '÷' | '–' | '‰' | '₠'..='⃀' | '←'..='⋿')
}

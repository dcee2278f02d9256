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
    let mut stretch = Stretch::default();
    // Something that ends a stretch comes after the last of them.
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if let Some((start, end)) = stretch.next(at, c) {
            pieces.push(text.get(written..start).unwrap_or_default().into());
            let isolated = el("bdi").attr("dir", Direction::Ltr.name());
            pieces.push(isolated.with(text.get(start..end).unwrap_or_default()).into());
            written = end;
        }
    }
    pieces.push(text.get(written..).unwrap_or_default().into());
    Markup::Group(pieces)
}

/// Words of scripts from left to right in a row, with what stands between them. Positions are byte offsets.
#[derive(Default)]
struct Stretch {
    /// From the first word to the last; signs that stand alone at an edge are the sentence's.
    words: Option<(usize, usize)>,
    /// Whether there are signs in it, by which it would be drawn in another order.
    has_signs: bool,
    /// The word or the sign that is being read: the punctuation after it is the sentence's.
    token: Option<(usize, usize)>,
    /// What is in that token.
    has_word: bool,
    has_sign: bool,
    /// A dash right before: the sign of a number, if one follows.
    dash: Option<usize>,
}

impl Stretch {
    /// Takes the next character. Returns the stretch that it ends, if that has to be set apart.
    fn next(&mut self, at: usize, c: char) -> Option<(usize, usize)> {
        let dash = self.dash.take();
        let (is_word, is_sign) = (is_word(c), is_sign(c));
        if is_word || is_sign {
            let dash = dash.filter(|_| c.is_ascii_digit());
            let start = self.token.map(|(start, _)| start).or(dash).unwrap_or(at);
            self.token = Some((start, at + c.len_utf8()));
            self.has_word |= is_word;
            self.has_sign |= is_sign || dash.is_some();
        } else if matches!(c, '-' | '–' | '−') && self.token.is_none() {
            self.dash = Some(at);
        }
        let ends = ends_stretch(c);
        if ends || matches!(c, ' ' | '\u{A0}' | '\u{202F}') {
            self.end_token();
        }
        let Self { words, has_signs, .. } = if ends { std::mem::take(self) } else { Self::default() };
        words.filter(|_| has_signs)
    }

    fn end_token(&mut self) {
        if let Some((start, end)) = self.token.take()
            && self.has_word
        {
            self.words = Some((self.words.map_or(start, |(start, _)| start), end));
            self.has_signs |= self.has_sign;
            self.has_sign = false;
        }
        // A sign that stands alone belongs to the stretch if it stands between two of its words.
        self.has_sign &= self.words.is_some();
        self.has_word = false;
    }
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

/// A digit, or a letter of a script from left to right.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (c >= '\u{C0}' && !is_sign(c) && !ends_stretch(c) && !matches!(c, '\u{2000}'..='\u{2BFF}'))
}

/// What may belong to a word or a number, at its beginning or its end.
fn is_sign(c: char) -> bool {
    matches!(c, '#'..='&' | '*' | '+' | '/' | '<'..='>' | '@' | '\\' | '^' | '_' | '~')
        || matches!(c, '¢'..='¥' | '°' | '±' | '×' | '÷' | '‰' | '₠'..='⃀' | '←'..='∑' | '∓'..='⋿')
}

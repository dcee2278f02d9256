//! Words of scripts that run from left to right, in text that runs from right to left.
//!
//! Unicode's rules (<https://www.unicode.org/reports/tr9/>) give a sign at the edge of such a word to the text around
//! it: in Arabic, `C++` is drawn as `++C` and `-5 °C` in three parts. In an element of its own, such a word is drawn as
//! it was written. A word that the rules draw in order anyway stays as it is: in one with letters from right to left,
//! and in one beside other words from left to right.

use crate::article::Direction;

use super::markup::{Markup, el, fragment};

/// Text in a paragraph of this direction.
pub fn in_order(text: &str, direction: Direction) -> Markup {
    if direction == Direction::Ltr {
        return text.into();
    }
    let mut written = 0;
    let pieces = Words::of(text).into_iter().map(|Word { start, end, .. }| {
        let before = text.get(written..start).unwrap_or_default();
        let isolated = el("bdi").attr("dir", Direction::Ltr.name()).with(text.get(start..end).unwrap_or_default());
        written = end;
        fragment().with(before).with(isolated)
    });
    let pieces = Markup::group(pieces);
    fragment().with(pieces).with(text.get(written..).unwrap_or_default()).into()
}

/// Finds the words that have to be set apart.
#[derive(Default)]
struct Words {
    /// The words that were found, in the order of the text.
    found: Vec<Word>,
    /// The word that is being read.
    word: Option<Word>,
    /// The number before, for the degrees after it: where it begins and ends.
    number: Option<(usize, usize)>,
    /// Whether the last letter was one from left to right.
    after_ltr: bool,
    /// Whether what comes next stands at a letter from right to left, or at a sign after one.
    joined: bool,
}

/// A word or a number, from its first to its last letter, digit or sign. Positions are byte offsets.
struct Word {
    start: usize,
    end: usize,
    begins_with_sign: bool,
    ends_with_sign: bool,
    has_letters: bool,
    has_digits: bool,
    /// Whether it is set apart only if no letter from left to right comes next.
    is_open: bool,
}

/// The part that a character plays in a word.
#[derive(PartialEq)]
enum Kind {
    /// A letter of a script from left to right.
    Letter,
    /// A digit, or what counts as one.
    Digit,
    /// A sign that may belong to a word or a number.
    Sign,
    /// A letter of a script from right to left.
    RightToLeft,
    /// A space, a bracket, a quotation mark: the end of a word.
    Gap,
    /// Punctuation, which is a word's only within it.
    Other,
}

impl Words {
    /// None in a text with marks of direction: whoever set them has seen to the order.
    fn of(text: &str) -> Vec<Word> {
        let mut words = Self::default();
        for (at, c) in text.char_indices() {
            if is_mark(c) {
                return Vec::new();
            }
            let end = at + c.len_utf8();
            let next = text.as_bytes().get(end).copied().unwrap_or_default();
            words.read(at, end, kind(c, next), c == '°');
        }
        words.end_word();
        words.found
    }

    fn read(&mut self, at: usize, end: usize, kind: Kind, is_degree: bool) {
        match kind {
            Kind::Gap => {
                self.end_word();
                self.joined = false;
            }
            Kind::RightToLeft => {
                // A sign between two scripts joins them, and belongs to neither.
                self.word = None;
                self.joined = true;
                self.after_ltr = false;
                self.found.iter_mut().for_each(|word| word.is_open = false);
            }
            Kind::Sign if self.word.is_none() && self.joined => {}
            Kind::Other => {}
            _ => {
                let (is_letter, is_sign) = (kind == Kind::Letter, kind == Kind::Sign);
                let number = self.number.take().filter(|(_, end)| is_degree && at - end <= 2);
                let after_ltr = self.after_ltr;
                let word = self.word.get_or_insert_with(|| Word {
                    start: number.map_or(at, |(start, _)| start),
                    end,
                    begins_with_sign: number.is_some() || (is_sign && !after_ltr),
                    ends_with_sign: false,
                    has_letters: false,
                    has_digits: number.is_some(),
                    is_open: false,
                });
                word.end = end;
                word.ends_with_sign = is_sign;
                word.has_letters |= is_letter;
                word.has_digits |= kind == Kind::Digit;
                self.after_ltr |= is_letter;
                self.joined = false;
                // Digits after letters from left to right count as such letters.
                if !is_sign && self.after_ltr {
                    self.found.retain(|word| !word.is_open);
                }
            }
        }
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else {
            return;
        };
        let is_number = word.has_digits && !self.after_ltr;
        self.number = (is_number && !word.has_letters).then_some((word.start, word.end));
        word.is_open = !word.begins_with_sign;
        if (word.has_letters || is_number) && (word.begins_with_sign || word.ends_with_sign) {
            // A number that degrees come after was found already.
            if self.found.last().is_some_and(|found| found.start == word.start) {
                self.found.pop();
            }
            self.found.push(word);
        }
    }
}

/// A mark, an embedding or an isolate of direction.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `next` is the byte after the character.
fn kind(c: char, next: u8) -> Kind {
    match c {
        'A'..='Z' | 'a'..='z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        '-' | '−' if next.is_ascii_digit() => Kind::Sign,
        '.' if next.is_ascii_alphabetic() => Kind::Sign,
        '#'..='&' | '*' | '+' | '/' | '<'..='>' | '@' | '\\' | '^' | '_' | '~' => Kind::Sign,
        '¢'..='¥' | '°' | '±' | '×' | '÷' | '‰' | '₠'..='⃀' => Kind::Sign,
        '\0'..=' ' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\u{A0}' | '«' | '»' | '“' | '”' | '\u{202F}' => {
            Kind::Gap
        }
        // The comma, the semicolon and the question mark of Arabic.
        '،' | '؛' | '؟' => Kind::Gap,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Kind::RightToLeft,
        '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}' => Kind::RightToLeft,
        '²' | '³' | '¹' | '¼'..='¾' | '⁰'..='₉' => Kind::Digit,
        'ª' | 'µ' | 'º' | 'À'..='\u{1FFF}' | '℀'..='ↈ' | 'Ⰰ'..='\u{2DFF}' | '\u{3040}'..='\u{FAFF}' => {
            Kind::Letter
        }
        _ => Kind::Other,
    }
}

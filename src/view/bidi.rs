//! Words of scripts that run from left to right, in text that runs from right to left.
//!
//! By the rules of Unicode (<https://www.unicode.org/reports/tr9/>), a sign at the edge of such a word belongs to the text
//! around it: in Arabic, `C++` is drawn as `++C` and `-5 °C` in three parts. In an element of its own, such a word is drawn
//! as it was written. A word that the rules draw in order anyway stays as it is: in one with letters from right to left, and
//! in one beside other words from left to right.

use crate::article::Direction;

use super::markup::{Markup, el};

/// Text in a paragraph of this direction.
pub fn in_order(text: &str, direction: Direction) -> Markup {
    if direction == Direction::Ltr || text.chars().any(is_mark) {
        return text.into();
    }
    let mut pieces = Vec::new();
    let mut written = 0;
    for (start, end) in Words::of(text) {
        pieces.push(text.get(written..start).unwrap_or_default().into());
        let isolated = el("bdi").attr("dir", Direction::Ltr.name());
        pieces.push(isolated.with(text.get(start..end).unwrap_or_default()).into());
        written = end;
    }
    pieces.push(text.get(written..).unwrap_or_default().into());
    Markup::Group(pieces)
}

/// Finds the words that have to be set apart. Positions are byte offsets.
#[derive(Default)]
struct Words {
    /// Those that were found.
    found: Vec<(usize, usize)>,
    /// Those that end in a sign: they have to be set apart unless a letter from left to right comes next.
    open: Vec<(usize, usize)>,
    /// The word that is being read, from its first to its last letter, digit or sign.
    word: Option<Word>,
    /// The number before, for the degrees after it.
    number: Option<(usize, usize)>,
    /// Whether the last letter was one from left to right.
    after_ltr: bool,
    /// Whether nothing since the last space is part of a word: letters from right to left, and signs after them.
    joined: bool,
}

struct Word {
    start: usize,
    end: usize,
    /// Whether it begins with a sign that would go to its other side.
    begins_with_sign: bool,
    ends_with_sign: bool,
    has_letters: bool,
    has_digits: bool,
}

/// What a character is to a word.
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
    fn of(text: &str) -> Vec<(usize, usize)> {
        let mut words = Self::default();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let next = text.as_bytes().get(end).copied().unwrap_or_default();
            words.read(at, end, kind(c, next), c == '°');
        }
        words.end_word();
        words.found.append(&mut words.open);
        words.found.sort_unstable();
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
                self.found.append(&mut self.open);
            }
            Kind::Sign if self.word.is_none() && self.joined => {}
            Kind::Other => {}
            _ => {
                let after_ltr = self.after_ltr;
                let number = self.number.take().filter(|(_, end)| is_degree && at - end <= 2);
                let word = self.word.get_or_insert_with(|| Word {
                    start: number.map_or(at, |(start, _)| start),
                    end,
                    begins_with_sign: (kind == Kind::Sign && !after_ltr) || number.is_some(),
                    ends_with_sign: false,
                    has_letters: false,
                    has_digits: number.is_some(),
                });
                word.end = end;
                word.ends_with_sign = kind == Kind::Sign;
                word.has_letters |= kind == Kind::Letter;
                word.has_digits |= kind == Kind::Digit;
                if kind == Kind::Letter {
                    self.after_ltr = true;
                }
                // Digits after letters from left to right count as such letters.
                if kind != Kind::Sign && self.after_ltr {
                    self.open.clear();
                }
                self.joined = false;
            }
        }
    }

    fn end_word(&mut self) {
        let Some(Word { start, end, begins_with_sign, ends_with_sign, has_letters, has_digits }) = self.word.take()
        else {
            return;
        };
        if begins_with_sign && (has_letters || has_digits) {
            // A number that degrees come after was found already.
            self.found.retain(|(found, _)| *found != start);
            self.found.push((start, end));
        } else if ends_with_sign && (has_letters || (has_digits && !self.after_ltr)) {
            self.open.push((start, end));
        }
        self.number = (has_digits && !has_letters && !self.after_ltr).then_some((start, end));
    }
}

/// A mark, an embedding or an isolate of direction: whoever sets one has seen to the order.
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

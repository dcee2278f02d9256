//! Keeps left-to-right words in order within right-to-left text.
//!
//! Unicode's bidirectional algorithm (<https://www.unicode.org/reports/tr9/>) gives a symbol at the edge of such a word
//! the direction of the text around it: in Arabic, `C++` is drawn as `++C`, and `-5 °C` in three parts. An element of
//! its own isolates the word and so keeps its order. A word that is drawn in order anyway needs none: one that is
//! joined to right-to-left letters, or that is beside other left-to-right words.

use crate::article::Direction;

use super::markup::{Markup, el, fragment};

/// Prepares a text for a paragraph of this direction: isolates each word that would be drawn out of order.
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

/// Finds the words that have to be isolated.
#[derive(Default)]
struct Words {
    /// The words found so far, in the order of the text.
    found: Vec<Word>,
    /// The word that is being read.
    word: Option<Word>,
    /// Start and end of the number before this word, which a degree sign in this word belongs to.
    number: Option<(usize, usize)>,
    /// Whether the last letter was a left-to-right one.
    after_ltr: bool,
    /// Whether only symbols have been read since the last right-to-left letter, so that the next character follows it.
    joined: bool,
}

/// A word or a number, from its first to its last letter, digit or symbol. Positions are byte offsets.
struct Word {
    start: usize,
    end: usize,
    begins_with_symbol: bool,
    ends_with_symbol: bool,
    has_letters: bool,
    has_digits: bool,
    /// Whether it is isolated only if no left-to-right letter follows.
    is_open: bool,
}

/// The kind of a character.
#[derive(PartialEq)]
enum Kind {
    /// A left-to-right letter.
    Letter,
    /// A digit, or a character that counts as one, such as `²`.
    Digit,
    /// A symbol that may belong to a word or a number.
    Symbol,
    /// A right-to-left letter.
    RightToLeft,
    /// A space, a bracket or a quotation mark, which ends a word.
    Gap,
    /// Punctuation, which belongs to a word only if the word goes on after it.
    Other,
}

impl Words {
    /// Finds the words in a text. There are none in a text with directional controls: its author has seen to the order.
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
                // A symbol between scripts of both directions joins them and belongs to neither.
                self.word = None;
                self.joined = true;
                self.after_ltr = false;
                self.found.iter_mut().for_each(|word| word.is_open = false);
            }
            Kind::Symbol if self.word.is_none() && self.joined => {}
            Kind::Other => {}
            _ => {
                let (is_letter, is_symbol) = (kind == Kind::Letter, kind == Kind::Symbol);
                let number = self.number.take().filter(|(_, end)| is_degree && at - end <= 2);
                let after_ltr = self.after_ltr;
                let word = self.word.get_or_insert_with(|| Word {
                    start: number.map_or(at, |(start, _)| start),
                    end,
                    begins_with_symbol: number.is_some() || (is_symbol && !after_ltr),
                    ends_with_symbol: false,
                    has_letters: false,
                    has_digits: number.is_some(),
                    is_open: false,
                });
                word.end = end;
                word.ends_with_symbol = is_symbol;
                word.has_letters |= is_letter;
                word.has_digits |= kind == Kind::Digit;
                self.after_ltr |= is_letter;
                self.joined = false;
                // Digits after left-to-right letters count as such letters.
                if !is_symbol && self.after_ltr {
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
        word.is_open = !word.begins_with_symbol;
        if (word.has_letters || is_number) && (word.begins_with_symbol || word.ends_with_symbol) {
            // The number was found already; the word with its degree sign replaces it.
            if self.found.last().is_some_and(|found| found.start == word.start) {
                self.found.pop();
            }
            self.found.push(word);
        }
    }
}

/// Whether this is a directional control: a mark, an embedding, an override or an isolate.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The kind of a character. `next` is the byte after it.
fn kind(c: char, next: u8) -> Kind {
    match c {
        'A'..='Z' | 'a'..='z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        '-' | '−' if next.is_ascii_digit() => Kind::Symbol,
        '.' if next.is_ascii_alphabetic() => Kind::Symbol,
        '#'..='&' | '*' | '+' | '/' | '<'..='>' | '@' | '\\' | '^' | '_' | '~' => Kind::Symbol,
        '¢'..='¥' | '°' | '±' | '×' | '÷' | '‰' | '₠'..='⃀' => Kind::Symbol,
        '\0'..=' ' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\u{A0}' | '«' | '»' | '“' | '”' | '\u{202F}' => {
            Kind::Gap
        }
        // The Arabic comma, semicolon and question mark.
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

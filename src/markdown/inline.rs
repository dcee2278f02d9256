//! Words with their formatting, as spans.
//!
//! `[words]{lang=de}` gives words what Markdown has no signs for. The CommonMark parser returns such brackets as text, so
//! they are found here.

use std::collections::VecDeque;
use std::ops::Range;

use super::{object, text};
use crate::article::json::{Key, Node, Value};

/// How many brackets around a word may have attributes. It keeps a text with thousands of brackets fast.
const DEEPEST: usize = 100;

/// What spans have besides their words.
#[derive(Clone, Debug, Default, PartialEq)]
struct Format {
    em: usize,
    strong: usize,
    code: bool,
    /// An address, and where it is.
    href: Option<(String, usize)>,
    lang: Option<(String, usize)>,
    note: Option<(String, usize)>,
}

/// A part of a text with the same formatting.
#[derive(Debug)]
struct Piece {
    text: String,
    at: usize,
    format: Format,
}

/// An opening bracket in the text.
struct Bracket {
    /// The number of the piece that has it, and the byte offset there.
    piece: usize,
    offset: usize,
    /// The position in the source.
    at: usize,
    /// The number of open Markdown elements.
    level: usize,
}

/// Collects words.
pub(super) struct Words<'a> {
    source: &'a str,
    pieces: Vec<Piece>,
    format: Format,
    /// The addresses of the links that are open.
    links: Vec<Option<(String, usize)>>,
    brackets: VecDeque<Bracket>,
    level: usize,
    /// Whether the next words belong to another piece, even if they look alike.
    is_apart: bool,
    /// Up to here, the source has been read as attributes.
    read_to: usize,
    amount: usize,
    /// The attributes that spans don't have.
    pub unknown: Vec<(Range<usize>, String)>,
    /// The references to addresses that the text does not give.
    pub unresolved: Vec<(Range<usize>, String)>,
}

impl<'a> Words<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            pieces: Vec::new(),
            format: Format::default(),
            links: Vec::new(),
            brackets: VecDeque::new(),
            level: 0,
            is_apart: true,
            read_to: 0,
            amount: 0,
            unknown: Vec::new(),
            unresolved: Vec::new(),
        }
    }

    pub fn emphasis(&mut self, opens: bool) {
        self.step(opens);
        self.format.em = if opens { self.format.em + 1 } else { self.format.em - 1 };
    }

    pub fn strong(&mut self, opens: bool) {
        self.step(opens);
        self.format.strong = if opens { self.format.strong + 1 } else { self.format.strong - 1 };
    }

    /// Opens a link. `at` is where its address is.
    pub fn link(&mut self, href: String, at: usize) {
        self.step(true);
        self.links.push(self.format.href.replace((href, at)));
    }

    pub fn end_link(&mut self) {
        self.step(false);
        self.format.href = self.links.pop().flatten();
    }

    fn step(&mut self, opens: bool) {
        self.is_apart = true;
        self.level = if opens { self.level + 1 } else { self.level - 1 };
    }

    pub fn code(&mut self, code: &str, at: usize) {
        self.is_apart = true;
        self.format.code = true;
        self.push(code, at);
        self.format.code = false;
        self.is_apart = true;
    }

    /// Adds words that are not written in the source as they are.
    pub fn push(&mut self, words: &str, at: usize) {
        self.amount += words.len();
        match self.pieces.last_mut() {
            Some(last) if !self.is_apart && last.format == self.format => last.text += words,
            _ => self.pieces.push(Piece { text: words.to_owned(), at, format: self.format.clone() }),
        }
        self.is_apart = false;
    }

    /// Adds a text of the source.
    pub fn text(&mut self, words: &str, range: Range<usize>) {
        if self.source.get(range.clone()) != Some(words) {
            // An escape, such as `&amp;`.
            if range.start >= self.read_to {
                self.push(words, range.start);
            }
            return;
        }
        let mut from = range.start.max(self.read_to);
        while let Some(found) = self.source.get(from..range.end).and_then(|rest| rest.find(['[', ']'])) {
            let at = from + found;
            if from < at {
                self.push(&self.source[from..at], from);
            }
            from = at + 1;
            if self.is_escaped(at) {
                self.push(&self.source[at..from], at);
            } else if self.source.as_bytes()[at] == b'[' {
                self.push("[", at);
                let piece = self.pieces.len() - 1;
                let offset = self.pieces[piece].text.len() - 1;
                // Brackets within so many others are text.
                if self.brackets.len() == DEEPEST {
                    self.brackets.pop_front();
                }
                self.brackets.push_back(Bracket { piece, offset, at, level: self.level });
            } else {
                self.close(at);
                from = from.max(self.read_to);
            }
        }
        if from < range.end {
            self.push(&self.source[from..range.end], from);
        }
    }

    /// Whether a backslash takes the meaning of the sign at a position.
    fn is_escaped(&self, at: usize) -> bool {
        let before = &self.source.as_bytes()[..at];
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
    }

    /// Whether brackets after brackets are none of a link, as in `a[i][j]` and `[2][3]`.
    fn is_index(&self, start: usize, end: usize, label: &str) -> bool {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        self.source[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == ']')
            || (is_number(label) && is_number(&self.source[start + 1..end]))
    }

    /// Closes the last open bracket.
    fn close(&mut self, at: usize) {
        let bracket = self.brackets.pop_back().filter(|bracket| bracket.level == self.level);
        if let Some(bracket) = &bracket
            && let Some((attributes, end)) = Attributes::parse(self.source, at + 1)
        {
            self.read_to = end;
            match attributes {
                Ok(attributes) => return self.apply(bracket, attributes),
                Err(name) => {
                    self.unknown.push((bracket.at..end, name));
                    self.push(&self.source[at..end], at);
                    return;
                }
            }
        }
        // The parser leaves a reference as it is only if nothing defines it.
        if let Some(bracket) = &bracket
            && let Some(rest) = self.source[at + 1..].strip_prefix('[')
            && let Some(label) = rest.find([']', '[', '\n', '\r']).map(|end| rest.split_at(end))
            && let (label, true) = (label.0, label.1.starts_with(']'))
            && !label.trim().is_empty()
            && !label.starts_with('^')
            && !self.is_index(bracket.at, at, label)
        {
            self.unresolved.push((bracket.at..at + label.len() + 3, label.to_owned()));
        }
        // A note that the text does not have. What has one comes as an event.
        if let Some(Bracket { piece, offset, at: start, .. }) = bracket
            && let Some(id) = self.source.get(start + 1..at).and_then(|label| label.strip_prefix('^'))
            && !id.is_empty()
            && !id.contains(char::is_whitespace)
            && piece + 1 == self.pieces.len()
            && self.pieces[piece].text.get(offset + 1..).and_then(|text| text.strip_prefix('^')) == Some(id)
        {
            self.pieces[piece].text.truncate(offset);
            if offset == 0 {
                self.pieces.pop();
            }
            return self.note(id, start);
        }
        self.push("]", at);
    }

    /// Gives attributes to the words after a bracket.
    fn apply(&mut self, bracket: &Bracket, attributes: Attributes) {
        let Bracket { piece, offset, at, level: _ } = *bracket;
        let first = &mut self.pieces[piece];
        let inside = first.text.split_off(offset);
        let words = Piece { text: inside[1..].to_owned(), at, format: first.format.clone() };
        let is_empty = words.text.is_empty() && piece + 1 < self.pieces.len();
        let keeps_first = !self.pieces[piece].text.is_empty();
        let start = piece + usize::from(keeps_first);
        match (keeps_first, is_empty) {
            (true, true) => {}
            (true, false) => self.pieces.insert(start, words),
            (false, true) => {
                self.pieces.remove(piece);
            }
            (false, false) => self.pieces[piece] = words,
        }
        for piece in &mut self.pieces[start..] {
            let format = &mut piece.format;
            format.em += usize::from(attributes.em);
            format.strong += usize::from(attributes.strong);
            format.code |= attributes.code;
            format.lang = format.lang.take().or_else(|| attributes.lang.clone());
            format.note = format.note.take().or_else(|| attributes.note.clone());
        }
        self.is_apart = true;
    }

    /// Refers to a footnote from the word before.
    pub fn note(&mut self, id: &str, at: usize) {
        self.amount += id.len();
        let note = Some((id.to_owned(), at));
        let open = self.brackets.back();
        let last = self.pieces.len().wrapping_sub(1);
        let word = self.pieces.last().filter(|piece| piece.format.note.is_none()).and_then(|piece| {
            let least = open.filter(|open| open.piece == last).map_or(0, |open| open.offset + 1);
            let start = piece.text.rfind(char::is_whitespace);
            let space = start.map_or(0, |at| at + piece.text[at..].chars().next().map_or(0, char::len_utf8));
            Some(if piece.format.code { least } else { space.max(least) }).filter(|start| *start < piece.text.len())
        });
        match word {
            Some(0) => self.pieces[last].format.note = note,
            Some(start) => {
                let piece = &mut self.pieces[last];
                let text = piece.text.split_off(start);
                let at = if piece.at <= at { at.saturating_sub(text.len()) } else { piece.at };
                let at = self.source.floor_char_boundary(at);
                let format = Format { note, ..piece.format.clone() };
                self.pieces.push(Piece { text, at, format });
            }
            None => {
                let format = Format { note, ..self.format.clone() };
                self.pieces.push(Piece { text: String::new(), at, format });
            }
        }
        self.is_apart = true;
    }

    /// The length of all words so far, in bytes, and of the notes at them.
    pub fn amount(&self) -> usize {
        self.amount
    }

    /// Whether there are no words so far.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.trim().is_empty() && piece.format.note.is_none())
    }

    /// Separates what follows by a space.
    pub fn space(&mut self, at: usize) {
        if !self.is_blank() {
            self.push(" ", at);
        }
    }

    /// The words as a string, or as a list of spans.
    pub fn into_node(self, at: usize) -> Node {
        let is_seen = |piece: &Piece| !piece.text.is_empty() || piece.format.note.is_some();
        let mut pieces: Vec<_> = self.pieces.into_iter().filter(is_seen).collect();
        match pieces.as_slice() {
            [] => text(at, ""),
            [one] if one.format == Format::default() => text(at, pieces.remove(0).text),
            _ => Node { at, value: Value::List(pieces.into_iter().map(Piece::into_node).collect()) },
        }
    }
}

impl Piece {
    fn into_node(self) -> Node {
        let Self { text: words, at, format } = self;
        if format == Format::default() {
            return text(at, words);
        }
        let mut span = object(at, [("text", text(at, words))]);
        let Format { em, strong, code, href, lang, note } = format;
        if let Value::Object(entries) = &mut span.value {
            let mut add = |name: &str, at, value| entries.push((Key { at, name: name.to_owned() }, Node { at, value }));
            for (name, value) in [("href", href), ("lang", lang), ("note", note)] {
                if let Some((value, at)) = value {
                    add(name, at, Value::Text(value));
                }
            }
            for (name, is_so) in [("em", em > 0), ("strong", strong > 0), ("code", code)] {
                if is_so {
                    add(name, at, Value::Bool(true));
                }
            }
        }
        span
    }
}

/// What braces after brackets give to words.
#[derive(Debug, Default)]
struct Attributes {
    em: bool,
    strong: bool,
    code: bool,
    lang: Option<(String, usize)>,
    note: Option<(String, usize)>,
}

impl Attributes {
    /// Parses `{lang=de note="a b" em}` at a position. Returns the attributes, or the name of one that spans don't have; and
    /// where they end. [`None`] if these are no attributes.
    fn parse(source: &str, at: usize) -> Option<(Result<Self, String>, usize)> {
        let mut rest = source.get(at..)?.strip_prefix('{')?;
        let place = |rest: &str| source.len() - rest.len();
        let mut attributes = Self::default();
        let mut unknown = None;
        loop {
            rest = rest.trim_start_matches(' ');
            if let Some(rest) = rest.strip_prefix('}') {
                return Some((unknown.map_or(Ok(attributes), Err), place(rest)));
            }
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | '#' | ':'));
            let (name, after) = rest.split_at(length.filter(|length| *length > 0)?);
            if name.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            let value_at = place(after) + 1;
            let (value, after) = match after.strip_prefix('=') {
                None => (None, after),
                Some(value) => {
                    let (value, after) = Self::value(value)?;
                    (Some((value, value_at)), after)
                }
            };
            if !after.starts_with([' ', '}']) {
                return None;
            }
            rest = after;
            match (name, value) {
                ("em", None) => attributes.em = true,
                ("strong", None) => attributes.strong = true,
                ("code", None) => attributes.code = true,
                ("lang", Some(value)) => attributes.lang = Some(value),
                ("note", Some(value)) => attributes.note = Some(value),
                _ => unknown = unknown.or_else(|| Some(name.to_owned())),
            }
        }
    }

    /// The value at the beginning of a text, and what follows.
    fn value(text: &str) -> Option<(String, &str)> {
        let Some(quoted) = text.strip_prefix('"') else {
            // The last two end the search in a text with thousands of brackets.
            let end = text.find([' ', '}', '"', '\n', '\r', '[', '{']).filter(|end| *end > 0)?;
            return Some((text[..end].to_owned(), &text[end..]));
        };
        let mut value = String::new();
        let mut characters = quoted.char_indices();
        loop {
            match characters.next()? {
                (at, '"') => return Some((value, &quoted[at + 1..])),
                (_, '\\') => value.push(characters.next()?.1),
                (_, '\n' | '\r') => return None,
                (_, c) => value.push(c),
            }
        }
    }
}

/// Whether attributes in braces are at a position.
pub(super) fn is_attributes(source: &str, at: usize) -> bool {
    Attributes::parse(source, at).is_some()
}

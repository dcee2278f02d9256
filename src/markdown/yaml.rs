//! YAML as a tree of nodes, and a tree as YAML.
//!
//! A plain scalar is `true`, `false`, `null` (also `~` or nothing), a number as JSON has them, or else a text as it is
//! written: `no`, `010`, `1_000` and `2024-10-04` are texts. Anchors, aliases, tags and merge keys are refused, so nothing
//! in a file is larger than it looks.

mod write;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{Mistake, MistakeKind, Remark, RemarkKind};
use crate::article::json::{self, Key, MAX_DEPTH, Node, Value};

pub(super) use write::write;

/// Parses one YAML document. [`None`] if it is empty.
pub(super) fn parse(text: &str) -> Result<Option<Node>, Mistake> {
    read(text).map(|(root, _)| root)
}

/// Parses one YAML document, and remarks comments that may be meant as text.
pub(super) fn read(text: &str) -> Result<(Option<Node>, Vec<Remark>), Mistake> {
    let events = Parser::new_from_str(text);
    let mut reader =
        Reader { places: Places::new(text), text, events, depth: 0, end: 0, previous_end: 0, remarks: Vec::new() };
    loop {
        let (event, at) = reader.next()?;
        match event {
            Event::StreamEnd | Event::DocumentEnd => return Ok((None, Vec::new())),
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => {
                let root = reader.node(event, at)?;
                reader.end()?;
                let is_empty = root.value == Value::Null && text.trim().is_empty();
                return Ok((Some(root).filter(|_| !is_empty), reader.remarks));
            }
        }
    }
}

/// Moves all positions of a tree.
pub(super) fn shift(node: &mut Node, place: &impl Fn(usize) -> usize) {
    node.at = place(node.at);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, place)),
        Value::Object(entries) => {
            for (key, item) in entries {
                key.at = place(key.at);
                shift(item, place);
            }
        }
        _ => {}
    }
}

/// The value of a plain scalar.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => match json::parse(text) {
            Ok(Node { value: Value::Number(number), .. }) if number == text => Value::Number(number),
            _ => Value::Text(text.to_owned()),
        },
        _ => Value::Text(text.to_owned()),
    }
}

/// The byte offsets of the characters of a text, which the parser counts.
struct Places(Option<Vec<usize>>, usize);

impl Places {
    fn new(text: &str) -> Self {
        let places = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self(places, text.len())
    }

    fn byte(&self, character: usize) -> usize {
        let at = self.0.as_ref().map_or(character, |places| places.get(character).copied().unwrap_or(self.1));
        at.min(self.1)
    }
}

struct Reader<'a> {
    text: &'a str,
    places: Places,
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    depth: usize,
    /// The byte offset at which the last event ends.
    end: usize,
    /// The byte offset at which the event before it ends.
    previous_end: usize,
    remarks: Vec<Remark>,
}

impl<'a> Reader<'a> {
    /// The next event, and the byte offset at which it begins.
    fn next(&mut self) -> Result<(Event<'a>, usize), Mistake> {
        match self.events.next_event() {
            Some(Ok((event, Span { start, end, .. }))) => {
                self.previous_end = self.end;
                self.end = self.places.byte(end.index());
                Ok((event, self.places.byte(start.index())))
            }
            Some(Err(error)) => Err(self.mistake(&error)),
            None => Ok((Event::StreamEnd, self.text.len())),
        }
    }

    fn mistake(&self, error: &ScanError) -> Mistake {
        let at = self.places.byte(error.marker().index());
        // The parser names the place of a tab only roughly.
        let start = self.text[..at].rfind('\n').unwrap_or(0);
        let start = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let lines = self.text[start..].split_inclusive('\n').scan(start, |next, line| {
            let start = *next;
            *next += line.len();
            Some(start)
        });
        let tab = lines.take(3).find_map(|line| {
            let rest = &self.text[line..];
            let indent = &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()];
            indent.find('\t').map(|tab| line + tab)
        });
        match tab {
            _ if error.info().contains("recursion limit") => Mistake { at, kind: MistakeKind::Nesting },
            Some(at) => Mistake { at, kind: MistakeKind::Tab },
            None => {
                self.first_sign(at).unwrap_or_else(|| Mistake { at, kind: MistakeKind::Yaml(error.info().to_owned()) })
            }
        }
    }

    /// The mistake that a value makes by its first sign, in the line of an error or in the one before.
    fn first_sign(&self, at: usize) -> Option<Mistake> {
        let start = |at: usize| self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = start(at);
        [line, start(line.saturating_sub(1))].into_iter().find_map(|line| {
            let words = self.text[line..].lines().next().unwrap_or_default();
            if let Some(tab) = words.find(":\t") {
                return Some(Mistake { at: line + tab + 1, kind: MistakeKind::Tab });
            }
            let value = words.find(": ").map(|colon| colon + 2).or_else(|| words.find("- ").map(|dash| dash + 2))?;
            let indent = words[value..].len() - words[value..].trim_start().len();
            let (at, value) = (line + value + indent, words[value..].trim());
            let sign = value.chars().next()?;
            let kind = match sign {
                '*' | '&' => MistakeKind::Alias,
                '\'' | '"' if value.matches(sign).count() == 2 && value.len() > 1 && value.ends_with(sign) => {
                    return None;
                }
                '\'' | '"' | '“' | '„' | '”' | '«' => MistakeKind::Quotes(sign),
                '[' | '{' if value.ends_with([']', '}']) || !value.contains([']', '}']) => return None,
                '[' | '{' | '%' | '@' | '`' | '!' | '|' | '>' => MistakeKind::Sign(sign),
                _ => return None,
            };
            Some(Mistake { at, kind })
        })
    }

    fn node(&mut self, event: Event<'a>, at: usize) -> Result<Node, Mistake> {
        let wrong = |kind| Err(Mistake { at, kind });
        let value = match event {
            Event::Alias(_) => return wrong(MistakeKind::Alias),
            Event::Scalar(_, _, 1.., _) | Event::SequenceStart(1.., _) | Event::MappingStart(1.., _) => {
                return wrong(MistakeKind::Alias);
            }
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return wrong(MistakeKind::Tag);
            }
            Event::Scalar(text, ScalarStyle::Plain, ..) => {
                let value = plain(&text);
                match value {
                    Value::Null if text.is_empty() => self.comment_in_place(),
                    _ => self.comment(&value),
                }
                value
            }
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::SequenceStart(..) => {
                self.enter(at)?;
                let mut items = Vec::new();
                loop {
                    let (event, at) = self.next()?;
                    if event == Event::SequenceEnd {
                        break;
                    }
                    items.push(self.node(event, at)?);
                }
                self.depth -= 1;
                Value::List(items)
            }
            Event::MappingStart(..) => {
                self.enter(at)?;
                let mut entries = Vec::new();
                loop {
                    let (event, at) = self.next()?;
                    if event == Event::MappingEnd {
                        break;
                    }
                    let key = self.key(event, at)?;
                    let (event, at) = self.next()?;
                    entries.push((key, self.node(event, at)?));
                }
                self.depth -= 1;
                Value::Object(entries)
            }
            _ => return wrong(MistakeKind::NotFields),
        };
        Ok(Node { at, value })
    }

    /// Remarks a comment in the place of a value: after the colon or the dash, in the same line.
    fn comment_in_place(&mut self) {
        let (start, end) = (self.previous_end, self.end.max(self.previous_end));
        let mut at = start;
        for line in self.text[start..].split_inclusive('\n') {
            if at > end {
                return;
            }
            let words = line.trim_start();
            let rest = words.strip_prefix([':', '-']).or((at == start).then_some(line));
            if let Some(rest) = rest
                && rest.trim_start().starts_with('#')
                && rest.starts_with([' ', '\t'])
            {
                let from = at + line.len() - rest.trim_start().len();
                let range = from..from + rest.trim().len();
                return self.remarks.push(Remark { at: range, kind: RemarkKind::Comment });
            }
            at += line.len();
        }
    }

    /// Remarks a comment after a text or in the place of one.
    fn comment(&mut self, value: &Value) {
        let line = self.text[self.end..].lines().next().unwrap_or_default();
        let comment = line.trim_start();
        let is_apart = comment.len() < line.len() || self.text[..self.end].ends_with([' ', '\t']);
        if matches!(value, Value::Text(_) | Value::Null) && comment.starts_with('#') && is_apart {
            let at = self.end + line.len() - comment.len();
            self.remarks.push(Remark { at: at..at + comment.len(), kind: RemarkKind::Comment });
        }
    }

    fn key(&mut self, event: Event<'a>, at: usize) -> Result<Key, Mistake> {
        match event {
            Event::Scalar(name, ScalarStyle::Plain, 0, None) if name == "<<" => {
                Err(Mistake { at, kind: MistakeKind::Merge })
            }
            Event::Scalar(name, style, 0, None) if !(name.is_empty() && style == ScalarStyle::Plain) => {
                Ok(Key { at, name: name.into_owned() })
            }
            Event::MappingStart(0, None) if self.text[..at].ends_with('{') => {
                Err(Mistake { at: at - 1, kind: MistakeKind::Template })
            }
            Event::SequenceStart(0, None) | Event::MappingStart(0, None) => Err(Mistake { at, kind: MistakeKind::Key }),
            event => self.node(event, at).and(Err(Mistake { at, kind: MistakeKind::Key })),
        }
    }

    fn enter(&mut self, at: usize) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Mistake { at, kind: MistakeKind::Nesting }) } else { Ok(()) }
    }

    /// Checks that nothing follows the document.
    fn end(&mut self) -> Result<(), Mistake> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd | Event::Nothing, _) => {}
                (_, at) => return Err(Mistake { at, kind: MistakeKind::TwoDocuments }),
            }
        }
    }
}

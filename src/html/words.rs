//! Words with their formatting, as Text of the format.

use std::rc::Rc;

use serde_json::{Map, Value, json};

/// The formatting of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    pub em: bool,
    pub strong: bool,
    pub code: bool,
    pub href: Option<Rc<str>>,
    pub lang: Option<Rc<str>>,
    /// The id of a footnote.
    note: Option<Rc<str>>,
}

impl Style {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Words in one paragraph, or in several with two line breaks between them. A line break is `\n`, and all other white space is
/// one space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(Vec<(String, Style)>);

impl Words {
    /// Adds words. White space is collapsed, as browsers do.
    pub fn push(&mut self, text: &str, style: &Style) {
        let mut ends_in_space = self.ends_in_space();
        let mut collapsed = String::with_capacity(text.len());
        for c in without_needless(text) {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                collapsed.push(c);
                ends_in_space = false;
            } else if !ends_in_space {
                collapsed.push(' ');
                ends_in_space = true;
            }
        }
        self.add(collapsed, style.clone());
    }

    /// Adds words as they are, with line breaks.
    pub fn push_as_it_is(&mut self, text: &str, style: &Style) {
        self.add(text.to_owned(), style.clone());
    }

    fn add(&mut self, text: String, style: Style) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some((last, known)) if *known == style => *last += &text,
            _ => self.0.push((text, style)),
        }
    }

    fn ends_in_space(&self) -> bool {
        self.0.last().is_none_or(|(text, _)| text.ends_with([' ', '\n']))
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        if let Some((last, style)) = self.0.last_mut() {
            last.truncate(last.trim_end_matches(' ').len());
            // A break at the end of a link is no part of it.
            match style.is_plain() {
                true => last.push('\n'),
                false => self.0.push(("\n".to_owned(), Style::default())),
            }
        }
    }

    /// Refers to a footnote from the last word.
    pub fn note(&mut self, id: &str) {
        while self.0.last().is_some_and(|(text, _)| text.is_empty()) {
            self.0.pop();
        }
        let id: Rc<str> = id.into();
        let Some((last, style)) = self.0.last_mut().filter(|(_, style)| style.note.is_none()) else {
            self.0.push((String::new(), Style { note: Some(id), ..Style::default() }));
            return;
        };
        let trimmed = last.trim_end().len();
        let start = last[..trimmed].rfind(char::is_whitespace);
        let start = start.map_or(0, |at| at + last[at..].chars().next().map_or(1, char::len_utf8));
        let word = last[start..trimmed].to_owned();
        let style = Style { note: Some(id), ..style.clone() };
        last.truncate(start);
        if last.is_empty() {
            self.0.pop();
        }
        self.0.push((word, style));
    }

    /// Whether there are no words.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(text, style)| is_blank(text) && style.note.is_none())
    }

    /// The words without bold type, if all of them are bold.
    pub fn without_bold(mut self) -> Self {
        if self.0.iter().all(|(text, style)| is_blank(text) || style.strong) {
            self.0.iter_mut().for_each(|(_, style)| style.strong = false);
        }
        self.joined()
    }

    /// Adds other words after a space.
    pub fn join(&mut self, other: Self) {
        if !self.is_blank() && !self.ends_in_space() {
            self.add(" ".to_owned(), Style::default());
        }
        for (text, style) in other.0 {
            self.add(text, style);
        }
    }

    fn joined(self) -> Self {
        let mut words = Self::default();
        for (text, style) in self.0 {
            words.add(text, style);
        }
        words
    }

    /// Adds a Text of the format.
    pub fn push_value(&mut self, text: &Value) {
        match text {
            Value::String(text) => self.push(text, &Style::default()),
            Value::Array(spans) => spans.iter().for_each(|span| self.push_value(span)),
            Value::Object(span) => {
                let is = |key: &str| span.get(key) == Some(&Value::Bool(true));
                let word = |key: &str| span.get(key).and_then(Value::as_str).map(Rc::from);
                let style = Style {
                    em: is("em"),
                    strong: is("strong"),
                    code: is("code"),
                    href: word("href"),
                    lang: word("lang"),
                    note: word("note"),
                };
                self.add(span.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(), style);
            }
            _ => {}
        }
    }

    /// The words without formatting.
    pub fn plain(&self) -> String {
        let text: String = self.0.iter().map(|(text, _)| text.as_str()).collect();
        text.split(['\n']).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// The paragraphs: two line breaks end one.
    pub fn paragraphs(self) -> Vec<Self> {
        let mut paragraphs = vec![Self::default()];
        let mut breaks = 0;
        for (text, style) in self.0 {
            for part in text.split_inclusive('\n') {
                let words = part.trim_end_matches('\n');
                let is_seen = !is_blank(words) || style.note.is_some();
                if is_seen && breaks > 1 {
                    paragraphs.push(Self::default());
                } else if is_seen && breaks == 1 {
                    paragraphs.last_mut().into_iter().for_each(|last| last.add("\n".to_owned(), Style::default()));
                }
                if is_seen {
                    breaks = 0;
                }
                if is_seen || breaks == 0 {
                    let note = style.note.is_some() && words.is_empty();
                    let last = paragraphs.last_mut();
                    last.into_iter().for_each(|last| match note {
                        true => last.0.push((String::new(), style.clone())),
                        false => last.add(words.to_owned(), style.clone()),
                    });
                }
                breaks += usize::from(part.ends_with('\n'));
            }
        }
        paragraphs.retain(|words| !words.is_blank());
        paragraphs
    }

    /// The lines.
    pub fn lines(self) -> Vec<Self> {
        let doubled = self.0.into_iter().map(|(text, style)| (text.replace('\n', "\n\n"), style));
        Self(doubled.collect()).paragraphs()
    }

    /// Whether there is a line break between words.
    pub fn has_line_break(&self) -> bool {
        let text: String = self.0.iter().map(|(text, _)| text.as_str()).collect();
        text.trim().contains('\n')
    }

    /// The words as Text: a string, or a list of spans. Line breaks become spaces.
    pub fn into_text(self) -> Value {
        let mut pieces: Vec<(String, Style)> = Vec::new();
        for (text, style) in self.0 {
            let text = text.replace('\n', " ");
            match pieces.last_mut() {
                Some((last, known)) if *known == style => *last += &text,
                _ => pieces.push((text, style)),
            }
        }
        trim(&mut pieces);
        spaces_outside(&mut pieces);
        match pieces.as_slice() {
            [] => json!(""),
            [(text, style)] if style.is_plain() => json!(text),
            _ => Value::Array(pieces.into_iter().map(span).collect()),
        }
    }
}

/// Removes white space at both ends, and pieces without words.
fn trim(pieces: &mut Vec<(String, Style)>) {
    while let Some((first, style)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
        if !first.is_empty() || style.note.is_some() {
            break;
        }
        pieces.remove(0);
    }
    while let Some((last, style)) = pieces.last_mut() {
        last.truncate(last.trim_end().len());
        if !last.is_empty() || style.note.is_some() {
            break;
        }
        pieces.pop();
    }
}

/// Moves white space at the ends of formatted words out of them: editors often underline or stress it, too.
fn spaces_outside(pieces: &mut Vec<(String, Style)>) {
    let mut result: Vec<(String, Style)> = Vec::new();
    let mut push = |text: &str, style: &Style| {
        if text.is_empty() && style.note.is_none() {
            return;
        }
        match result.last_mut() {
            Some((last, known)) if known == style => *last += text,
            _ => result.push((text.to_owned(), style.clone())),
        }
    };
    let plain = Style::default();
    for (text, style) in pieces.drain(..) {
        let words = text.trim_matches(' ');
        if style.is_plain() || style.code && !words.is_empty() {
            push(&text, &style);
            continue;
        }
        let start = text.len() - text.trim_start_matches(' ').len();
        push(&text[..start], &plain);
        if !words.is_empty() || style.note.is_some() {
            push(words, &style);
            push(&text[start + words.len()..], &plain);
        }
    }
    *pieces = result;
}

fn span((text, style): (String, Style)) -> Value {
    if style.is_plain() {
        return Value::String(text);
    }
    let mut span = Map::new();
    span.insert("text".to_owned(), Value::String(text));
    let Style { em, strong, code, href, lang, note } = style;
    for (key, value) in [("href", href), ("lang", lang), ("note", note)] {
        if let Some(value) = value {
            span.insert(key.to_owned(), json!(&*value));
        }
    }
    for (key, is_so) in [("em", em), ("strong", strong), ("code", code)] {
        if is_so {
            span.insert(key.to_owned(), json!(true));
        }
    }
    Value::Object(span)
}

/// Whether readers see nothing in a text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}'))
}

/// The characters of a text. Editors write no-break spaces where a person typed two spaces: they stay only where a line must not
/// break, beside digits and French punctuation.
fn without_needless(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    let mut characters = text.chars().filter(|c| *c != '\u{feff}').peekable();
    std::iter::from_fn(move || {
        let c = characters.next()?;
        let after = characters.peek().copied().unwrap_or(' ');
        let is_needed = before.is_numeric()
            || after.is_numeric()
            || matches!(before, '«' | '‹' | '§' | '№')
            || matches!(after, '»' | '›' | ':' | ';' | '!' | '?' | '%' | '€' | '–' | '—');
        let c = if c == '\u{a0}' && (!is_needed || before == ' ' || after == ' ') { ' ' } else { c };
        before = c;
        Some(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(parts: &[(&str, bool)]) -> Words {
        let mut words = Words::default();
        for (text, strong) in parts {
            words.push(text, &Style { strong: *strong, ..Style::default() });
        }
        words
    }

    #[test]
    fn white_space_is_collapsed_across_formatting_and_stands_outside_of_it() {
        for (parts, text) in [
            (
                &[("  a \n b ", false), (" c ", true), (" d", false)][..],
                json!(["a b ", { "text": "c", "strong": true }, " d"]),
            ),
            (&[("a", false), (" ", true), ("b", false)], json!("a b")),
            (&[(" \u{a0} ", false)], json!("")),
            (&[("a\u{a0}b 5\u{a0}km «\u{a0}c\u{a0}»", false)], json!("a b 5\u{a0}km «\u{a0}c\u{a0}»")),
        ] {
            assert_eq!(words(parts).into_text(), text);
        }
    }

    #[test]
    fn two_line_breaks_end_a_paragraph_and_one_is_a_space() {
        let mut all = Words::default();
        for text in ["a ", "\n", "b", "\n", "\n", " \n", "c", "\n"] {
            match text {
                "\n" => all.line_break(),
                text => all.push(text, &Style::default()),
            }
        }
        let texts: Vec<_> = all.clone().paragraphs().into_iter().map(Words::into_text).collect();
        assert_eq!(texts, [json!("a b"), json!("c")]);
        let lines: Vec<_> = all.lines().into_iter().map(Words::into_text).collect();
        assert_eq!(lines, [json!("a"), json!("b"), json!("c")]);
    }

    #[test]
    fn a_footnote_belongs_to_the_word_before_it() {
        for (text, expected) in [
            ("It weighs 90 kilograms", json!(["It weighs 90 ", { "text": "kilograms", "note": "1" }])),
            ("Word ", json!([{ "text": "Word", "note": "1" }])),
            ("", json!([{ "text": "", "note": "1" }])),
        ] {
            let mut words = words(&[(text, false)]);
            words.note("1");
            assert_eq!(words.into_text(), expected, "{text}");
        }
    }
}

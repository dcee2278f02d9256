//! Text with spans as Markdown.

use crate::article::json::{Node, Value};
use crate::markdown::{object, text};

/// A span of a text, with its address as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub text: String,
    href: Option<String>,
    em: bool,
    strong: bool,
    code: bool,
    lang: Option<String>,
    pub note: Option<String>,
}

/// How a text is written, from the way that people do to one that always reads the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Signs are escaped wherever they may mean something, not only where they probably do.
    pub escapes_all: bool,
    /// Spans are written in brackets, not by Markdown's signs.
    pub brackets: bool,
    /// The text is a cell of a table.
    pub is_cell: bool,
}

/// The styles in which a text is tried.
pub(super) const STYLES: [Style; 3] = [
    Style { escapes_all: false, brackets: false, is_cell: false },
    Style { escapes_all: true, brackets: false, is_cell: false },
    Style { escapes_all: true, brackets: true, is_cell: false },
];

/// The spans of a text as they are read. [`None`] if there is something else in it.
pub(super) fn spans(node: &Node) -> Option<Vec<Span>> {
    let spans = match &node.value {
        Value::Text(text) | Value::Number(text) => vec![Span { text: text.clone(), ..Span::default() }],
        Value::List(items) => items.iter().map(span).collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    Some(match spans.as_slice() {
        // A text that is one string is kept, even if it is empty.
        [_] if !matches!(node.value, Value::List(_)) => spans,
        _ => spans.into_iter().filter(|span| !span.text.is_empty() || span.note.is_some()).collect(),
    })
}

fn span(node: &Node) -> Option<Span> {
    let Value::Object(entries) = &node.value else {
        return match &node.value {
            Value::Text(text) | Value::Number(text) => Some(Span { text: text.clone(), ..Span::default() }),
            _ => None,
        };
    };
    let mut span = Span::default();
    let mut seen = Vec::new();
    for (key, node) in entries {
        if seen.contains(&&key.name) {
            return None;
        }
        seen.push(&key.name);
        let word = || match &node.value {
            Value::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            _ => None,
        };
        let flag = match &node.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        };
        match key.name.as_str() {
            "text" => match &node.value {
                Value::Text(text) | Value::Number(text) => span.text = text.clone(),
                _ => return None,
            },
            "href" => span.href = Some(word()?),
            "lang" => span.lang = Some(word()?),
            "note" => span.note = Some(word()?),
            "em" => span.em = flag?,
            "strong" => span.strong = flag?,
            "code" => span.code = flag?,
            _ => return None,
        }
    }
    seen.iter().any(|key| *key == "text").then_some(span)
}

/// Writes spans as one line. [`None`] if that is impossible.
pub(super) fn write(spans: &[Span], style: Style) -> Option<String> {
    let mut out = String::new();
    for (index, span) in spans.iter().enumerate() {
        let next = spans.get(index + 1).and_then(|next| next.text.chars().next());
        // Two strings in a row would be read as one.
        let is_apart = index > 0 && span.is_plain() && spans[index - 1].is_plain();
        span.write(&mut out, next, Style { brackets: style.brackets || is_apart, ..style })?;
    }
    Some(guarded(&out))
}

/// A line that begins no block, and has no space at its ends.
fn guarded(line: &str) -> String {
    let mut line = line.to_owned();
    if line.ends_with(' ') {
        line.pop();
        line += "&#32;";
    }
    if let Some(rest) = line.strip_prefix(' ') {
        line = format!("&#32;{rest}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = line[digits..].chars().next();
    let follows = line[digits..].chars().nth(1);
    let is_number = digits > 0 && matches!(sign, Some('.' | ')')) && matches!(follows, None | Some(' '));
    let begins_block = digits == 0
        && match sign {
            Some('#' | '>' | '|' | '=') => true,
            Some('-' | '+') => matches!(follows, None | Some(' ' | '-' | '+')),
            _ => false,
        };
    if is_number || begins_block {
        line.insert(digits, '\\');
    }
    line
}

impl Span {
    /// The text that consists of these spans.
    pub fn node(spans: &[Self]) -> Node {
        let word = |name, value: &Option<String>| value.as_ref().map(|value| (name, text(0, value.as_str())));
        let flag = |name, value: bool| value.then_some((name, Node { at: 0, value: Value::Bool(true) }));
        let node = |span: &Self| match span.is_plain() {
            true => text(0, span.text.as_str()),
            false => {
                let words = [Some(("text", text(0, span.text.as_str()))), word("href", &span.href)];
                let flags = [flag("em", span.em), flag("strong", span.strong), flag("code", span.code)];
                let more = [word("lang", &span.lang), word("note", &span.note)];
                object(0, words.into_iter().chain(flags).chain(more).flatten())
            }
        };
        match spans {
            [one] if one.is_plain() => node(one),
            spans => Node { at: 0, value: Value::List(spans.iter().map(node).collect()) },
        }
    }

    fn is_plain(&self) -> bool {
        *self == Self { text: self.text.clone(), ..Self::default() }
    }

    fn write(&self, out: &mut String, next: Option<char>, style: Style) -> Option<()> {
        if self.is_plain() && !style.brackets {
            *out += &escaped(&self.text, style);
            return Some(());
        }
        let mut attributes: Vec<String> = Vec::new();
        let in_brackets = self.href.is_some() || self.lang.is_some();
        let before = if in_brackets { Some('[') } else { out.chars().next_back() };
        let after = if in_brackets { Some(']') } else { next };
        let mut words = match self.code.then(|| code(&self.text, style)).flatten() {
            Some(code) if !style.brackets => code,
            _ => {
                if self.code {
                    attributes.push("code".to_owned());
                }
                escaped(&self.text, style)
            }
        };
        if self.em || self.strong {
            if !style.brackets && can_delimit(&words, before, after) {
                let signs = match (self.em, self.strong) {
                    (true, true) => "***",
                    (true, false) => "*",
                    _ => "**",
                };
                words = format!("{signs}{words}{signs}");
            } else {
                attributes.extend(self.em.then(|| "em".to_owned()));
                attributes.extend(self.strong.then(|| "strong".to_owned()));
            }
        }
        if let Some(lang) = &self.lang {
            attributes.push(format!("lang={}", value(lang)?));
        }
        let mut reference = String::new();
        if let Some(note) = &self.note {
            let is_label = note.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let follows_space = out.chars().next_back().is_none_or(char::is_whitespace);
            let is_word = !self.text.contains(char::is_whitespace) && attributes.is_empty() && follows_space;
            if is_label && is_word && !style.brackets {
                reference = format!("[^{note}]");
            } else {
                attributes.push(format!("note={}", value(note)?));
            }
        }
        if let Some(href) = &self.href {
            words = format!("[{words}]({})", destination(href, style));
        }
        if !attributes.is_empty() || self.is_plain() {
            words = format!("[{words}]{{{}}}", attributes.join(" "));
        }
        *out += &words;
        *out += &reference;
        Some(())
    }
}

/// Whether stars around words are read as emphasis between these characters.
fn can_delimit(words: &str, before: Option<char>, after: Option<char>) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_sign(c));
    let fits = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(|inner| !inner.is_whitespace() && (!is_sign(inner) || is_edge(outer)))
    };
    before != Some('*') && fits(words.chars().next(), before) && fits(words.chars().next_back(), after)
}

/// Escapes what Markdown would read as something else.
pub(super) fn escaped(text: &str, style: Style) -> String {
    let mut out = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, &c) in characters.iter().enumerate() {
        let at =
            |offset: isize| usize::try_from(index as isize + offset).ok().and_then(|at| characters.get(at).copied());
        let (before, after) = (at(-1), at(1));
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let means = match c {
            '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
            '*' | '~' => !(is_space(before) && is_space(after) && before.is_some() && after.is_some()),
            '_' => !(is_word(before) && is_word(after)),
            '`' => true,
            '<' => after.is_none_or(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')),
            '&' => after.is_none_or(|after| after.is_ascii_alphanumeric() || after == '#') && text.contains(';'),
            '|' => style.is_cell,
            _ => false,
        };
        let may_mean =
            style.escapes_all && c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | '\'' | '?' | '/');
        match c {
            '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' => out += &format!("&#{};", c as u32),
            ' ' if style.is_cell && (index == 0 || index + 1 == characters.len()) => out += "&#32;",
            _ => {
                if means || may_mean {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

/// Words as code between backticks, if they can be.
fn code(text: &str, style: Style) -> Option<String> {
    if text.is_empty() || text.contains(['\n', '\r']) || text.trim_matches(' ').is_empty() {
        return None;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let shortest = (1..=longest + 1).find(|length| !text.split(|c| c != '`').any(|run| run.len() == *length))?;
    let fence = "`".repeat(shortest);
    let text = if style.is_cell { text.replace('|', "\\|") } else { text.to_owned() };
    let is_padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let space = if is_padded { " " } else { "" };
    Some(format!("{fence}{space}{text}{space}{fence}"))
}

/// An address in parentheses.
pub(super) fn destination(href: &str, style: Style) -> String {
    let is_bare =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '(' | ')' | '<' | '>' | '\\' | '|' | '*' | '`');
    if !href.is_empty() && href.chars().all(is_bare) && !(href.contains('&') && href.contains(';')) {
        return href.to_owned();
    }
    let mut out = "<".to_owned();
    for c in href.chars() {
        match c {
            '<' | '>' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '|' if style.is_cell => out += "\\|",
            '&' => out += "&amp;",
            '`' => out += "&#96;",
            c if c.is_control() => out += &format!("&#{};", c as u32),
            c => out.push(c),
        }
    }
    out + ">"
}

/// The value of an attribute in braces.
fn value(text: &str) -> Option<String> {
    if text.contains(['\n', '\r', '\t']) {
        return None;
    }
    let is_bare = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    Some(match is_bare {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}

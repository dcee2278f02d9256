//! The syntax of shortcodes.

use std::ops::Range;

/// A shortcode as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub kind: Kind,
    /// The name, in lower case.
    pub name: String,
    /// The arguments, each with its name if it has one.
    pub arguments: Vec<(Option<String>, String)>,
    /// All that stands between the braces, apart from the name.
    pub rest: String,
    /// Whether it ends itself, as in `{{< x />}}`.
    pub is_complete: bool,
    /// Its length in bytes.
    pub length: usize,
    pub syntax: Syntax,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Opening,
    Closing,
    /// `{{ page.title }}`.
    Expression,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Syntax {
    Hugo,
    Liquid,
    Zola,
}

/// The longest shortcode that is read, in bytes.
const LENGTH: usize = 4_000;

/// At most this many bytes of a text.
pub(super) fn beginning(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A shortcode that is shown and not run, without the signs that say so, and its length.
pub(super) fn escaped(text: &str) -> Option<(String, usize)> {
    let forms = [
        ("{{</*", "*/>}}", "{{<", ">}}"),
        ("{{%/*", "*/%}}", "{{%", "%}}"),
        ("{{/*", "*/}}", "{{", "}}"),
        ("{%/*", "*/%}", "{%", "%}"),
    ];
    forms.into_iter().find_map(|(open, close, start, end)| {
        let (words, _) = beginning(text, LENGTH).strip_prefix(open)?.split_once(close)?;
        Some((format!("{start}{words}{end}"), open.len() + words.len() + close.len()))
    })
}

/// The length of a comment of Nunjucks or Tera.
pub(super) fn comment(text: &str, is_template: bool) -> Option<usize> {
    let inner = beginning(text, LENGTH).strip_prefix("{#").filter(|_| is_template)?;
    inner.find("#}").map(|end| end + 4)
}

impl Call {
    /// Reads the shortcode at the beginning of a text.
    pub fn read(text: &str, has_expressions: bool) -> Option<Self> {
        if let Some(inner) = text.strip_prefix("{{<") {
            return Self::tag(inner, 3, ">}}", Syntax::Hugo);
        }
        if let Some(inner) = text.strip_prefix("{{%") {
            return Self::tag(inner, 3, "%}}", Syntax::Hugo);
        }
        if let Some(inner) = text.strip_prefix("{%") {
            return Self::tag(inner, 2, "%}", Syntax::Liquid);
        }
        let inner = text.strip_prefix("{{")?;
        let length = end(inner, "}}")?;
        let words = inner[..length].trim_matches('-').trim();
        let (name, rest) = split_name(words);
        if let Some(arguments) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let known = !name.is_empty() && !name.contains('.');
            return known.then(|| Self {
                kind: Kind::Opening,
                name: name.to_lowercase(),
                arguments: read_arguments(arguments),
                rest: arguments.to_owned(),
                is_complete: true,
                length: length + 4,
                syntax: Syntax::Zola,
            });
        }
        let is_template = ["site.", "page.", "post."].iter().any(|start| words.starts_with(start))
            || words.starts_with(['"', '\'']) && words.contains("_url");
        (has_expressions || is_template).then(|| Self {
            kind: Kind::Expression,
            name: String::new(),
            arguments: Vec::new(),
            rest: words.to_owned(),
            is_complete: true,
            length: length + 4,
            syntax: Syntax::Liquid,
        })
    }

    fn tag(inner: &str, before: usize, close: &str, syntax: Syntax) -> Option<Self> {
        let length = end(inner, close)?;
        let words = inner[..length].trim();
        let words = if syntax == Syntax::Liquid { words.trim_matches('-').trim() } else { words };
        let (words, is_closing) = match words.strip_prefix('/') {
            Some(words) => (words.trim(), true),
            None => (words, false),
        };
        let (words, is_complete) = match words.strip_suffix('/') {
            Some(words) if syntax == Syntax::Hugo && !is_closing => (words.trim_end(), true),
            _ => (words, false),
        };
        let (name, rest) = split_name(words);
        if name.is_empty() {
            return None;
        }
        let mut call = Self {
            kind: if is_closing { Kind::Closing } else { Kind::Opening },
            name: name.to_lowercase(),
            arguments: Vec::new(),
            rest: rest.trim().to_owned(),
            is_complete,
            length: before + length + close.len(),
            syntax,
        };
        if syntax == Syntax::Liquid {
            if let Some(rest) = rest.strip_prefix('(').and_then(|rest| rest.trim_end().strip_suffix(')')) {
                call.syntax = Syntax::Zola;
                call.arguments = read_arguments(rest);
                return Some(call);
            }
            if let Some(name) = call.name.strip_prefix("end") {
                call.kind = Kind::Closing;
                call.name = name.to_owned();
                return Some(call);
            }
        }
        call.arguments = read_arguments(rest);
        Some(call)
    }

    /// An argument by one of its names, or else by its place.
    pub fn argument(&self, names: &[&str], place: Option<usize>) -> Option<&str> {
        let named = names.iter().find_map(|name| {
            let same = |argument: &Option<String>| argument.as_deref().is_some_and(|is| is.eq_ignore_ascii_case(name));
            self.arguments.iter().find(|(argument, _)| same(argument))
        });
        let placed = || self.arguments.iter().filter(|(name, _)| name.is_none()).nth(place?);
        named.or_else(placed).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Where its end is in the text that follows it: the byte range of `{{< /name >}}`.
    pub fn end_in(&self, after: &str) -> Option<Range<usize>> {
        let open = match self.syntax {
            Syntax::Hugo => "{{",
            Syntax::Liquid | Syntax::Zola => "{%",
        };
        let mut at = 0;
        let mut depth = 0;
        // Without this limit, many shortcodes without an end would take long.
        for _ in 0..200 {
            let start = at + after.get(at..)?.find(open)?;
            at = start + open.len();
            let Some(call) = Self::read(&after[start..], false) else { continue };
            let is_same = call.name == self.name || self.syntax == Syntax::Zola && call.name.is_empty();
            match call.kind {
                Kind::Closing if is_same && depth == 0 => return Some(start..start + call.length),
                Kind::Closing if is_same => depth -= 1,
                Kind::Opening if is_same && !call.is_complete && !self.is_raw() => depth += 1,
                _ => {}
            }
        }
        None
    }

    /// Whether what stands within it is not read.
    fn is_raw(&self) -> bool {
        matches!(self.name.as_str(), "raw" | "verbatim" | "highlight" | "comment")
    }

    /// Itself, for the report.
    pub fn words(&self) -> String {
        format!("{} {}", self.name, self.rest).trim().to_owned()
    }
}

/// Splits a name from what follows it.
fn split_name(words: &str) -> (&str, &str) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    words.split_at(words.len() - words.trim_start_matches(is_name).len())
}

/// Where a shortcode ends: outside of quotation marks if they come in pairs.
fn end(inner: &str, close: &str) -> Option<usize> {
    // None goes on after an empty line: its end was forgotten, and what follows is text.
    let inner = beginning(inner, LENGTH);
    let inner = inner.split("\n\n").next().and_then(|inner| inner.split("\n\r\n").next()).unwrap_or_default();
    let first = inner.find(close)?;
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '"' | '`') => quote = Some(c),
            (None, _) if inner[at..].starts_with(close) => return Some(at),
            (Some(mark), _) if c == mark && !inner[..at].ends_with('\\') => quote = None,
            _ => {}
        }
    }
    Some(first)
}

/// Reads `"a" b=c d="e f"`, with or without commas, and `key: "value"`.
fn read_arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && arguments.len() < 100 {
        let name_end =
            rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')).len();
        let after = rest[name_end..].trim_start();
        let is_named = name_end > 0 && (after.starts_with('=') || after.starts_with(": "));
        let name = is_named.then(|| rest[..name_end].to_owned());
        if is_named {
            rest = after[1..].trim_start();
        }
        let value;
        (value, rest) = argument_value(rest);
        arguments.push((name, value));
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    arguments
}

fn argument_value(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    if let Some(quote) = quote {
        let inner = &text[1..];
        let mut value = String::new();
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' if quote != '`' => match chars.next() {
                    Some((_, 'n')) => value.push('\n'),
                    Some((_, c)) => value.push(c),
                    None => break,
                },
                c if c == quote => return (value, &inner[at + c.len_utf8()..]),
                c => value.push(c),
            }
        }
    }
    if let Some(list) = text.strip_prefix('[')
        && let Some(end) = list.find(']')
    {
        return (list[..end].to_owned(), &list[end + 1..]);
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    // Each step has to go on.
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    (text[..end].to_owned(), &text[end..])
}

//! Inline text with formatting, as a list of spans.

use serde::Serialize;

use super::json::{Node, Value};
use super::language::Language;
use super::read::{Expected, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{Word, or_fallback, or_string};
use crate::address::Link;

/// Inline text. In JSON a string, or a list of strings and [`Span`]s.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Span>);

/// A part of a text with the same formatting.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = or_fallback, transform = or_string))]
pub struct Span {
    /// The text of the span.
    pub text: String,
    /// The address that the text links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
    /// Whether the text is emphasised.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub em: bool,
    /// Whether the text is important.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Whether the text is code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// The language of the text (BCP 47), if it differs from the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: Option<String>,
    /// The `id` of the footnote that the text refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub note: Option<String>,
}

impl Text {
    /// Makes a text from a string, without formatting.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span { text: text.into(), ..Span::default() }])
    }

    /// The text without formatting, for a title or a list: see [`plain`].
    pub fn words(&self) -> String {
        self.0.iter().map(|span| plain(&span.text)).collect()
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty() && span.note.is_none())
    }
}

/// Removes the characters that allow or forbid line breaks, such as soft hyphens, for titles, previews and names of
/// feeds. Some programs show these characters, or take a word that contains one for a different word.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')).collect()
}

impl Read for Text {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, reader).map(Self),
            Value::Text(_) | Value::Number(_) => String::read(node, reader).map(Self::plain),
            // A list with one span is often written without its brackets.
            Value::Object(_) => {
                Span::read(node, reader).map(|span| Self(if span.is_blank() { Vec::new() } else { vec![span] }))
            }
            _ => reader.expected(node.at, Expected::Text),
        }
    }

    /// A text without characters is not blank if it refers to a footnote.
    #[inline(never)]
    fn is_blank(&self) -> bool {
        self.0.iter().all(|span| is_blank(&span.text) && span.note.is_none())
    }
}

impl Read for Span {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(_) | Value::Number(_) => {
                String::read(node, reader).map(|text| Self { text, ..Self::default() })
            }
            Value::Object(_) => {
                let mut fields = reader.fields(node)?;
                // A span from a later version of the format may have a fallback instead of `text`.
                let fallback: Option<String> = fields.optional("fallback", reader);
                let text = match fallback {
                    Some(fallback) => fields.optional("text", reader).unwrap_or(fallback),
                    None => fields.stated("text", reader).unwrap_or_else(|| "[…]".to_owned()),
                };
                let span = Self {
                    text,
                    href: fields.optional("href", reader),
                    em: fields.optional("em", reader).unwrap_or_default(),
                    strong: fields.optional("strong", reader).unwrap_or_default(),
                    code: fields.optional("code", reader).unwrap_or_default(),
                    lang: fields.optional("lang", reader).map(|Language(tag)| tag),
                    note: fields.optional("note", reader),
                };
                fields.finish(&["type"], reader);
                Some(span)
            }
            _ => reader.expected(node.at, Expected::Span),
        }
    }

    /// A span of white space is not blank, since it separates the spans around it.
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.note.is_none()
    }
}

/// Closes all open bidirectional controls, so that they can't reorder the text after this one
/// (<https://www.unicode.org/reports/tr9/>, section 3.3.2; the attack: <https://trojansource.codes/>).
pub(crate) fn closed(mut text: String) -> String {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push('\u{202C}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202C}' | '\u{2069}' if open.last() == Some(&c) => {
                open.pop();
            }
            _ => {}
        }
    }
    text.extend(open.into_iter().rev());
    text
}

/// Whether a text is empty, or contains only white space.
#[inline(never)]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

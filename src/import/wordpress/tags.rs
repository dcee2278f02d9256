//! The tags of a piece of HTML, where they are.

use std::ops::Range;

/// How long a tag may be, in bytes.
const MAX_TAG: usize = 64 * 1024;

/// A tag or a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag<'a> {
    /// Where it is, from `<` to `>`.
    pub at: Range<usize>,
    /// Its name, in lower case; empty if it is a comment.
    pub name: String,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// The attributes as they are written, or the text of a comment.
    pub inside: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, without entities.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = attributes(self.inside).into_iter().find(|(key, _)| key == name);
        found.map(|(_, value)| html_escape::decode_html_entities(value).into_owned())
    }

    /// Whether it has a class.
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }
}

/// The next tag or comment from a place on.
pub fn next(html: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        at += html.get(at..)?.find('<')?;
        if let Some(tag) = tag_at(html, at) {
            return Some(tag);
        }
        at += 1;
    }
}

/// The tag or comment that begins at a `<`.
pub fn tag_at(html: &str, at: usize) -> Option<Tag<'_>> {
    let rest = &html[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        // As browsers read it, a comment without an end lasts until the end.
        let (inside, end) = match comment.find("-->") {
            Some(length) => (&comment[..length], at + length + 7),
            None => (comment, html.len()),
        };
        return Some(Tag { at: at..end, name: String::new(), is_end: false, inside });
    }
    let is_end = rest.starts_with("</");
    let start = if is_end { 2 } else { 1 };
    let bytes = rest.as_bytes();
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let length =
        bytes[start..].iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<'))?;
    let name = rest[start..start + length].to_ascii_lowercase();
    let end = end_of(&bytes[..bytes.len().min(MAX_TAG)], start + length)?;
    let inside = rest[start + length..end].trim_end_matches('/');
    Some(Tag { at: at..at + end + 1, name, is_end, inside })
}

/// Where the `>` of a tag is: the first outside quotation marks, or if those have no end, the first.
fn end_of(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(mark), byte) if mark == *byte => quote = None,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
            (None, b'>') => return Some(at),
            (None, b'<') => break,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = *byte;
        }
    }
    let end = bytes.iter().skip(from).position(|byte| matches!(byte, b'>' | b'<'))?;
    (bytes[from + end] == b'>').then_some(from + end)
}

/// The attributes of a tag, or of a shortcode: names in lower case, and values as they are written. A value without a name,
/// as shortcodes have it, has an empty name.
pub fn attributes(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && found.len() < 200 {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        match value {
            Some(value) if !name.is_empty() && !name.starts_with(['"', '\'']) && !name.contains("://") => {
                let (value, after) = quoted(value);
                found.push((name.to_ascii_lowercase(), value));
                rest = after.trim_start();
            }
            _ => {
                let (value, after) = quoted(rest);
                found.push((String::new(), value));
                rest = after.trim_start();
            }
        }
    }
    // In HTML, an attribute without a value is its name.
    found
}

/// A value in quotation marks, or until the next space; and what follows.
fn quoted(text: &str) -> (&str, &str) {
    for mark in ['"', '\''] {
        if let Some((value, after)) = text.strip_prefix(mark).and_then(|text| text.split_once(mark)) {
            return (value, after);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, after) = text.split_at(end);
    if end == 0 {
        let next = text.chars().next().map_or(0, char::len_utf8);
        return ("", &text[next..]);
    }
    (value.trim_matches(['"', '\'']), after)
}

/// Finds where elements end that contain no others of their name.
#[derive(Default)]
pub struct Ends {
    /// Of what there is no end tag from a place on.
    endless: Vec<(String, usize)>,
}

impl Ends {
    /// The end of the element of a start tag. Without an end tag, it is the end of the start tag.
    pub fn end_of(&mut self, html: &str, start: &Tag) -> usize {
        if self.endless.iter().any(|(name, from)| *name == start.name && *from <= start.at.start) {
            return start.at.end;
        }
        let mut at = start.at.end;
        while let Some(tag) = next(html, at) {
            at = tag.at.end;
            if tag.is_end && tag.name == start.name {
                return at;
            }
        }
        self.endless.push((start.name.clone(), start.at.start));
        start.at.end
    }
}

/// Elements without content.
pub fn is_void(name: &str) -> bool {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "param", "source", "track", "wbr"];
    VOID.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_outside_quotation_marks() {
        let html = "a < b <IMG alt=\"1 > 0\" src='x.jpg' data-a /> c";
        let tag = next(html, 0).unwrap();
        assert_eq!(&html[tag.at.clone()], "<IMG alt=\"1 > 0\" src='x.jpg' data-a />");
        assert_eq!((tag.name.as_str(), tag.attribute("alt").as_deref()), ("img", Some("1 > 0")));
        assert_eq!(tag.attribute("src").as_deref(), Some("x.jpg"));
        assert!(next("<p class=\"open>text", 0).is_some_and(|tag| tag.at == (0..15)));
        assert!(next("a <!-- never ends", 0).is_some_and(|tag| tag.at == (2..17)));
    }

    #[test]
    fn attributes_have_values_in_marks_without_and_alone() {
        let found = attributes(" ids=\"1, 2\" a = b https://example.com/?v=1 'c d' e='f");
        let expected = [("ids", "1, 2"), ("a", "b"), ("", "https://example.com/?v=1"), ("", "c d"), ("e", "f")];
        assert_eq!(found.iter().map(|(name, value)| (name.as_str(), *value)).collect::<Vec<_>>(), expected);
    }
}

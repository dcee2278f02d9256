//! Markdown as a second form of an article: front matter in YAML or TOML, and the body in CommonMark.
//!
//! There is one tree and two syntaxes. The reader makes the tree of [`Node`]s that the article has in JSON, with
//! positions in the Markdown text. So types are read from it, mistakes found in it and places named by the same code. The
//! writer takes such a tree. `docs/markdown.md` describes the form.
//!
//! This module does no I/O.

mod blocks;
mod foreign;
mod front_matter;
mod html;
mod inline;
mod mistake;
mod remark;
mod toml;
mod write;
mod yaml;

pub use foreign::Construct;
pub use mistake::{Mistake, MistakeKind};
pub use remark::{Remark, RemarkKind};
pub use write::write;

use crate::address::Base;
use crate::article::json::{self, Key, MAX_DEPTH, MAX_STRING, Node, Value, value_of};
use crate::article::read::{Problem, Read, Reader};
use crate::article::{Article, MAX_BYTES, ParseError, decode};

/// The length of a Markdown text that can't be too large in JSON, in bytes. A word with stars becomes an object of a hundred
/// bytes.
const SURELY_SMALL: usize = MAX_BYTES / 50;

/// A Markdown text as the tree that its article has in JSON, and what the tree does not tell about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The tree. Its positions are those in the Markdown text.
    pub root: Node,
    /// What the format can't hold, and what became of it.
    pub remarks: Vec<Remark>,
}

/// Parses a Markdown text.
///
/// # Errors
///
/// Fails if the front matter or the YAML of a block can't be read. Any text is Markdown, so nothing else fails, unless it
/// exceeds a limit.
///
/// ```
/// use broadsheet::article::json;
/// use broadsheet::markdown;
///
/// let document = markdown::parse("---\nheadline: The bell\n---\n\nIt rings at *low* water.\n").unwrap();
/// assert_eq!(
///     json::to_text(&document.root).split_whitespace().collect::<Vec<_>>().join(" "),
///     r#"{ "headline": "The bell", "body": [ [ "It rings at ", { "text": "low", "em": true }, " water." ] ] }"#
/// );
/// ```
pub fn parse(text: &str) -> Result<Document, Mistake> {
    let (fields, body_at) = front_matter::split(text)?;
    let (mut entries, mut remarks) = fields.map_or_else(|| Ok(Default::default()), |fields| fields.entries())?;
    let blocks::Body { mut blocks, notes, remarks: more } = blocks::read(text, body_at)?;
    remarks.extend(more);
    // Without front matter, the first heading is that of the article.
    if value_of(&entries, "headline").is_none()
        && let Some(headline) = blocks.first().and_then(blocks::headline)
    {
        let at = blocks.remove(0).at;
        entries.push((Key { at, name: "headline".to_owned() }, headline));
    }
    if body_at == 0
        && value_of(&entries, "headline").is_none()
        && let Some(mistake) = front_matter::missed(text)
    {
        return Err(mistake);
    }
    // With a body in the front matter, an empty text is not the body.
    if let Some(at) = blocks.first().map(|block| block.at) {
        entries.push((Key { at, name: "body".to_owned() }, Node { at, value: Value::List(blocks) }));
    }
    if let Some(at) = notes.first().map(|note| note.at) {
        match entries.iter_mut().rfind(|(key, _)| key.name == "notes") {
            Some((_, Node { value: Value::List(list), .. })) => list.extend(notes),
            _ => entries.push((Key { at, name: "notes".to_owned() }, Node { at, value: Value::List(notes) })),
        }
    }
    let mut root = Node { at: 0, value: Value::Object(entries) };
    hold_to_limits(&mut root, 0)?;
    if text.len() > SURELY_SMALL && json::to_text(&root).len() > MAX_BYTES {
        return Err(Mistake { at: 0, kind: MistakeKind::TooLarge });
    }
    Ok(Document { root, remarks })
}

/// Reads an article from the bytes of a Markdown file whose address is `base`, as [`Article::from_json`] does from JSON.
pub fn read(bytes: &[u8], base: &Base) -> Result<(Article, Vec<Problem>), ParseError> {
    let text = decode_markdown(bytes)?;
    let document = parse(&text).map_err(|mistake| mistake.as_parse_error(&text))?;
    let mut reader = Reader::new(base);
    match Article::read(&document.root, &mut reader) {
        Some(article) => Ok((article, reader.problems)),
        None => Err(ParseError::shape(reader.problems.pop())),
    }
}

/// Decodes the bytes of a Markdown file, as [`decode`] does. A text that begins with HTML is no web page here. A NUL is
/// replaced, as CommonMark says, and so are the line ends of old Macs.
pub fn decode_markdown(bytes: &[u8]) -> Result<String, ParseError> {
    let mut text = decode_text(bytes)?;
    if text.contains('\0') {
        text = text.replace('\0', "\u{FFFD}");
    }
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n");
    }
    Ok(text)
}

fn decode_text(bytes: &[u8]) -> Result<String, ParseError> {
    match decode(bytes) {
        Err(ParseError::WebPage) => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| ParseError::WebPage)
        }
        decoded => decoded,
    }
}

/// Holds a tree to the limits of JSON. A NUL is replaced, as in JSON.
fn hold_to_limits(node: &mut Node, depth: usize) -> Result<(), Mistake> {
    let too_deep = |depth: usize| match depth > MAX_DEPTH {
        true => Err(Mistake { at: node.at, kind: MistakeKind::Nesting }),
        false => Ok(()),
    };
    match &mut node.value {
        Value::Text(text) if text.len() > MAX_STRING => {
            return Err(Mistake { at: node.at, kind: MistakeKind::LongString });
        }
        Value::Text(text) if text.contains('\0') => *text = text.replace('\0', "\u{FFFD}"),
        Value::List(items) => {
            too_deep(depth + 1)?;
            items.iter_mut().try_for_each(|item| hold_to_limits(item, depth + 1))?;
        }
        Value::Object(entries) => {
            too_deep(depth + 1)?;
            for (key, item) in entries {
                if key.name.contains('\0') {
                    key.name = key.name.replace('\0', "\u{FFFD}");
                }
                hold_to_limits(item, depth + 1)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A text node.
fn text(at: usize, text: impl Into<String>) -> Node {
    Node { at, value: Value::Text(text.into()) }
}

/// An object node, whose keys are where their values are.
fn object(at: usize, entries: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    let entries = entries.into_iter().map(|(name, node)| (Key { at: node.at, name: name.to_owned() }, node));
    Node { at, value: Value::Object(entries.collect()) }
}

/// Whether two trees are equal but for their positions and the order of their keys.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            let sorted = |entries: &[(Key, Node)]| {
                let mut entries: Vec<_> = entries.to_vec();
                entries.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
                entries
            };
            let (a, b) = (sorted(a), sorted(b));
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0.name == b.0.name && same(&a.1, &b.1))
        }
        (a, b) => a == b,
    }
}

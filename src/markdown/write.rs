//! Writes the tree of an article as Markdown, from which the reader makes an equal tree.
//!
//! A block is written as people write Markdown, if it reads the same then. If not, it is written as a fenced block with its
//! fields in YAML, which can hold any tree.

mod natural;
mod spans;

use super::{Remark, RemarkKind, blocks, foreign, parse, same, yaml};
use crate::article::json::{Key, Node, Value};
use natural::Natural;

/// The keys of front matter, in the order of docs/format.md.
const KEYS: [&str; 30] = [
    "version",
    "$schema",
    "lang",
    "dir",
    "kicker",
    "headline",
    "standfirst",
    "authors",
    "byline",
    "published",
    "updated",
    "timeZone",
    "lead",
    "sponsors",
    "corrections",
    "notes",
    "related",
    "tags",
    "rights",
    "translations",
    "canonical",
    "draft",
    "embargo",
    "listed",
    "noindex",
    "pinned",
    "series",
    "aliases",
    "description",
    "titles",
];

/// Writes the tree of an article as Markdown.
pub fn write(root: &Node) -> String {
    let Value::Object(entries) = &root.value else {
        return format!("---\n{}---\n", yaml::write(root));
    };
    let mut parts = Parts::of(entries);
    // How a block reads may depend on its neighbours.
    for _ in 0..3 {
        let text = parts.text();
        let Ok(document) = parse(&text) else { break };
        if parts.is_read_as(&document.root) {
            return text;
        }
        parts.fence(&document.root);
    }
    front_matter(sorted(entries))
}

/// Footnotes, each with its id.
type Footnotes = Vec<(String, Natural)>;

/// What a file consists of.
struct Parts {
    /// The keys and values of the front matter, without `body`.
    fields: Vec<(Key, Node)>,
    blocks: Vec<Part>,
    /// The footnotes, if they are below the text.
    notes: Footnotes,
    written_notes: Vec<String>,
}

struct Part {
    node: Node,
    natural: Option<Natural>,
    text: String,
}

impl Parts {
    fn of(entries: &[(Key, Node)]) -> Self {
        let mut fields = sorted(entries);
        let body = take(&mut fields, "body");
        let blocks = match body {
            Some((_, Node { value: Value::List(blocks), .. })) if !blocks.is_empty() => blocks,
            body => {
                fields.extend(body);
                Vec::new()
            }
        };
        let (notes, written_notes) = take(&mut fields, "notes")
            .and_then(|(key, node)| {
                let notes = notes(&node);
                if notes.is_none() {
                    fields.push((key, node));
                }
                notes
            })
            .unwrap_or_default();
        let fields = sorted(&fields);
        let mut parts: Vec<Part> = Vec::new();
        for node in blocks {
            let natural = Natural::of(&node);
            let before = parts.last().and_then(|part| part.natural.as_ref());
            let text = natural.as_ref().and_then(|natural| natural.text(before));
            parts.push(match text {
                Some(text) => Part { node, natural, text },
                None => Part { text: fenced(&node), node, natural: None },
            });
        }
        Self { fields, blocks: parts, notes, written_notes }
    }

    fn text(&self) -> String {
        let mut text = front_matter(self.fields.clone());
        for part in self.blocks.iter().map(|part| &part.text).chain(&self.written_notes) {
            text.push('\n');
            text += part;
            text.push('\n');
        }
        text
    }

    /// Whether a tree is the one that was written.
    fn is_read_as(&self, root: &Node) -> bool {
        let Value::Object(entries) = &root.value else { return false };
        let mut read = entries.clone();
        if !self.blocks.is_empty() {
            let Some((_, Node { value: Value::List(blocks), .. })) = take(&mut read, "body") else { return false };
            let are_same = self.blocks.iter().zip(&blocks).all(|(part, node)| part.is_read_as(node));
            if blocks.len() != self.blocks.len() || !are_same {
                return false;
            }
        }
        if !self.notes.is_empty() {
            let Some((_, node)) = take(&mut read, "notes") else { return false };
            if notes(&node).is_none_or(|(notes, _)| notes != self.notes) {
                return false;
            }
        }
        let is_same = |(a, b): (&(Key, Node), &(Key, Node))| a.0.name == b.0.name && same(&a.1, &b.1);
        read.len() == self.fields.len() && read.iter().zip(&self.fields).all(is_same)
    }

    /// Writes the blocks that were not read as themselves as fenced ones, and the notes in the front matter.
    fn fence(&mut self, read: &Node) {
        let Value::Object(entries) = &read.value else { return };
        let mut read = entries.clone();
        let blocks = match take(&mut read, "body") {
            Some((_, Node { value: Value::List(blocks), .. })) => blocks,
            _ => Vec::new(),
        };
        let is_whole = blocks.len() == self.blocks.len();
        let mut blocks = blocks.iter();
        let mut fenced_any = false;
        for part in &mut self.blocks {
            let is_same = blocks.next().is_some_and(|node| part.is_read_as(node));
            if !(is_whole && is_same) {
                fenced_any = true;
                part.text = fenced(&part.node);
                part.natural = None;
            }
        }
        if !fenced_any && !self.notes.is_empty() {
            let notes = std::mem::take(&mut self.notes);
            let list = notes.iter().map(|(id, natural)| natural::note(id, natural)).collect();
            self.fields.push((Key { at: 0, name: "notes".to_owned() }, Node { at: 0, value: Value::List(list) }));
            self.fields = sorted(&self.fields);
            self.written_notes.clear();
        }
    }
}

impl Part {
    fn is_read_as(&self, node: &Node) -> bool {
        match Natural::of(&self.node) {
            Some(natural) => Natural::of(node) == Some(natural),
            None => same(&self.node, node),
        }
    }
}

/// The entries in the order of front matter, without those that say what holds anyway.
fn sorted(entries: &[(Key, Node)]) -> Vec<(Key, Node)> {
    let mut entries: Vec<_> = entries.iter().filter(|(key, node)| !is_default(&key.name, node)).cloned().collect();
    entries.sort_by_key(|(key, _)| KEYS.iter().position(|known| *known == key.name).unwrap_or(KEYS.len()));
    entries
}

/// Whether a key says what holds without it.
fn is_default(key: &str, node: &Node) -> bool {
    key == "version" && node.value == Value::Number("1".to_owned())
}

/// Takes the only entry with this key.
fn take(entries: &mut Vec<(Key, Node)>, name: &str) -> Option<(Key, Node)> {
    let mut found = entries.iter().enumerate().filter(|(_, (key, _))| key.name == name).map(|(index, _)| index);
    let index = found.next().filter(|_| found.next().is_none())?;
    Some(entries.remove(index))
}

/// The footnotes, and how they are written below the text, if they can be.
fn notes(node: &Node) -> Option<(Footnotes, Vec<String>)> {
    let Value::List(items) = &node.value else { return None };
    if items.is_empty() {
        return None;
    }
    let notes: Vec<_> = items.iter().map(natural::note_of).collect::<Option<_>>()?;
    let written = notes.iter().map(|(id, natural)| natural.footnote(id)).collect::<Option<_>>()?;
    Some((notes, written))
}

fn front_matter(fields: Vec<(Key, Node)>) -> String {
    match fields.is_empty() {
        true => "---\n---\n".to_owned(),
        false => format!("---\n{}---\n", yaml::write(&Node { at: 0, value: Value::Object(fields) })),
    }
}

/// A block as a fenced block with its fields.
fn fenced(node: &Node) -> String {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let (name, fields) = match &node.value {
        Value::Object(entries) => {
            let mut rest = entries.clone();
            match take(&mut rest, "type") {
                Some((_, Node { value: Value::Text(name), .. })) if is_name(&name) => {
                    (name, Node { at: 0, value: Value::Object(rest) })
                }
                _ => (String::new(), node.clone()),
            }
        }
        _ if Natural::of(node).is_some() => ("paragraph".to_owned(), super::object(0, [("text", node.clone())])),
        _ => (String::new(), node.clone()),
    };
    let yaml = match &fields.value {
        Value::Object(entries) if entries.is_empty() && !name.is_empty() => String::new(),
        _ => yaml::write(&fields),
    };
    let fence = fence(&yaml);
    format!("{fence}{{{name}}}\n{yaml}{fence}")
}

/// A fence that is longer than all in a text.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// The only block that a text reads as, if nothing else is in it.
fn read_one(text: &str) -> Option<Node> {
    let blocks::Body { mut blocks, notes, remarks } = blocks::read(text, 0).ok()?;
    // No sign can be put before a bullet.
    let is_said = |remark: &Remark| remark.kind == RemarkKind::Foreign(foreign::BULLET);
    (blocks.len() == 1 && notes.is_empty() && remarks.iter().all(is_said)).then(|| blocks.remove(0))
}

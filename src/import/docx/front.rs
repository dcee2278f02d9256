//! The headline, and what stands with it above the text.

use serde_json::{Map, Value};

use super::block::{Block, Paragraph};
use super::inline::{Format, Inline};
use super::properties::Properties;
use super::styles::Role;
use crate::import::byline;

/// How many blocks a document may have above its headline.
const ABOVE: usize = 3;

/// Takes the fields of the article out of its blocks.
pub fn take(blocks: &mut Vec<Block>, properties: &Properties) -> Map<String, Value> {
    let mut fields = Map::new();
    let (headline, mut at) = headline(blocks, properties);
    let mut rest = String::new();
    if let Some(headline) = headline {
        rest.push_str(&headline.rest());
        fields.insert("headline".to_owned(), headline.value());
    }
    while let Some(Block::Paragraph(paragraph)) = blocks.get(at) {
        let plain = paragraph.words.plain();
        let authors = byline::authors(plain.trim());
        let (key, value) = match paragraph.role {
            Role::Subtitle => ("standfirst", paragraph.words.value()),
            Role::Byline => ("authors", byline::names(plain.trim()).into()),
            Role::Date => match byline::date(plain.trim()) {
                Some(date) => ("published", date.into()),
                None => break,
            },
            Role::Body if paragraph.item.is_none() && !authors.is_empty() => ("authors", authors.into()),
            _ => break,
        };
        if fields.contains_key(key) {
            match (fields.get_mut(key), value) {
                // Pandoc writes each author as a paragraph.
                (Some(Value::Array(before)), Value::Array(more)) if key == "authors" => before.extend(more),
                _ => break,
            }
        } else {
            fields.insert(key.to_owned(), value);
        }
        if let Block::Paragraph(paragraph) = blocks.remove(at) {
            rest.push_str(&paragraph.words.rest());
        }
    }
    if !rest.is_empty() {
        blocks.insert(at, Block::Html(format!("<p>{rest}</p>\n")));
        at += 1;
    }
    if !fields.contains_key("authors") && !properties.authors.is_empty() {
        fields.insert("authors".to_owned(), properties.authors.clone().into());
    }
    if !properties.tags.is_empty() {
        fields.insert("tags".to_owned(), properties.tags.clone().into());
    }
    level_headings(blocks, at);
    fields
}

/// Takes the headline out of the blocks. The number is that of the block after it.
fn headline(blocks: &mut Vec<Block>, properties: &Properties) -> (Option<Inline>, usize) {
    let role = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.role),
        _ => None,
    };
    if let Some(at) = blocks.iter().position(|block| role(block) == Some(Role::Title)) {
        let mut headline = Inline::default();
        while blocks.get(at).and_then(role) == Some(Role::Title) {
            if let Block::Paragraph(paragraph) = blocks.remove(at) {
                let mut before = std::mem::replace(&mut headline, paragraph.words);
                if !before.is_empty() {
                    before.text(&Format::default(), " ");
                }
                headline.prepend(before);
            }
        }
        return (Some(headline), at);
    }
    if let Some(title) = &properties.title {
        let is_same =
            |block: &Block| matches!(block, Block::Paragraph(paragraph) if same(&paragraph.words.plain(), title));
        if let Some(at) = blocks.iter().take(ABOVE).position(is_same) {
            return (words(blocks.remove(at)), at);
        }
        let mut headline = Inline::default();
        headline.text(&Format::default(), title);
        return (Some(headline), 0);
    }
    let first =
        blocks.iter().position(|block| matches!(block, Block::Paragraph(_) | Block::Table { .. } | Block::Aside(_)));
    let mut tops =
        blocks.iter().enumerate().filter(|(_, block)| role(block) == Some(Role::Heading(1))).map(|(at, _)| at);
    let (top, is_only) = (tops.next(), tops.next().is_none());
    if let Some(at) = top.filter(|at| (is_only && *at < ABOVE) || Some(*at) == first) {
        return (words(blocks.remove(at)), at);
    }
    let is_large = |at: usize| {
        matches!(blocks.get(at), Some(Block::Paragraph(Paragraph { role: Role::Body, item: None, is_large: true, .. })))
    };
    if let Some(at) = first.filter(|at| is_large(*at) && !is_large(at + 1)) {
        return (words(blocks.remove(at)), at);
    }
    (None, 0)
}

fn words(block: Block) -> Option<Inline> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.words),
        _ => None,
    }
}

fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(a) == letters(b)
}

/// Where the headline is no heading of the text, headings of level 1 are its parts: they and those below them get one level
/// more.
fn level_headings(blocks: &mut [Block], from: usize) {
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Block::Paragraph(paragraph) = block {
            match paragraph.role {
                Role::Title => paragraph.role = Role::Heading(1),
                // Below the text, it is set as a heading.
                Role::Subtitle if at >= from => paragraph.role = Role::Heading(2),
                _ => {}
            }
        }
    }
    let levels = || {
        blocks.iter().filter_map(|block| match block {
            Block::Paragraph(Paragraph { role: Role::Heading(level), .. }) => Some(*level),
            _ => None,
        })
    };
    if levels().any(|level| level == 1) {
        for block in blocks {
            if let Block::Paragraph(Paragraph { role: Role::Heading(level), .. }) = block {
                *level = (*level + 1).min(6);
            }
        }
    }
}

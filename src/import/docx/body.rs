//! Paragraphs and tables of a document as blocks.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::block::{Block, Item, Paragraph};
use super::field::Fields;
use super::inline::Inline;
use super::language;
use super::numbering::{Mark, Numbering};
use super::package::{Package, Relationships};
use super::styles::{self, Role, Styles, Words};
use super::table;
use super::xml::Element;
use crate::import::{Cause, Loss, SourceError, markup};

/// How deep text boxes, tables and notes may lie in each other.
const MAX_NESTING: usize = 12;

/// Reads the parts of a document.
pub struct Body<'a> {
    pub package: &'a Package<'a>,
    pub styles: &'a Styles,
    pub numbering: &'a Numbering,
    /// The links of the part that is read.
    pub relationships: Rc<Relationships>,
    /// The footnotes and endnotes, by kind and id, with the links of their part.
    pub notes: &'a HashMap<(Note, String), (Element, Rc<Relationships>)>,
    /// The language of most words.
    pub language: Option<String>,
    /// Whether words in a typewriter's font are code: not if most of the document is in one.
    pub has_code: bool,
    /// The names of places to which the document links.
    pub places: HashSet<String>,
    /// Whether each field has an end.
    pub is_balanced: bool,
    pub fields: Fields,
    pub losses: Vec<Loss>,
    /// Words that were inserted, deleted or moved, if any were.
    pub change: Option<String>,
    /// The files that are used, by the address that the HTML gives them.
    pub files: Vec<(String, Vec<u8>)>,
    /// The address of each part that is used.
    pub addresses: HashMap<String, String>,
    /// The footnotes that were referred to: kind, id, and HTML.
    pub used: Vec<((Note, String), String)>,
    /// The numbers of list items so far.
    pub counters: HashMap<(String, usize), u32>,
    pub nesting: usize,
    /// The words of a paragraph whose end was deleted: the next one continues it.
    pub unfinished: Option<Inline>,
    pub has_contents: bool,
    /// A place before the next paragraph.
    pub place: Option<String>,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    Foot,
    End,
}

/// A paragraph that is read.
pub struct Open {
    pub words: Inline,
    /// What stands before or after it: pictures and text boxes that are anchored to it.
    pub before: Vec<Block>,
    pub after: Vec<Block>,
    /// How its style formats words.
    pub style: Words,
    /// Whether its style says what it is, so that only words that differ from it are stressed.
    pub is_styled: bool,
    pub is_heading: bool,
    /// The name of a place in it.
    pub place: Option<String>,
    /// How many letters are bold, and how many are not.
    pub bold: usize,
    pub plain: usize,
    pub size: u32,
}

impl Open {
    /// Adds a block that is anchored here.
    pub fn add(&mut self, block: Block) {
        if self.words.is_blank() { self.before.push(block) } else { self.after.push(block) }
    }
}

impl Body<'_> {
    /// The blocks in an element.
    ///
    /// # Errors
    ///
    /// Fails if a part of the document is larger than any document's.
    pub fn blocks(&mut self, parent: &Element) -> Result<Vec<Block>, SourceError> {
        let mut blocks = Vec::new();
        if self.nesting < MAX_NESTING {
            self.nesting += 1;
            for element in parent.elements() {
                self.block(element, &mut blocks)?;
            }
            self.nesting -= 1;
        } else {
            let text =
                parent.descendants().filter(|element| element.name() == "w:t").map(Element::text).collect::<Vec<_>>();
            let mut words = Inline::default();
            words.text(&Default::default(), &text.join(" "));
            blocks.push(Block::Paragraph(Paragraph { words, ..Paragraph::default() }));
        }
        if let Some(words) = self.unfinished.take() {
            blocks.push(Block::Paragraph(Paragraph { words, ..Paragraph::default() }));
        }
        Ok(super::block::attach_captions(blocks))
    }

    fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        match element.name() {
            "w:p" => self.paragraph(element, blocks)?,
            "w:tbl" => {
                let table = table::read(self, element)?;
                if !self.fields.hides() {
                    blocks.extend(table);
                }
            }
            "w:sdt" => {
                let properties = element.child("w:sdtPr");
                let gallery = properties.and_then(|properties| properties.at(&["w:docPartObj", "w:docPartGallery"]));
                if gallery.and_then(|gallery| gallery.attribute("w:val")) == Some("Table of Contents") {
                    self.has_contents = true;
                } else if properties.and_then(|properties| properties.flag("w:showingPlcHdr")) != Some(true) {
                    self.all(element, blocks)?;
                }
            }
            "w:ins" | "w:moveTo" => {
                self.changed(element);
                self.all(element, blocks)?;
            }
            "w:del" | "w:moveFrom" => self.changed(element),
            "w:sdtContent" | "w:customXml" | "w:smartTag" | "w:txbxContent" => self.all(element, blocks)?,
            "mc:AlternateContent" => {
                if let Some(choice) = alternative(element) {
                    self.all(choice, blocks)?;
                }
            }
            "w:altChunk" => blocks.push(Block::Html(markup::loss(Cause::Shortcode, "a document within the document"))),
            "w:bookmarkStart" => {
                let name = element.attribute("w:name").filter(|name| self.places.contains(*name));
                self.place = name.map(str::to_owned).or(self.place.take());
            }
            // Words that stand where no program puts them.
            "w:r" | "w:hyperlink" | "m:oMathPara" | "m:oMath" | "w:t" => {
                let mut open = self.open(&Words::default(), Role::Body);
                self.content(element, &mut open, None, &Words::default())?;
                self.close(open, Paragraph::default(), blocks);
            }
            _ => {}
        }
        Ok(())
    }

    fn all(&mut self, parent: &Element, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        parent.elements().try_for_each(|element| self.block(element, blocks))
    }

    /// Notes that the document has a change that nobody accepted yet.
    pub fn changed(&mut self, element: &Element) {
        let texts = element.descendants().filter(|part| matches!(part.name(), "w:t" | "w:delText")).map(Element::text);
        let text = texts.collect::<Vec<_>>().concat();
        let change = self.change.get_or_insert_default();
        if change.trim().is_empty() {
            *change = text;
        }
    }

    fn open(&mut self, style: &Words, role: Role) -> Open {
        Open {
            words: Inline::default(),
            before: Vec::new(),
            after: Vec::new(),
            style: style.clone(),
            is_styled: !matches!(role, Role::Body | Role::Bullet(_) | Role::Number(_) | Role::Continued),
            is_heading: matches!(role, Role::Heading(_) | Role::Title | Role::Subtitle),
            place: self.place.take(),
            bold: 0,
            plain: 0,
            size: 0,
        }
    }

    fn paragraph(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        let none = Element::default();
        let properties = element.child("w:pPr").unwrap_or(&none);
        let id = self.styles.of_paragraph(properties.value("w:pStyle")).unwrap_or_default().to_owned();
        let mut role = self.styles.role(&id);
        if role == Role::Body
            && let Some(level @ 0..=5) = properties.value("w:outlineLvl").and_then(|level| level.parse().ok())
        {
            role = Role::Heading(level + 1);
        }
        let style = self.styles.words(&id).or(self.styles.defaults());
        let mut open = self.open(&style, role);
        for child in element.elements() {
            self.content(child, &mut open, None, &Words::default())?;
        }
        self.fields.end_paragraph(self.is_balanced);
        if role == Role::Contents {
            self.has_contents |= !open.words.is_blank();
            return Ok(());
        }
        let item = self.item(properties, &id, role);
        let mark = properties.child("w:rPr");
        for change in ["w:pPrChange", "w:numberingChange"] {
            if properties.child(change).is_some() {
                self.changed(properties);
            }
        }
        if let Some(mark) = mark {
            for change in ["w:ins", "w:moveTo", "w:del", "w:moveFrom"] {
                if let Some(change) = mark.child(change) {
                    self.changed(change);
                }
            }
            if mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some() {
                if let Some(before) = self.unfinished.take() {
                    open.words.prepend(before);
                }
                blocks.append(&mut open.before);
                self.unfinished = Some(open.words);
                blocks.append(&mut open.after);
                return Ok(());
            }
        }
        let has_border = properties.child("w:pBdr").is_some_and(|border| {
            ["w:bottom", "w:top", "w:between"]
                .iter()
                .any(|side| border.value(side).is_some_and(|style| !matches!(style, "nil" | "none")))
        });
        let is_large = open.size * 4 >= self.size() * 5 && open.plain == 0 && open.bold > 0;
        let paragraph = Paragraph {
            role,
            words: Inline::default(),
            item,
            place: open.place.take(),
            keeps_next: properties.flag("w:keepNext") == Some(true),
            has_border,
            is_large,
        };
        self.close(open, paragraph, blocks);
        Ok(())
    }

    /// The size of most words, in half points.
    fn size(&self) -> u32 {
        let normal = self.styles.of_paragraph(None).map(|id| self.styles.words(id)).unwrap_or_default();
        normal.or(self.styles.defaults()).size.unwrap_or(20)
    }

    fn close(&mut self, mut open: Open, mut paragraph: Paragraph, blocks: &mut Vec<Block>) {
        if let Some(before) = self.unfinished.take() {
            open.words.prepend(before);
        }
        blocks.append(&mut open.before);
        if paragraph.role == Role::Body && paragraph.item.is_none() && open.words.is_code() {
            paragraph.role = Role::Code;
        }
        if let (Some((images, others)), None) = (open.words.images(), &paragraph.item) {
            blocks.push(Block::Images { images, caption: None });
            if !others.is_empty() {
                blocks.push(Block::Html(others));
            }
        } else if paragraph.role == Role::Caption && open.words.has_images() {
            let images = open.words.take_images();
            blocks.push(Block::Images { images, caption: Some(open.words.html()) });
        } else if !open.words.is_blank()
            || paragraph.has_border
            || (paragraph.role == Role::Code && !open.words.is_empty())
        {
            paragraph.words = open.words;
            blocks.push(Block::Paragraph(paragraph));
        } else {
            // There are no words, but losses, footnotes or places may be there.
            let rest = open.words.rest();
            if !rest.is_empty() {
                blocks.push(Block::Html(format!("<p>{rest}</p>\n")));
            }
        }
        blocks.append(&mut open.after);
    }

    fn item(&mut self, properties: &Element, style: &str, role: Role) -> Option<Item> {
        if matches!(role, Role::Title | Role::Subtitle | Role::Heading(_) | Role::Caption | Role::Byline | Role::Date) {
            return None;
        }
        let (number, level) = properties.child("w:numPr").map(styles::list).unwrap_or_default();
        let (number_of_style, level_of_style) = self.styles.list(style);
        let by_style = number_of_style
            .and_then(|number| self.numbering.level_of_style(number, style, self.styles))
            .or(level_of_style);
        let number = number.or(number_of_style.map(str::to_owned));
        let level = level.or(by_style).unwrap_or(0).min(8);
        let Some(number) = number else {
            return match role {
                Role::Bullet(level) => Some(Item { level, mark: Mark::Bullet, list: "bullet".to_owned(), number: 1 }),
                Role::Number(level) => Some(Item { level, mark: Mark::Number, list: "number".to_owned(), number: 1 }),
                Role::Continued => Some(Item { level: 8, mark: Mark::Blank, list: String::new(), number: 1 }),
                _ => None,
            };
        };
        let definition = self.numbering.level(&number, level, self.styles)?;
        if definition.mark == Mark::None {
            return None;
        }
        let mut count = definition.start;
        if definition.mark == Mark::Number {
            count = *self
                .counters
                .entry((number.clone(), level))
                .and_modify(|count| *count = count.saturating_add(1))
                .or_insert(count);
        }
        if definition.mark != Mark::Blank {
            self.counters.retain(|(list, below), _| *list != number || *below <= level);
        }
        Some(Item { level, mark: definition.mark, list: number, number: count })
    }

    /// The reference to a note, whose words are read if they were not yet.
    pub fn note(&mut self, kind: Note, id: &str) -> Result<Option<String>, SourceError> {
        let key = (kind, id.to_owned());
        if let Some(at) = self.used.iter().position(|(used, _)| *used == key) {
            return Ok(Some(markup::reference(&note_id(&key), at + 1)));
        }
        let notes = self.notes;
        let Some((element, relationships)) = notes.get(&key) else { return Ok(None) };
        let at = self.used.len();
        self.used.push((key.clone(), String::new()));
        let outer = std::mem::replace(&mut self.relationships, relationships.clone());
        let fields = std::mem::take(&mut self.fields);
        let unfinished = self.unfinished.take();
        let blocks = self.blocks(element);
        self.unfinished = unfinished;
        self.fields = fields;
        self.relationships = outer;
        let blocks = blocks?;
        let html = match blocks.as_slice() {
            [Block::Paragraph(paragraph)] if paragraph.item.is_none() => paragraph.words.html(),
            _ => super::block::html(&blocks),
        };
        self.used[at].1 = html;
        Ok(Some(markup::reference(&note_id(&key), at + 1)))
    }

    /// The language that words get, if it is not that of the document.
    pub fn language(&self, words: &Words, text: &str) -> Option<Rc<str>> {
        let tag = language::of(words, text)?;
        let document = self.language.as_deref()?;
        (text.chars().any(char::is_alphabetic) && language::primary(tag) != language::primary(document))
            .then(|| tag.into())
    }
}

/// The id of a note in the HTML.
pub fn note_id((kind, id): &(Note, String)) -> String {
    match kind {
        Note::Foot => format!("footnote-{id}"),
        Note::End => format!("endnote-{id}"),
    }
}

/// The variant of something that this program understands best.
pub fn alternative(element: &Element) -> Option<&Element> {
    let known = |choice: &&Element| {
        let needed = choice.attribute("Requires").unwrap_or_default();
        needed
            .split_whitespace()
            .all(|prefix| matches!(prefix, "wps" | "wpg" | "wpc" | "wp14" | "a14" | "v") || prefix.starts_with("w1"))
    };
    let choices = || element.elements().filter(|element| element.name() == "mc:Choice");
    choices().find(known).or_else(|| element.child("mc:Fallback")).or_else(|| choices().next())
}

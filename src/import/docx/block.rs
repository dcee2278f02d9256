//! Blocks between a document and HTML.

use super::inline::Inline;
use super::numbering::Mark;
use super::styles::Role;
use crate::import::markup;

/// A part of a document.
pub enum Block {
    Paragraph(Paragraph),
    /// A paragraph of images, each as HTML.
    Images {
        images: Vec<String>,
        caption: Option<String>,
    },
    /// The rows of a table, as HTML.
    Table {
        rows: String,
        caption: Option<String>,
    },
    /// A text box.
    Aside(Vec<Block>),
    Rule,
    Html(String),
}

/// A paragraph with words.
pub struct Paragraph {
    pub role: Role,
    pub words: Inline,
    pub item: Option<Item>,
    /// The name of a place in it, to which something links.
    pub place: Option<String>,
    /// Whether it stays on one page with what follows.
    pub keeps_next: bool,
    pub has_border: bool,
    /// Whether it looks like a headline: all of it is bold and large.
    pub is_large: bool,
}

impl Default for Paragraph {
    fn default() -> Self {
        Self {
            role: Role::Body,
            words: Inline::default(),
            item: None,
            place: None,
            keeps_next: false,
            has_border: false,
            is_large: false,
        }
    }
}

/// That a paragraph is an item of a list.
pub struct Item {
    /// From 0.
    pub level: usize,
    pub mark: Mark,
    /// Which list.
    pub list: String,
    pub number: u32,
}

/// Puts captions to the images and tables that they belong to. They stand below or above them.
pub fn attach_captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut waiting = blocks.into_iter().peekable();
    while let Some(block) = waiting.next() {
        let Block::Paragraph(paragraph) = &block else {
            done.push(block);
            continue;
        };
        if paragraph.role != Role::Caption || paragraph.words.is_blank() {
            done.push(block);
            continue;
        }
        let html = paragraph.words.html();
        let is_table = |block: Option<&Block>| matches!(block, Some(Block::Table { caption: None, .. }));
        let is_image = |block: Option<&Block>| matches!(block, Some(Block::Images { caption: None, .. }));
        let (before, after) = (done.last(), waiting.peek());
        let belongs_before = is_image(before) || (is_table(before) && !(paragraph.keeps_next && is_table(after)));
        let belongs_after = is_table(after) || is_image(after);
        let target = if belongs_before {
            done.last_mut()
        } else if belongs_after {
            waiting.peek_mut()
        } else {
            None
        };
        match target {
            Some(Block::Table { caption, .. } | Block::Images { caption, .. }) => *caption = Some(html),
            _ => done.push(block),
        }
    }
    done
}

/// Blocks as HTML.
pub fn html(blocks: &[Block]) -> String {
    let mut html = String::new();
    let mut blocks = blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Html(piece) => html.push_str(piece),
            Block::Rule => html.push_str("<hr>\n"),
            Block::Images { images, caption } => html.push_str(&figure(images, caption.as_deref())),
            Block::Table { rows, caption } => {
                let caption =
                    caption.as_ref().map(|caption| format!("<caption>{caption}</caption>\n")).unwrap_or_default();
                html.push_str(&format!("<table>\n{caption}{rows}</table>\n"));
            }
            Block::Aside(inner) => html.push_str(&format!("<aside>\n{}</aside>\n", self::html(inner))),
            Block::Paragraph(paragraph) => match paragraph.role {
                _ if paragraph.item.as_ref().is_some_and(|item| item.mark != Mark::Blank) => {
                    let mut list = List::default();
                    list.add(paragraph);
                    while let Some(next) = blocks.next_if(|next| List::continues(next)) {
                        list.continue_with(next);
                    }
                    html.push_str(&list.end());
                }
                role @ (Role::Quote | Role::PullQuote) => {
                    let mut quoted = vec![paragraph];
                    while let Some(Block::Paragraph(next)) = blocks.next_if(
                        |next| matches!(next, Block::Paragraph(next) if next.role == role && next.item.is_none()),
                    ) {
                        quoted.push(next);
                    }
                    html.push_str(&quote(&quoted, role == Role::PullQuote));
                }
                Role::Code => {
                    let mut lines = vec![paragraph.words.plain()];
                    while let Some(Block::Paragraph(next)) = blocks.next_if(
                        |next| matches!(next, Block::Paragraph(next) if next.role == Role::Code && next.item.is_none()),
                    ) {
                        lines.push(next.words.plain());
                    }
                    html.push_str(&format!("<pre><code>{}</code></pre>\n", markup::text(&lines.join("\n"))));
                }
                _ => html.push_str(&single(paragraph)),
            },
        }
    }
    html
}

/// A paragraph that stands for itself.
fn single(paragraph: &Paragraph) -> String {
    let words = paragraph.words.html();
    if words.is_empty() || paragraph.words.is_blank() {
        let rule = if paragraph.has_border { "<hr>\n" } else { "" };
        return if words.is_empty() { rule.to_owned() } else { format!("{rule}<p>{words}</p>\n") };
    }
    let plain = paragraph.words.plain();
    if matches!(plain.trim(), "***" | "* * *" | "⁂" | "* * * * *" | "---" | "–––" | "———") {
        return "<hr>\n".to_owned();
    }
    let id = paragraph.place.as_deref().map(|place| markup::attribute_named("id", place)).unwrap_or_default();
    let name = match paragraph.role {
        Role::Heading(level) => format!("h{}", level.clamp(1, 6)),
        _ => "p".to_owned(),
    };
    format!("<{name}{id}>{words}</{name}>\n")
}

fn quote(paragraphs: &[&Paragraph], is_pulled: bool) -> String {
    const LONGEST_SOURCE: usize = 120;
    let class = if is_pulled { " class=\"pullquote\"" } else { "" };
    let mut html = format!("<blockquote{class}>\n");
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let plain = paragraph.words.plain();
        let source = plain.trim().strip_prefix(['—', '–', '―']).map(str::trim);
        let is_last = at > 0 && at + 1 == paragraphs.len();
        match source.filter(|source| is_last && source.chars().count() <= LONGEST_SOURCE) {
            Some(_) => {
                let mut words = paragraph.words.clone();
                words.drop_dash();
                html.push_str(&format!("<cite>{}</cite>\n", words.html()));
            }
            None => html.push_str(&single(paragraph)),
        }
    }
    html + "</blockquote>\n"
}

/// One image is a figure; several side by side are a gallery.
fn figure(images: &[String], caption: Option<&str>) -> String {
    let caption = caption.map(|caption| format!("<figcaption>{caption}</figcaption>")).unwrap_or_default();
    match images {
        [image] => format!("<figure>{image}{caption}</figure>\n"),
        images => {
            let images = images.iter().map(|image| format!("<figure>{image}</figure>")).collect::<String>();
            format!("<figure class=\"gallery\">{images}{caption}</figure>\n")
        }
    }
}

/// Items that follow each other, as nested lists.
#[derive(Default)]
struct List {
    html: String,
    /// The open lists, outermost first: level, tag, which list.
    open: Vec<(usize, &'static str, String)>,
}

impl List {
    fn continues(block: &Block) -> bool {
        matches!(block, Block::Paragraph(Paragraph { item: Some(_), .. }))
    }

    fn continue_with(&mut self, block: &Block) {
        let Block::Paragraph(paragraph) = block else { return };
        match &paragraph.item {
            Some(item) if item.mark == Mark::Blank => {
                while self.open.len() > 1 && self.open.last().is_some_and(|(level, ..)| *level > item.level) {
                    self.pop();
                }
                self.html.push_str(&format!("\n{}", content(paragraph)));
            }
            _ => self.add(paragraph),
        }
    }

    fn add(&mut self, paragraph: &Paragraph) {
        let Some(item) = &paragraph.item else { return };
        let tag = if item.mark == Mark::Number { "ol" } else { "ul" };
        while self.open.last().is_some_and(|(level, ..)| *level > item.level) {
            self.pop();
        }
        // Another list at the same level.
        if self
            .open
            .last()
            .is_some_and(|(level, open, list)| *level == item.level && (*open != tag || *list != item.list))
        {
            self.pop();
        }
        match self.open.last() {
            Some((level, ..)) if *level == item.level => self.html.push_str("</li>\n"),
            _ => {
                let start =
                    if tag == "ol" && item.number != 1 { format!(" start=\"{}\"", item.number) } else { String::new() };
                self.html.push_str(&format!("\n<{tag}{start}>\n"));
                self.open.push((item.level, tag, item.list.clone()));
            }
        }
        self.html.push_str(&format!("<li>{}", paragraph.words.html()));
    }

    fn pop(&mut self) {
        if let Some((_, tag, _)) = self.open.pop() {
            self.html.push_str(&format!("</li>\n</{tag}>\n"));
        }
    }

    fn end(mut self) -> String {
        while !self.open.is_empty() {
            self.pop();
        }
        self.html.trim_start().to_owned()
    }
}

/// A further paragraph of an item.
fn content(paragraph: &Paragraph) -> String {
    match paragraph.role {
        Role::Code => format!("<pre><code>{}</code></pre>\n", markup::text(&paragraph.words.plain())),
        Role::Quote | Role::PullQuote => quote(&[paragraph], false),
        _ => single(paragraph),
    }
}

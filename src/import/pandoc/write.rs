//! The blocks of a document as HTML.

use super::raw;
use super::table;
use super::tree::{Attributes, Tree};
use crate::import::{Cause, Loss, markup};

/// Classes of a division that is set apart from the text: of GitHub, reStructuredText and Quarto.
const CALLOUTS: &[&str] = &[
    "note",
    "tip",
    "warning",
    "important",
    "caution",
    "danger",
    "hint",
    "attention",
    "error",
    "admonition",
    "seealso",
    "sidebar",
    "topic",
    "infobox",
    "callout",
];

/// Writes HTML, and collects what is not written where it stands.
#[derive(Default)]
pub struct Writer {
    pub losses: Vec<Loss>,
    pub language: Option<String>,
    pub place: Place,
    /// The footnotes so far, as HTML.
    notes: Vec<String>,
    /// The footnotes of fields.
    loose: String,
}

/// What is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    Text,
    Note,
    /// A field of the article.
    Front,
}

impl Writer {
    pub fn lose(&mut self, cause: Cause, detail: impl AsRef<str>) {
        self.losses.push(Loss::new(cause, detail));
    }

    pub fn blocks<'a>(&mut self, blocks: impl IntoIterator<Item = &'a Tree>, html: &mut String) {
        let mut blocks = blocks.into_iter().peekable();
        while let Some(block) = blocks.next() {
            let next = blocks.peek().copied();
            // Pandoc reads the caption of Word's tables twice, and repeats that of an image that describes it.
            if next.is_some_and(|table| table.tag() == "Table" && is_repeated(block, table.content().at(1).at(1))) {
                continue;
            }
            if let [image] = block.content().items()
                && image.tag() == "Image"
                && let Some(caption) = next
                    .filter(|next| super::inline::image_parts(image).is_some_and(|(_, words)| is_repeated(next, words)))
            {
                html.push_str("<figure>");
                self.image(image, None, html);
                self.caption(|writer, html| writer.inlines(caption.content(), html), html);
                html.push_str("</figure>\n");
                blocks.next();
                continue;
            }
            self.block(block, html);
        }
    }

    /// Adds the footnotes.
    pub fn finish(&mut self, html: &mut String) {
        html.push_str(&self.loose);
        for (at, note) in self.notes.iter().enumerate() {
            html.push_str(&markup::note(&note_id(at), note));
        }
    }

    /// The reference to a footnote with these blocks.
    pub fn note(&mut self, blocks: &[Tree]) -> String {
        let place = std::mem::replace(&mut self.place, Place::Note);
        let mut html = String::new();
        match blocks {
            [block] if place != Place::Front && matches!(block.tag(), "Para" | "Plain") => {
                self.inlines(block.content(), &mut html);
            }
            blocks => blocks.iter().for_each(|block| self.block(block, &mut html)),
        }
        self.place = place;
        match place {
            Place::Text => {
                self.notes.push(html);
                markup::reference(&note_id(self.notes.len() - 1), self.notes.len())
            }
            // Notes have none of their own.
            Place::Note => format!(" ({html})"),
            Place::Front => {
                self.lose(Cause::Moved, "a footnote of the headline");
                self.loose.push_str(&html);
                String::new()
            }
        }
    }

    fn block(&mut self, block: &Tree, html: &mut String) {
        let content = block.content();
        match block.tag() {
            "Para" | "Plain" => self.paragraph(content.items(), html),
            "LineBlock" => {
                html.push_str("<div class=\"verse\">");
                for (at, line) in content.items().iter().enumerate() {
                    html.push_str(if at > 0 { "<br>" } else { "" });
                    self.inlines(line, html);
                }
                html.push_str("</div>\n");
            }
            "CodeBlock" => {
                let language = Attributes::of(content.at(0)).classes().find(|class| is_language(class));
                let class = language
                    .map(|name| markup::attribute_named("class", &format!("language-{name}")))
                    .unwrap_or_default();
                // The parser drops a line break at the beginning.
                let text = markup::text(content.at(1).text());
                html.push_str(&format!("<pre><code{class}>{text}</code></pre>\n"));
            }
            "RawBlock" => {
                html.push_str(&raw::html(content));
                html.push('\n');
            }
            "BlockQuote" => {
                html.push_str("<blockquote>\n");
                self.blocks(content.items(), html);
                html.push_str("</blockquote>\n");
            }
            "OrderedList" => {
                let start = content.at(0).at(0).number().filter(|start| *start != 1);
                let start = start.map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
                self.list("ol", &start, content.at(1).items(), html);
            }
            "BulletList" => self.list("ul", "", content.items(), html),
            "DefinitionList" => {
                html.push_str("<dl>\n");
                for entry in content.items() {
                    html.push_str("<dt>");
                    self.inlines(entry.at(0), html);
                    html.push_str("</dt>\n");
                    for definition in entry.at(1).items() {
                        html.push_str("<dd>");
                        self.tight(definition.items(), html);
                        html.push_str("</dd>\n");
                    }
                }
                html.push_str("</dl>\n");
            }
            "Header" => {
                let level = content.at(0).number().unwrap_or(1).clamp(1, 6);
                html.push_str(&format!("<h{level}>"));
                self.inlines(content.at(2), html);
                html.push_str(&format!("</h{level}>\n"));
            }
            "HorizontalRule" => html.push_str("<hr>\n"),
            "Null" => {}
            "Table" => table::write(self, content.items(), html),
            "Figure" => self.figure(content, html),
            "Div" => self.division(content, html),
            _ => self.unknown(block, html),
        }
    }

    fn paragraph(&mut self, inlines: &[Tree], html: &mut String) {
        // Before Pandoc 3, a paragraph of an image with this sign in its title is a figure.
        if let [image] = inlines
            && image.tag() == "Image"
            && let Some((target, caption)) = super::inline::image_parts(image)
            && target.at(1).text().starts_with("fig:")
        {
            html.push_str("<figure>");
            self.image(image, Some(&caption.words()), html);
            self.caption(|writer, html| writer.inlines(caption, html), html);
            html.push_str("</figure>\n");
            return;
        }
        html.push_str("<p>");
        inlines.iter().for_each(|inline| self.inline(inline, html));
        html.push_str("</p>\n");
    }

    fn caption(&mut self, write: impl FnOnce(&mut Self, &mut String), html: &mut String) {
        let mut caption = String::new();
        write(self, &mut caption);
        if !caption.trim().is_empty() {
            html.push_str(&format!("<figcaption>{caption}</figcaption>"));
        }
    }

    fn list(&mut self, tag: &str, attributes: &str, items: &[Tree], html: &mut String) {
        html.push_str(&format!("<{tag}{attributes}>\n"));
        for item in items {
            html.push_str("<li>");
            self.tight(item.items(), html);
            html.push_str("</li>\n");
        }
        html.push_str(&format!("</{tag}>\n"));
    }

    /// Blocks of an item or a cell, of which a first paragraph needs no tags.
    pub fn tight(&mut self, blocks: &[Tree], html: &mut String) {
        match blocks {
            [first, rest @ ..] if matches!(first.tag(), "Para" | "Plain") && !has_image(first) => {
                self.inlines(first.content(), html);
                if !rest.is_empty() {
                    html.push('\n');
                }
                self.blocks(rest, html);
            }
            blocks => self.blocks(blocks, html),
        }
    }

    fn figure(&mut self, content: &Tree, html: &mut String) {
        let caption = content.at(1).at(1);
        let words = caption.words();
        html.push_str("<figure>");
        for block in content.at(2).items() {
            match block.content().items() {
                [image] if matches!(block.tag(), "Para" | "Plain") && image.tag() == "Image" => {
                    self.image(image, Some(&words), html);
                }
                _ => self.block(block, html),
            }
        }
        self.caption(|writer, html| writer.tight(caption.items(), html), html);
        html.push_str("</figure>\n");
    }

    fn division(&mut self, content: &Tree, html: &mut String) {
        let attributes = Attributes::of(content.at(0));
        let blocks = content.at(1).items();
        if attributes.has(CALLOUTS) || attributes.classes().any(|class| class.starts_with("callout-")) {
            return self.callout(&attributes, blocks, html);
        }
        let style = attributes.get("custom-style").unwrap_or_default().to_lowercase();
        let style: String = style.chars().filter(|c| c.is_alphabetic()).collect();
        let is_pulled = matches!(style.as_str(), "pullquote" | "intensequote") || attributes.has(&["pullquote"]);
        let tag = if is_pulled || matches!(style.as_str(), "quote" | "blocktext") { "blockquote" } else { "div" };
        let mut classes: Vec<_> = attributes.classes().collect();
        if is_pulled {
            classes.push("pullquote");
        }
        if matches!(style.as_str(), "caption" | "imagecaption" | "figure") {
            classes.push("caption");
        }
        let class =
            if classes.is_empty() { String::new() } else { markup::attribute_named("class", &classes.join(" ")) };
        html.push_str(&format!("<{tag}{class}{}>\n", language(&attributes)));
        self.blocks(blocks, html);
        html.push_str(&format!("</{tag}>\n"));
    }

    fn callout(&mut self, attributes: &Attributes, blocks: &[Tree], html: &mut String) {
        let is_title = |block: &Tree| {
            (block.tag() == "Div" && Attributes::of(block.content().at(0)).has(&["title", "admonition-title"]))
                || block.tag() == "Header"
        };
        let (title, rest) = match blocks {
            [first, rest @ ..] if is_title(first) => (Some(first), rest),
            blocks => (None, blocks),
        };
        html.push_str(&format!("<details{}>\n<summary>", language(attributes)));
        match title {
            Some(title) if title.tag() == "Header" => self.inlines(title.content().at(2), html),
            Some(title) => self.tight(title.content().at(1).items(), html),
            None => html.push_str(&markup::text(attributes.get("title").unwrap_or_default())),
        }
        html.push_str("</summary>\n");
        self.blocks(rest, html);
        html.push_str("</details>\n");
    }

    /// An element of a later version, or one that is broken: its words stay.
    pub fn unknown(&mut self, element: &Tree, html: &mut String) {
        let words = element.words();
        if words.is_empty() {
            return;
        }
        let what = match (element, element.tag()) {
            (Tree::Words(_), _) => "elements nested too deep".to_owned(),
            (_, tag) => format!("{tag} {words}"),
        };
        self.lose(Cause::Element, what);
        html.push_str(&format!("<p>{}</p>\n", markup::text(&words)));
    }
}

/// Whether a paragraph has the same words as something else.
fn is_repeated(paragraph: &Tree, other: &Tree) -> bool {
    if !matches!(paragraph.tag(), "Para" | "Plain") {
        return false;
    }
    let words = paragraph.words();
    !words.is_empty() && words == other.words()
}

fn note_id(at: usize) -> String {
    format!("note-{}", at + 1)
}

/// The attribute for the language of an element.
pub fn language(attributes: &Attributes) -> String {
    let tag = attributes.get("lang").or(attributes.get("xml:lang"));
    tag.map(|tag| markup::attribute_named("lang", tag)).unwrap_or_default()
}

fn has_image(block: &Tree) -> bool {
    block.content().items().iter().any(|inline| inline.tag() == "Image")
}

/// Whether a class of a block of code is its language, and not how it looks.
fn is_language(class: &str) -> bool {
    !class.is_empty() && !matches!(class, "numberLines" | "number-lines" | "lineAnchors" | "sourceCode" | "verbatim")
}

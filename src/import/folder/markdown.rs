//! Markdown as HTML for the core, so that the HTML in it is read, too.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::shortcodes::{Part, Prepared};
use crate::import::markup::{self, Figure, attribute, text};

/// Where the addresses in a text lead.
pub(super) struct Addresses<'a> {
    pub link: &'a dyn Fn(&str) -> String,
    pub image: &'a dyn Fn(&str) -> String,
}

/// Makes HTML of a text.
pub(super) fn html(prepared: &Prepared, addresses: &Addresses) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let events: Vec<_> = Parser::new_ext(&prepared.text, options).collect();
    let mut writer = Writer { prepared, addresses, events: &events, next: 0, out: String::new(), is_head: false };
    while writer.next < writer.events.len() {
        writer.event();
    }
    writer.out
}

/// Words with the emphasis and the links of Markdown as HTML within a paragraph. HTML in them stays.
pub fn inline(words: &str) -> String {
    let same = |address: &str| address.to_owned();
    let prepared = Prepared::of(words.trim());
    let html = html(&prepared, &Addresses { link: &same, image: &same });
    let html = html.trim();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).filter(|html| !html.contains("<p>")) {
        Some(inline) => inline.to_owned(),
        // Words such as `1. May` are no list here.
        None => text(words.trim()),
    }
}

/// An address that Markdown reads as one.
pub(super) fn address(address: &str) -> String {
    const SIGNS: &AsciiSet = &CONTROLS.add(b' ').add(b'(').add(b')').add(b'<').add(b'>').add(b'"').add(b'\\');
    utf8_percent_encode(address, SIGNS).to_string()
}

struct Writer<'a> {
    prepared: &'a Prepared,
    addresses: &'a Addresses<'a>,
    events: &'a [Event<'a>],
    next: usize,
    out: String,
    is_head: bool,
}

impl<'a> Writer<'a> {
    fn event(&mut self) {
        let Some(event) = self.events.get(self.next) else { return };
        self.next += 1;
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(words) => self.words(words),
            Event::Code(words) => self.out.push_str(&format!("<code>{}</code>", text(words))),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = self.prepared.fill(html);
                self.out.push_str(&html);
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(name) => {
                self.out.push_str(&format!("<a href=\"#fn-{0}\" role=\"doc-noteref\">{0}</a>", attribute(name)));
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        for part in self.prepared.parts(words) {
            match part {
                Part::Text(words) => self.out.push_str(&text(words)),
                Part::Piece(html) => self.out.push_str(html),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        let open = match tag {
            Tag::Paragraph => return self.paragraph(),
            Tag::Image { dest_url, .. } => {
                let src = self.image(dest_url);
                let alt = self.alt();
                format!("<img src=\"{}\" alt=\"{}\">", attribute(&src), attribute(&alt))
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{', '[', ':']).next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                let mut code = String::new();
                while let Some(event) = self.events.get(self.next) {
                    self.next += 1;
                    match event {
                        Event::End(TagEnd::CodeBlock) => break,
                        Event::Text(words) => code.push_str(words),
                        _ => {}
                    }
                }
                markup::code(language, &self.prepared.without_tokens(&code)) + "\n"
            }
            Tag::Heading { level, id, .. } => {
                let id = id.as_ref().map(|id| format!(" id=\"{}\"", attribute(id)));
                format!("<{level}{}>", id.unwrap_or_default())
            }
            Tag::BlockQuote(None) => "<blockquote>\n".to_owned(),
            Tag::BlockQuote(Some(kind)) => {
                let class = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                format!("<aside class=\"{class}\">\n")
            }
            Tag::List(None) => "<ul>\n".to_owned(),
            Tag::List(Some(1)) => "<ol>\n".to_owned(),
            Tag::List(Some(start)) => format!("<ol start=\"{start}\">\n"),
            Tag::Item => "<li>".to_owned(),
            Tag::FootnoteDefinition(name) => format!("<aside id=\"fn-{}\" role=\"doc-footnote\">", attribute(name)),
            Tag::DefinitionList => "<dl>\n".to_owned(),
            Tag::DefinitionListTitle => "<dt>".to_owned(),
            Tag::DefinitionListDefinition => "<dd>".to_owned(),
            Tag::Table(_) => "<table>\n".to_owned(),
            Tag::TableHead => {
                self.is_head = true;
                "<thead><tr>".to_owned()
            }
            Tag::TableRow => "<tr>".to_owned(),
            Tag::TableCell => if self.is_head { "<th>" } else { "<td>" }.to_owned(),
            Tag::Emphasis => "<em>".to_owned(),
            Tag::Strong => "<strong>".to_owned(),
            Tag::Strikethrough => "<del>".to_owned(),
            Tag::Superscript => "<sup>".to_owned(),
            Tag::Subscript => "<sub>".to_owned(),
            Tag::Link { link_type, dest_url, .. } => {
                let url = self.prepared.without_tokens(dest_url);
                let url = match link_type {
                    LinkType::Email => format!("mailto:{url}"),
                    _ => (self.addresses.link)(&url),
                };
                format!("<a href=\"{}\">", attribute(&url))
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => String::new(),
        };
        self.out.push_str(&open);
    }

    fn end(&mut self, tag: TagEnd) {
        let close = match tag {
            TagEnd::Heading(level) => format!("</{level}>\n"),
            TagEnd::TableHead => {
                self.is_head = false;
                "</tr></thead>\n<tbody>".to_owned()
            }
            TagEnd::TableCell => if self.is_head { "</th>" } else { "</td>" }.to_owned(),
            TagEnd::List(is_ordered) => if is_ordered { "</ol>\n" } else { "</ul>\n" }.to_owned(),
            tag => match tag {
                TagEnd::BlockQuote(None) => "</blockquote>\n",
                TagEnd::BlockQuote(Some(_)) => "</aside>\n",
                TagEnd::Item => "</li>\n",
                TagEnd::FootnoteDefinition => "</aside>\n",
                TagEnd::DefinitionList => "</dl>\n",
                TagEnd::DefinitionListTitle => "</dt>\n",
                TagEnd::DefinitionListDefinition => "</dd>\n",
                TagEnd::Table => "</tbody></table>\n",
                TagEnd::TableRow => "</tr>\n",
                TagEnd::Emphasis => "</em>",
                TagEnd::Strong => "</strong>",
                TagEnd::Strikethrough => "</del>",
                TagEnd::Superscript => "</sup>",
                TagEnd::Subscript => "</sub>",
                TagEnd::Link => "</a>",
                TagEnd::Paragraph => "</p>\n",
                _ => "",
            }
            .to_owned(),
        };
        self.out.push_str(&close);
    }

    fn image(&self, url: &str) -> String {
        (self.addresses.image)(&self.prepared.without_tokens(url))
    }

    /// The words up to the end of an image.
    fn alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0;
        while let Some(event) = self.events.get(self.next) {
            self.next += 1;
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(words) | Event::Code(words) => alt.push_str(words),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        self.prepared.without_tokens(&alt)
    }

    /// A paragraph: its beginning, or all of it if it is no more than shortcodes or an image.
    fn paragraph(&mut self) {
        let events = self.events;
        let length = events[self.next..].iter().take_while(|event| **event != Event::End(TagEnd::Paragraph)).count();
        let inner = &events[self.next..self.next + length];
        let is_token = |event: &Event| match event {
            Event::Text(words) => {
                let parts = self.prepared.parts(words);
                parts.iter().all(|part| matches!(part, Part::Piece(_)) || *part == Part::Text(" "))
            }
            Event::SoftBreak => true,
            _ => false,
        };
        if inner.iter().all(is_token) {
            inner.iter().for_each(|event| {
                if let Event::Text(words) = event {
                    self.words(words);
                    self.out.push('\n');
                }
            });
            self.next += length + 1;
            return;
        }
        if !self.figure(length) {
            self.out.push_str("<p>");
        }
    }

    /// An image that is alone in its paragraph and has a title, or a line of stressed words below it, which are its caption.
    fn figure(&mut self, length: usize) -> bool {
        let events = self.events;
        let end = self.next + length;
        let inner = &events[self.next..end];
        let (href, inner) = match inner {
            [Event::Start(Tag::Link { dest_url, .. }), rest @ ..] => (Some(dest_url), rest),
            _ => (None, inner),
        };
        let [Event::Start(Tag::Image { dest_url, title, .. }), ..] = inner else { return false };
        let Some(image) = inner.iter().position(|event| *event == Event::End(TagEnd::Image)) else { return false };
        let mut below = &inner[image + 1..];
        if href.is_some() {
            let [Event::End(TagEnd::Link), rest @ ..] = below else { return false };
            below = rest;
        }
        let below = match below {
            [] => below,
            [Event::SoftBreak | Event::HardBreak, emphasis @ ..] => {
                let [Event::Start(Tag::Emphasis), words @ .., Event::End(TagEnd::Emphasis)] = emphasis else {
                    return false;
                };
                if words.contains(&Event::End(TagEnd::Emphasis)) {
                    return false;
                }
                words
            }
            _ => return false,
        };
        if below.is_empty() && title.is_empty() {
            return false;
        }
        let src = self.image(dest_url);
        let href = href.map(|href| (self.addresses.link)(&self.prepared.without_tokens(href)));
        let title = text(&self.prepared.without_tokens(title));
        self.next += usize::from(href.is_some()) + 1;
        let alt = Some(self.alt());
        let caption = if below.is_empty() { title } else { self.inner(below) };
        let figure = Figure { src, alt, caption, href, ..Figure::default() };
        self.out.push_str(&figure.html());
        self.out.push('\n');
        self.next = end + 1;
        true
    }

    /// The HTML of some of the events.
    fn inner(&self, events: &'a [Event<'a>]) -> String {
        let Self { prepared, addresses, .. } = *self;
        let mut writer = Writer { prepared, addresses, events, next: 0, out: String::new(), is_head: false };
        while writer.next < writer.events.len() {
            writer.event();
        }
        writer.out
    }
}

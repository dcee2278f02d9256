//! HTML as blocks of the format: what editors and sites really write, not only what is well made.
//!
//! All words survive, in their order. What has no block in the format becomes paragraphs, and a [`Loss`] says so. Nothing here
//! fails: any text is HTML.
//!
//! Besides usual HTML, `<x-loss cause="shortcode">words</x-loss>` stands for nothing and adds a loss with that
//! [`Cause::name`], for readers that turn their source into HTML.

mod addresses;
mod lists;
mod media;
mod names;
mod notes;
mod order;
mod tables;
mod words;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};
use serde_json::{Map, Value, json};

pub use names::{ARTICLE_FIELDS, field_name, plain_text};

use crate::loss::{Cause, Loss};
use notes::Notes;
use words::{Style, Words};

/// What HTML became.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Converted {
    /// The `body`.
    pub body: Vec<Value>,
    /// The footnotes, as `notes` has them.
    pub notes: Vec<Value>,
    /// Fields of the article that a table in the text gives, whose first cell is `metadata`.
    pub fields: Map<String, Value>,
    /// What did not come over as it was.
    pub losses: Vec<Loss>,
}

/// How deep elements are read one within the other. Below that, only their words are.
const MAX_DEPTH: usize = 200;

/// How deep lists are nested. The JSON of an article has a limit; below it, items are joined to that which they are in.
const MAX_LISTS: usize = 6;

/// Converts a piece of HTML, or the body of a page.
///
/// ```
/// use broadsheet::html::convert;
/// use serde_json::json;
///
/// let converted = convert("<h2>Who hung it</h2><p>It was cast in <i>1911</i>.<br><br>Nobody rings it.");
/// assert_eq!(
///     converted.body,
///     [
///         json!({ "type": "heading", "level": 2, "text": "Who hung it" }),
///         json!(["It was cast in ", { "text": "1911", "em": true }, "."]),
///         json!("Nobody rings it."),
///     ]
/// );
/// ```
pub fn convert(html: &str) -> Converted {
    let page = Html::parse_document(html);
    let root = page.root_element();
    let notes = Notes::find(root);
    let mut walker = Walker {
        notes: &notes,
        blocks: Vec::new(),
        words: Words::default(),
        within: Vec::new(),
        is_in_note: false,
        all: All::default(),
    };
    for comment in &notes.comments {
        walker.lose(Cause::Comment, comment);
    }
    walker.children(root, &Place::default());
    walker.flush();
    let mut body = std::mem::take(&mut walker.blocks);
    let written = notes.write(root, &mut walker, &mut body);
    let mut all = walker.all;
    let body = order::tidy(body, &mut all.losses);
    Converted { body, notes: written, fields: all.fields, losses: all.losses }
}

/// What is collected from all parts of the text.
#[derive(Debug, Default)]
struct All {
    fields: Map<String, Value>,
    losses: Vec<Loss>,
}

/// Reads elements in their order.
struct Walker<'a> {
    notes: &'a Notes,
    /// The blocks of the part that is being read, such as the body or a callout.
    blocks: Vec<Value>,
    /// The words since the last block.
    words: Words,
    /// Blocks that stand among the words: they come after them.
    within: Vec<Value>,
    is_in_note: bool,
    all: All,
}

/// What holds for the elements around a place.
#[derive(Clone, Debug, Default)]
struct Place {
    style: Style,
    depth: usize,
    /// How many lists are around it.
    lists: usize,
    /// Whether white space is kept, as in `<pre>`.
    keeps_space: bool,
}

impl Walker<'_> {
    fn lose(&mut self, cause: Cause, detail: impl AsRef<str>) {
        self.all.losses.push(Loss::new(cause, detail));
    }

    fn children(&mut self, parent: ElementRef, place: &Place) {
        for child in parent.children() {
            match child.value() {
                Node::Text(text) => self.text(text, place),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, place);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, place: &Place) {
        match place.keeps_space {
            true => self.words.push_as_it_is(text, &place.style),
            false => self.words.push(text, &place.style),
        }
    }

    fn element(&mut self, element: ElementRef, around: &Place) {
        if self.notes.has(element.id()) || is_hidden(element) {
            return;
        }
        if around.depth > MAX_DEPTH {
            self.lose(Cause::Element, "elements nested too deep");
            // Without recursion.
            let (begins, words) = (is_part(element.value().name()), words_apart(element));
            if begins {
                self.flush();
            }
            return self.text(&words, around);
        }
        let mut place = around.clone();
        place.depth += 1;
        let style = &mut place.style;
        if let Some(lang) = element.attr("lang").or_else(|| element.attr("xml:lang")).filter(|lang| is_language(lang))
            && !matches!(element.value().name(), "html" | "body")
        {
            style.lang = Some(lang.into());
        }
        match element.value().name() {
            "head" | "title" | "meta" | "link" | "base" | "style" | "template" | "colgroup" | "source" | "track"
            | "rp" | "param" | "area" | "map" | "datalist" => {}
            "x-loss" => self.given_loss(element),
            "script" => self.script(element),
            "noscript" => self.noscript(element, &place),
            "br" => self.words.line_break(),
            "wbr" => {}
            "hr" => self.block(json!({ "type": "divider" })),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, &place),
            "ul" | "ol" | "menu" | "dir" => self.list(element, &place),
            "dl" => self.descriptions(element, &place),
            "blockquote" => self.quote(element, &place, Words::default()),
            "pre" | "listing" | "xmp" => self.code(element, &place),
            "table" => self.table(element, &place),
            "figure" => self.figure(element, &place),
            "img" => self.image(element, &place),
            "video" | "audio" => self.player(element, &place),
            "iframe" | "object" | "embed" => self.frame(element, &place),
            "details" => self.details(element, &place),
            "aside" => self.aside(element, &place),
            "nav" => self.lose(Cause::Navigation, plain(element)),
            "form" => {
                self.lose(Cause::Form, plain(element));
                self.part(element, &place);
            }
            "input" => self.input(element, &place),
            "select" | "textarea" | "progress" | "meter" => {
                self.lose(Cause::Form, element.value().name());
                self.part(element, &place);
            }
            "svg" | "math" | "canvas" => self.drawing(element, &place),
            "a" => self.link(element, place),
            "b" | "strong" => {
                place.style.strong = true;
                self.styled(element, place);
            }
            "em" | "i" | "cite" | "dfn" | "var" => {
                place.style.em = true;
                self.styled(element, place);
            }
            "code" | "kbd" | "samp" | "tt" => {
                place.style.code = true;
                self.styled(element, place);
            }
            "s" | "strike" | "del" | "u" => {
                self.lose(Cause::Formatting, plain(element));
                self.styled(element, place);
            }
            "sup" | "sub" => self.raised(element, place),
            "q" => {
                self.words.push("“", &place.style);
                self.styled(element, place.clone());
                self.words.push("”", &place.style);
            }
            "rt" => {
                self.words.push(" (", &place.style);
                self.styled(element, place.clone());
                self.words.push(")", &place.style);
            }
            name if is_part(name) => self.any_part(element, &place),
            name if name.contains('-') => {
                self.lose(Cause::Element, format!("<{name}> {}", plain(element)));
                self.styled(element, place);
            }
            _ => self.styled(element, place),
        }
    }

    /// Reads the words of an element, whose `style` attribute may format them.
    fn styled(&mut self, element: ElementRef, mut place: Place) {
        if let Some(css) = element.attr("style") {
            let css = css.to_ascii_lowercase();
            for declaration in css.split(';') {
                let Some((property, value)) = declaration.split_once(':') else { continue };
                match (property.trim(), value.trim()) {
                    ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => place.style.strong = true,
                    ("font-weight", "normal" | "400" | "300") => place.style.strong = false,
                    ("font-style", "italic" | "oblique") => place.style.em = true,
                    ("font-style", "normal") => place.style.em = false,
                    ("text-decoration" | "text-decoration-line", value) if value.contains("line-through") => {
                        self.lose(Cause::Formatting, plain(element));
                    }
                    _ => {}
                }
            }
        }
        self.children(element, &place);
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        for words in words.paragraphs() {
            if words.has_line_break() {
                self.lose(Cause::LineBreak, words.plain());
            }
            self.blocks.push(words.into_text());
        }
        self.blocks.append(&mut self.within);
    }

    /// Adds a block after the words so far.
    fn block(&mut self, block: Value) {
        self.flush();
        self.blocks.push(block);
    }

    /// Adds a block that stands among words: an image in a paragraph is no end of the paragraph.
    fn inline_block(&mut self, block: Value) {
        match self.words.is_blank() {
            true => self.block(block),
            false => {
                self.within.push(block);
                // What is only an image between two spaces leaves one of them.
                self.words.push(" ", &Style::default());
            }
        }
    }

    /// The blocks of a part of its own.
    fn blocks_of(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Value> {
        let blocks = std::mem::take(&mut self.blocks);
        let words = std::mem::take(&mut self.words);
        let within = std::mem::take(&mut self.within);
        read(self);
        self.flush();
        self.words = words;
        self.within = within;
        std::mem::replace(&mut self.blocks, blocks)
    }

    /// The words of an element whose blocks come after them, such as a heading with an image in it.
    fn words_of(&mut self, element: ElementRef, place: &Place) -> (Words, Vec<Value>) {
        let outer = std::mem::take(&mut self.words);
        let within = std::mem::take(&mut self.within);
        let blocks = std::mem::take(&mut self.blocks);
        self.styled(element, place.clone());
        let words = std::mem::replace(&mut self.words, outer);
        let mut found = std::mem::replace(&mut self.blocks, blocks);
        found.append(&mut std::mem::replace(&mut self.within, within));
        (words, found)
    }

    /// An element that begins and ends paragraphs.
    fn part(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        self.styled(element, place.clone());
        self.flush();
    }

    /// As [`Self::part`], or a block that sites write as `<div>` or `<p>` with a class.
    fn any_part(&mut self, element: ElementRef, place: &Place) {
        let before = self.blocks.len();
        match element.value().name() {
            "div" | "section" if has_class(element, &["wp-caption", "image-caption-container"]) => {
                self.figure(element, place)
            }
            "div" if has_class(element, &["gallery", "blocks-gallery", "tiled-gallery"]) => self.figure(element, place),
            "div" if has_class(element, &["pullquote"]) => self.pullquote(element, place),
            "p" | "div" if has_class(element, &["verse", "poem", "poetry"]) => self.verse(element, place),
            // Notion.
            "div" if has_class(element, &["checkbox-on"]) => self.words.push("☑ ", &place.style),
            "div" if has_class(element, &["checkbox-off"]) => self.words.push("☐ ", &place.style),
            // Word.
            "p" if has_class(element, &["msointensequote"]) => self.pullquote(element, place),
            "p" if has_class(element, &["msoquote"]) => self.quote(element, place, Words::default()),
            "p" if lists::is_item_of_word(element) => self.item_of_word(element, place),
            name => {
                self.part(element, place);
                if name == "p" && is_caption(element) {
                    self.caption_above(before);
                }
            }
        }
    }

    /// Makes the paragraph that was read the caption of the image above it.
    fn caption_above(&mut self, before: usize) {
        if before == 0 || self.blocks.len() != before + 1 || !is_text(&self.blocks[before]) {
            return;
        }
        let takes = self.blocks[before - 1].as_object().is_some_and(|block| {
            ["image", "table", "gallery", "video", "audio"].iter().any(|kind| block["type"] == **kind)
                && !block.contains_key("caption")
        });
        if takes && let Some(caption) = self.blocks.pop() {
            self.blocks[before - 1]["caption"] = caption;
        }
    }

    fn heading(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        let (words, blocks) = self.words_of(element, place);
        if !words.is_blank() {
            let level: u8 = element.value().name()[1..].parse().unwrap_or(2);
            self.blocks.push(json!({ "type": "heading", "level": level, "text": words.without_bold().into_text() }));
        }
        self.blocks.extend(blocks);
    }

    /// A quote. `cite` names its author, if something around the quote does.
    fn quote(&mut self, element: ElementRef, place: &Place, mut cite: Words) {
        if has_class(element, &["pullquote"]) {
            return self.pullquote(element, place);
        }
        if let Some(address) = media::posted_at(element) {
            return self.post(element, place, &address);
        }
        self.flush();
        let cites = cites(element);
        let mut blocks = self.blocks_of(|walker| walker.children_without(element, place, &cites));
        for found in cites.iter().filter_map(|id| element.tree().get(*id).and_then(ElementRef::wrap)) {
            let (words, more) = self.words_of(found, place);
            blocks.extend(more);
            cite.join(words);
        }
        if cite.is_blank()
            && blocks.len() > 1
            && let Some(name) = blocks.last().and_then(after_dash)
        {
            blocks.pop();
            cite.push(&name, &Style::default());
        }
        if blocks.iter().filter(|block| is_text(block)).count() > 1 {
            self.lose(Cause::QuoteParts, plain(element));
        }
        let last = blocks.iter().rposition(is_text);
        if last.is_none() && !cite.is_blank() {
            self.blocks.push(cite.clone().into_text());
        }
        for (index, block) in blocks.into_iter().enumerate() {
            self.blocks.push(match is_text(&block) {
                true if Some(index) == last && !cite.is_blank() => {
                    json!({ "type": "quote", "text": block, "cite": names::without_dash(cite.clone().into_text()) })
                }
                true => json!({ "type": "quote", "text": block }),
                false => block,
            });
        }
    }

    fn pullquote(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        let cites = cites(element);
        let mut blocks = self.blocks_of(|walker| walker.children_without(element, place, &cites));
        let mut cite = Words::default();
        for found in cites.iter().filter_map(|id| element.tree().get(*id).and_then(ElementRef::wrap)) {
            let (words, more) = self.words_of(found, place);
            blocks.extend(more);
            cite.join(words);
        }
        if blocks.is_empty() && !cite.is_blank() {
            blocks.push(std::mem::take(&mut cite).into_text());
        }
        for block in blocks {
            // A quote in it has been read as one.
            let text = match block.get("type").and_then(Value::as_str) {
                Some("quote" | "pullquote") => block["text"].clone(),
                None => block.clone(),
                Some(_) => {
                    self.blocks.push(block);
                    continue;
                }
            };
            let mut pullquote = json!({ "type": "pullquote", "text": text });
            match block.get("cite") {
                Some(cite) => pullquote["cite"] = cite.clone(),
                None if !cite.is_blank() => pullquote["cite"] = names::without_dash(cite.clone().into_text()),
                None => {}
            }
            self.blocks.push(pullquote);
        }
    }

    /// Reads the children of an element but for some elements in it.
    fn children_without(&mut self, element: ElementRef, place: &Place, left_out: &[NodeId]) {
        for child in element.children() {
            if left_out.contains(&child.id()) {
                continue;
            }
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) => self.text(text, place),
                (_, Some(inner)) if inner.descendants().any(|node| left_out.contains(&node.id())) => {
                    let is_paragraph = is_part(inner.value().name()) || inner.value().name() == "blockquote";
                    if is_paragraph {
                        self.flush();
                    }
                    self.children_without(inner, place, left_out);
                    if is_paragraph {
                        self.flush();
                    }
                }
                (_, Some(inner)) => self.element(inner, place),
                _ => {}
            }
        }
    }

    fn code(&mut self, element: ElementRef, place: &Place) {
        if has_class(element, &["verse", "poem", "poetry"]) {
            return self.verse(element, place);
        }
        self.flush();
        let text = text_with_breaks(element);
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        if text.trim().is_empty() {
            return;
        }
        let inner = element.descendants().filter_map(ElementRef::wrap);
        let languages = inner.filter_map(|inner| {
            let given = inner.attr("data-lang").or_else(|| inner.attr("data-language")).map(str::to_owned);
            given.or_else(|| {
                inner.value().classes().find_map(|class| {
                    let starts = ["language-", "lang-", "highlight-source-", "brush:"];
                    starts.iter().find_map(|start| class.strip_prefix(start)).map(|name| name.trim().to_owned())
                })
            })
        });
        let mut languages = languages;
        let language = languages.find(|name| !name.is_empty());
        let mut block = json!({ "type": "code", "text": text });
        if let Some(language) = language {
            block["language"] = json!(language);
        }
        self.blocks.push(block);
    }

    /// A poem, whose lines become paragraphs.
    fn verse(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        let place = Place { keeps_space: element.value().name() == "pre", ..place.clone() };
        let (words, blocks) = self.words_of(element, &place);
        self.lose(Cause::LineBreak, words.plain());
        self.blocks.extend(words.lines().into_iter().map(Words::into_text));
        self.blocks.extend(blocks);
    }

    fn details(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        let is_summary = |child: &ElementRef| child.value().name() == "summary";
        let summary = element.child_elements().find(is_summary);
        let (title, mut body) = summary.map(|summary| self.words_of(summary, place)).unwrap_or_default();
        let left_out: Vec<_> = summary.iter().map(|summary| summary.id()).collect();
        body.extend(self.blocks_of(|walker| walker.children_without(element, place, &left_out)));
        self.callout(title, body);
    }

    fn aside(&mut self, element: ElementRef, place: &Place) {
        if has_class(element, &["pullquote"]) {
            return self.pullquote(element, place);
        }
        self.flush();
        let mut body = self.blocks_of(|walker| walker.styled(element, place.clone()));
        let mut title = Words::default();
        if body.len() > 1 && body[0]["type"] == "heading" {
            let first = body.remove(0);
            title.push(&names::plain_text(&first["text"]), &Style::default());
        }
        self.callout(title, body);
    }

    fn callout(&mut self, title: Words, body: Vec<Value>) {
        if body.is_empty() {
            self.blocks.extend((!title.is_blank()).then(|| title.into_text()));
            return;
        }
        let mut callout = json!({ "type": "callout" });
        if !title.is_blank() {
            callout["title"] = title.without_bold().into_text();
        }
        callout["body"] = Value::Array(order::inner(body, &mut self.all.losses));
        self.blocks.push(callout);
    }

    fn link(&mut self, element: ElementRef, mut place: Place) {
        if let Some(id) = self.notes.referred_by(element.id()) {
            let id = id.to_owned();
            return self.words.note(&id);
        }
        let Some(href) = element.attr("href").map(str::trim).filter(|href| !href.is_empty()) else {
            return self.styled(element, place);
        };
        if self.is_in_note && (href.starts_with('#') || notes::is_back(element)) {
            return;
        }
        match addresses::of_link(href) {
            Ok(href) => place.style.href = Some(href.into()),
            // Within a page, headings get other names.
            Err(()) if href.starts_with('#') => {}
            Err(()) => self.lose(Cause::Link, href),
        }
        self.styled(element, place);
    }

    /// Raised and lowered words. Digits have characters of their own.
    fn raised(&mut self, element: ElementRef, place: Place) {
        let words = plain(element);
        let is_note =
            element.descendants().any(|node| self.notes.referred_by(node.id()).is_some() || self.notes.has(node.id()));
        let characters = match element.value().name() {
            "sup" => ["0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"],
            _ => ["0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"],
        };
        let of =
            |c: char| characters[0].chars().zip(characters[1].chars()).find(|(from, _)| *from == c).map(|(_, to)| to);
        let replaced: Option<String> = words.chars().map(of).collect();
        match replaced {
            Some(replaced) if !is_note && !words.is_empty() => self.words.push(&replaced, &place.style),
            _ => {
                // Ordinals (1st, 2e, M.) read as well without.
                let is_short = words.chars().count() <= 3 && words.chars().all(char::is_alphabetic);
                if !is_note && !words.is_empty() && !is_short {
                    self.lose(Cause::Formatting, &words);
                }
                self.styled(element, place);
            }
        }
    }

    fn given_loss(&mut self, element: ElementRef) {
        let name = element.attr("cause").unwrap_or_default();
        let cause = Cause::ALL.iter().find(|cause| cause.name() == name).copied().unwrap_or(Cause::Element);
        self.lose(cause, plain(element));
    }

    fn script(&mut self, element: ElementRef) {
        let kind = element.attr("type").unwrap_or_default();
        let source = element.attr("src").unwrap_or_default();
        let is_data = kind.contains("json") || kind.starts_with("text/template");
        // The scripts of embeds, whose words stay.
        let is_widget = [
            "platform.twitter.com",
            "platform.x.com",
            "instagram.com",
            "facebook.net",
            "tiktok.com",
            "bsky.app",
            "embed.reddit",
            "mastodon",
            "flickr.com",
            "imgur.com",
        ]
        .iter()
        .any(|host| source.contains(host));
        let has_words = !plain(element).is_empty();
        if !is_data && !is_widget && (has_words || !source.is_empty()) {
            let detail = if source.is_empty() { plain(element) } else { source.to_owned() };
            self.lose(Cause::Script, detail);
        }
    }

    /// The parser keeps what is in it as text. It matters where a page loads its images by a script.
    fn noscript(&mut self, element: ElementRef, place: &Place) {
        let before = element.prev_siblings().filter_map(ElementRef::wrap).next();
        let is_copy = before.is_some_and(|before| {
            before.value().name() == "img"
                || before.descendants().filter_map(ElementRef::wrap).any(|inner| inner.value().name() == "img")
        });
        if is_copy {
            return;
        }
        let mut html: String = element.text().collect();
        // Of a page, it was written once more.
        if !html.contains('<') && html.contains("&lt;") {
            html = Html::parse_fragment(&html).root_element().text().collect();
        }
        let page = Html::parse_fragment(&html);
        self.children(page.root_element(), place);
    }

    fn input(&mut self, element: ElementRef, place: &Place) {
        match element.attr("type") {
            Some("checkbox") => {
                let sign = if element.attr("checked").is_some() { "☑ " } else { "☐ " };
                self.words.push(sign, &place.style);
            }
            Some("hidden") => {}
            kind => self.lose(Cause::Form, kind.unwrap_or("text")),
        }
    }

    fn drawing(&mut self, element: ElementRef, place: &Place) {
        let label = element.attr("alttext").or_else(|| element.attr("aria-label")).map(str::to_owned);
        let inner = element.descendants().filter_map(ElementRef::wrap);
        let named: String = inner
            .filter(|inner| matches!(inner.value().name(), "title" | "desc" | "annotation"))
            .map(|inner| plain(inner) + " ")
            .collect();
        let words = label.unwrap_or_else(|| match (named.trim().is_empty(), element.value().name()) {
            (false, _) => named,
            (true, "svg") => text_of_drawing(element),
            (true, _) => plain(element),
        });
        // Icons are drawn without words.
        let is_icon = words.trim().is_empty() && element.value().name() == "svg";
        if !is_icon {
            self.lose(Cause::Drawing, &words);
        }
        self.words.push(&words, &place.style);
    }
}

/// The words of an element with a space where a paragraph begins or ends, and without what is no text.
fn words_apart(element: ElementRef) -> String {
    let mut words = String::new();
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => {
                    let parent = node.parent().and_then(ElementRef::wrap);
                    if !parent.is_some_and(|parent| matches!(parent.value().name(), "script" | "style")) {
                        words += text;
                    }
                }
                Node::Element(inner) if is_apart(inner.name()) => words.push(' '),
                _ => {}
            },
            Edge::Close(node) => {
                if node.value().as_element().is_some_and(|inner| is_apart(inner.name())) {
                    words.push(' ');
                }
            }
        }
    }
    words
}

fn is_apart(name: &str) -> bool {
    let others = ["br", "ul", "ol", "dl", "table", "tbody", "blockquote", "figure", "aside", "details", "pre"];
    is_part(name) || others.contains(&name) || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The words of an element, in one line.
fn plain(element: ElementRef) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(text) => words += text,
            Node::Element(inner) if inner.name() == "br" || is_part(inner.name()) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that a drawing shows.
fn text_of_drawing(element: ElementRef) -> String {
    let texts = element.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "text");
    texts.map(plain).collect::<Vec<_>>().join(" ")
}

/// The text of an element with its line breaks.
fn text_with_breaks(element: ElementRef) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(words) => text += words,
            Node::Element(inner) if inner.name() == "br" => text.push('\n'),
            _ => {}
        }
    }
    text.replace("\r\n", "\n")
}

/// The elements in a quote that name its author.
fn cites(element: ElementRef) -> Vec<NodeId> {
    let inner = element.descendants().filter_map(ElementRef::wrap);
    let cites = inner.filter(|inner| match inner.value().name() {
        "footer" | "figcaption" => true,
        // A title within the words is no author.
        "cite" => {
            inner.parent().is_some_and(|parent| {
                parent.id() == element.id()
                    || ElementRef::wrap(parent)
                        .is_some_and(|parent| plain(parent) == plain(*inner) && parent.value().name() != "footer")
            }) || inner.next_siblings().all(|next| next.value().as_text().is_some_and(|text| text.trim().is_empty()))
        }
        _ => false,
    });
    let mut found: Vec<NodeId> = Vec::new();
    for cite in cites {
        let is_within = cite.ancestors().any(|above| found.contains(&above.id()));
        if !is_within {
            found.push(cite.id());
        }
    }
    found
}

/// The name in a paragraph such as “— The harbour master”.
fn after_dash(block: &Value) -> Option<String> {
    let text = names::plain_text(block);
    let name = text.trim_start().strip_prefix(['—', '–', '―'])?.trim();
    (!name.is_empty() && name.chars().count() <= 120).then(|| name.to_owned())
}

/// Whether a block is a paragraph.
fn is_text(block: &Value) -> bool {
    !block.is_object()
}

fn is_caption(element: ElementRef) -> bool {
    has_class(element, &["caption", "msocaption", "wp-caption-text", "image-caption", "caption-text"])
}

/// Whether an element has one of these classes, with or without the prefix of a site's system.
fn has_class(element: ElementRef, names: &[&str]) -> bool {
    element.value().classes().any(|class| {
        let class = class.to_ascii_lowercase();
        names.iter().any(|name| {
            class == *name
                || ["wp-block-", "kg-", "is-style-", "is-"].iter().any(|start| class.strip_prefix(start) == Some(name))
        })
    })
}

/// Whether an element is shown to nobody, or only to screen readers.
fn is_hidden(element: ElementRef) -> bool {
    let css = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let css: String = css.chars().filter(|c| !c.is_whitespace()).collect();
    let name = element.value().name();
    element.attr("hidden").is_some()
        || css.contains("display:none")
        || css.contains("visibility:hidden")
        || css.contains("mso-hide:all") && name != "body"
        || has_class(element, &["screen-reader-text", "sr-only", "visually-hidden", "hidden", "katex-html"])
}

/// Whether an element begins and ends paragraphs.
fn is_part(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "address"
            | "center"
            | "fieldset"
            | "legend"
            | "hgroup"
            | "search"
            | "figcaption"
            | "caption"
            | "summary"
            | "dt"
            | "dd"
            | "li"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tfoot"
            | "optgroup"
            | "option"
            | "marquee"
            | "dialog"
            | "body"
            | "html"
    )
}

fn is_language(tag: &str) -> bool {
    let tag = tag.trim();
    !tag.is_empty()
        && tag.len() < 36
        && tag.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

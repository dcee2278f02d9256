//! The body of a Markdown file as blocks and footnotes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::foreign::{self, Raw};
use super::inline::Words;
use super::{Mistake, MistakeKind, Remark, RemarkKind, html, object, text, yaml};
use crate::article::block::TYPES;
use crate::article::json::{Key, MAX_DEPTH, Node, Value, value_of};

/// What a body contains.
pub(super) struct Body {
    pub blocks: Vec<Node>,
    pub notes: Vec<Node>,
    pub remarks: Vec<Remark>,
}

/// Reads the body that begins at a byte offset.
pub(super) fn read(text: &str, start: usize) -> Result<Body, Mistake> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(&text[start..], options).into_offset_iter();
    let events: Vec<_> = events.map(|(event, at)| Some((event, at.start + start..at.end + start))).collect();
    let body = Body { blocks: Vec::new(), notes: Vec::new(), remarks: Vec::new() };
    let mut reader = Reader { text, events, next: 0, depth: 0, body, hoisted: Vec::new() };
    let mut blocks = Vec::new();
    while reader.next < reader.events.len() {
        reader.block(&mut blocks)?;
        blocks.append(&mut reader.hoisted);
    }
    reader.body.remarks.sort_by_key(|remark| remark.at.start);
    Ok(Body { blocks, ..reader.body })
}

/// The text of a heading of level 1.
pub(super) fn headline(block: &Node) -> Option<Node> {
    let Value::Object(entries) = &block.value else { return None };
    let is = |key, value| value_of(entries, key).is_some_and(|node| node.value == value);
    let is_first = is("type", Value::Text("heading".to_owned())) && is("level", Value::Number("1".to_owned()));
    value_of(entries, "text").filter(|_| is_first).cloned()
}

/// Whether the last paragraph of a quote seems to name whose words the others are, as in `— A. Writer`. In a dialogue, each
/// paragraph begins with a dash.
fn ends_in_cite(blocks: &[Node]) -> bool {
    let has_dash = |block: &Node| {
        let first = match &block.value {
            Value::List(spans) => spans.first().map(|span| &span.value),
            value => Some(value),
        };
        matches!(first, Some(Value::Text(text)) if text.starts_with(['—', '–', '―']) || text.starts_with("-- "))
    };
    matches!(blocks, [words @ .., last] if !words.is_empty() && has_dash(last) && !words.iter().any(has_dash))
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<Option<(Event<'a>, Range<usize>)>>,
    next: usize,
    depth: usize,
    body: Body,
    /// Blocks that come after the block that is being read.
    hoisted: Vec<Node>,
}

/// The lines of a block, without what stands before each of them, such as the signs of a quote.
#[derive(Default)]
struct Lines {
    content: String,
    /// The offsets of pieces of the content, each with the place that it has in the text.
    places: Vec<(usize, usize)>,
    /// Where the last line ends in the text.
    end: usize,
}

impl Lines {
    /// The place in the text of an offset in the content.
    fn place(&self, offset: usize) -> Option<usize> {
        let index = self.places.partition_point(|(content, _)| *content <= offset);
        self.places.get(index.checked_sub(1)?).map(|(content, source)| source + offset - content)
    }
}

/// Inline content, up to its end.
struct Inline {
    node: Node,
    images: Vec<Image>,
    is_blank: bool,
}

struct Image {
    node: Node,
    at: Range<usize>,
    is_linked: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get_mut(self.next)?.take();
        self.next += 1;
        event
    }

    fn peek(&self) -> Option<&Event<'a>> {
        self.events.get(self.next)?.as_ref().map(|(event, _)| event)
    }

    fn place(&self) -> Range<usize> {
        self.events
            .get(self.next)
            .and_then(Option::as_ref)
            .map_or(self.text.len()..self.text.len(), |(_, at)| at.clone())
    }

    fn remark(&mut self, at: Range<usize>, kind: RemarkKind) {
        self.body.remarks.push(Remark { at, kind });
    }

    /// The lines of a block of code or HTML, up to its end.
    fn lines(&mut self, last: &TagEnd) -> Lines {
        let mut lines = Lines::default();
        while let Some((event, at)) = self.take() {
            match event {
                Event::Text(line) | Event::Html(line) | Event::InlineHtml(line) => {
                    lines.places.push((lines.content.len(), at.start));
                    lines.content += &line;
                    lines.end = at.end;
                }
                Event::End(end) if end == *last => break,
                _ => {}
            }
        }
        lines
    }

    /// Reads one block.
    fn block(&mut self, out: &mut Vec<Node>) -> Result<(), Mistake> {
        if self.peek().is_some_and(is_inline) {
            let inline = self.inline();
            self.paragraph(inline, out);
            return Ok(());
        }
        let Some((event, at)) = self.take() else { return Ok(()) };
        match event {
            Event::Start(Tag::Paragraph) => {
                let inline = self.inline();
                self.paragraph(inline, out);
                self.take();
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let Inline { node, images, .. } = self.inline();
                self.take();
                self.hoist(images);
                let level = Node { at: at.start, value: Value::Number((level as u8).to_string()) };
                out.push(object(at.start, [("type", text(at.start, "heading")), ("level", level), ("text", node)]));
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.enter(at.start)?;
                self.quote(at, out)?;
                self.depth -= 1;
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code(&kind, at, out)?,
            Event::Start(Tag::HtmlBlock) => self.html(&at, out)?,
            Event::Start(Tag::List(start)) => {
                self.enter(at.start)?;
                self.list(start, at, Some(out))?;
                self.depth -= 1;
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.enter(at.start)?;
                let (node, _) = self.joined(&|end| *end == TagEnd::FootnoteDefinition, at.clone(), "footnote")?;
                self.depth -= 1;
                let label_at = at.start + self.text[at.clone()].find(&*label).unwrap_or(0);
                self.body.notes.push(object(at.start, [("id", text(label_at, &*label)), ("text", node)]));
            }
            Event::Start(Tag::Table(_)) => self.table(at, out),
            Event::Rule => out.push(object(at.start, [("type", text(at.start, "divider"))])),
            _ => {}
        }
        Ok(())
    }

    fn enter(&mut self, at: usize) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Mistake { at, kind: MistakeKind::Nesting }) } else { Ok(()) }
    }

    /// Adds a paragraph, or images that are alone in one.
    fn paragraph(&mut self, inline: Inline, out: &mut Vec<Node>) {
        let Inline { node, images, is_blank } = inline;
        if !is_blank {
            out.push(node);
            return self.hoist(images);
        }
        for image in images {
            if image.is_linked {
                self.remark(image.at, RemarkKind::ImageLink);
            }
            out.push(image.node);
        }
    }

    /// Puts images after the block whose text they are in.
    fn hoist(&mut self, images: Vec<Image>) {
        for image in images {
            self.remark(image.at, RemarkKind::ImageMoved);
            self.hoisted.push(image.node);
        }
    }

    /// Reads inline content, and stops before what is none.
    fn inline(&mut self) -> Inline {
        let start = self.place().start;
        let mut words = Words::new(self.text);
        let mut raw = Raw::default();
        let mut link_at = None;
        let mut images = Vec::new();
        let mut tags: Option<(Range<usize>, String, usize)> = None;
        let (mut open, mut links) = (0_usize, 0_usize);
        while let Some(event) = self.peek() {
            let ends = matches!(event, Event::End(_)) && open == 0;
            if ends || !is_inline(event) {
                break;
            }
            let Some((event, at)) = self.take() else { break };
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = self.alt();
                    let node = self.image(&at, &dest_url, &title, &alt);
                    images.push(Image { node, at, is_linked: links > 0 });
                    raw.link();
                    continue;
                }
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            match &event {
                Event::Text(words) => raw.words(self.text, words, at.clone()),
                Event::SoftBreak | Event::HardBreak => raw.line(),
                Event::End(TagEnd::Link) => raw.link(),
                _ => raw.other(),
            }
            match event {
                Event::Start(Tag::Emphasis) => words.emphasis(true),
                Event::End(TagEnd::Emphasis) => words.emphasis(false),
                Event::Start(Tag::Strong) => words.strong(true),
                Event::End(TagEnd::Strong) => words.strong(false),
                Event::Start(Tag::Strikethrough) => self.remark(at, RemarkKind::Strikethrough),
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    links += 1;
                    link_at = Some((at.clone(), words.amount(), images.len()));
                    if !title.is_empty() {
                        self.remark(at.clone(), RemarkKind::LinkTitle(title.to_string()));
                    }
                    let inside = self.text[at.clone()].rfind(&*dest_url).filter(|_| !dest_url.is_empty());
                    let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                    words.link(format!("{scheme}{dest_url}"), at.start + inside.unwrap_or(0));
                }
                Event::End(TagEnd::Link) => {
                    links -= 1;
                    words.end_link();
                    if let Some((at, ..)) =
                        link_at.take().filter(|(_, amount, count)| words.amount() == *amount && images.len() == *count)
                    {
                        self.remark(at, RemarkKind::EmptyLink);
                    }
                }
                Event::Text(content) => words.text(&content, at),
                Event::Code(content) => words.code(&content, at.start),
                Event::InlineHtml(tag) => {
                    if html::is_media(&tag) {
                        self.remark(at.clone(), RemarkKind::Media(html::name(&tag)));
                    } else if html::is_opening(&tag) {
                        let name = html::name(&tag);
                        let first = if name.is_empty() { tag.chars().take(20).collect() } else { format!("<{name}>") };
                        tags.get_or_insert((at.clone(), first, 0)).2 += 1;
                    }
                    if html::name(&tag) == "br" {
                        words.space(at.start);
                    }
                }
                Event::FootnoteReference(id) => words.note(&id, at.start),
                Event::SoftBreak => words.push(" ", at.start),
                Event::HardBreak => {
                    words.push(" ", at.start);
                    self.remark(at, RemarkKind::LineBreak);
                }
                _ => {}
            }
        }
        if let Some((at, tag, count)) = tags {
            self.remark(at, RemarkKind::Html { tag, more: count - 1 });
        }
        for (at, name) in std::mem::take(&mut words.unknown) {
            self.remark(at, RemarkKind::Attribute(name));
        }
        for (at, label) in std::mem::take(&mut words.unresolved) {
            self.remark(at, RemarkKind::Reference(label));
        }
        for (at, construct) in raw.constructs() {
            self.remark(at, RemarkKind::Foreign(construct));
        }
        let is_blank = words.is_blank();
        Inline { node: words.into_node(start), images, is_blank }
    }

    /// The words up to the end of an image.
    fn alt(&mut self) -> String {
        let (mut alt, mut open) = (String::new(), 0);
        while let Some((event, _)) = self.take() {
            match event {
                Event::Text(text) | Event::Code(text) => alt += &text,
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                Event::FootnoteReference(id) => alt += &format!("[^{id}]"),
                _ => {}
            }
        }
        alt
    }

    fn image(&self, at: &Range<usize>, src: &str, title: &str, alt: &str) -> Node {
        let start = at.start;
        let place = |part: &str| start + self.text[at.clone()].rfind(part).filter(|_| !part.is_empty()).unwrap_or(0);
        let mut entries = vec![("type", text(start, "image")), ("src", text(place(src), src))];
        // Without words between the brackets, nobody has said that the image is only decoration.
        if !alt.trim().is_empty() {
            entries.push(("alt", text(start, alt)));
        }
        if !title.is_empty() {
            entries.push(("caption", text(place(title), title)));
        }
        object(start, entries)
    }

    /// Reads a quote, whose start has been taken.
    fn quote(&mut self, at: Range<usize>, out: &mut Vec<Node>) -> Result<(), Mistake> {
        let mut inner = Vec::new();
        while !matches!(self.peek(), None | Some(Event::End(TagEnd::BlockQuote(_)))) {
            self.block(&mut inner)?;
        }
        self.take();
        let is_other = |block: &Node| match &block.value {
            Value::Object(entries) => {
                value_of(entries, "type").is_none_or(|kind| kind.value != Value::Text("quote".to_owned()))
            }
            _ => false,
        };
        if inner.len() > 1 || inner.iter().any(is_other) {
            self.remark(at, if ends_in_cite(&inner) { RemarkKind::Cite } else { RemarkKind::QuoteSplit });
        }
        for block in inner {
            out.push(match block.value {
                Value::Object(_) => block,
                _ => object(block.at, [("type", text(block.at, "quote")), ("text", block)]),
            });
        }
        Ok(())
    }

    /// Reads a block of code, or the fields of a block in YAML.
    fn code(&mut self, kind: &CodeBlockKind, at: Range<usize>, out: &mut Vec<Node>) -> Result<(), Mistake> {
        let mut lines = self.lines(&TagEnd::CodeBlock);
        let (info, is_fenced) = match kind {
            CodeBlockKind::Fenced(info) => (info.trim(), true),
            CodeBlockKind::Indented => ("", false),
        };
        // A fence that is indented begins after its indent.
        let start = at.start + self.text[at.clone()].find(['`', '~']).filter(|_| is_fenced).unwrap_or(0);
        let first_line = self.text[start..at.end].find('\n').map_or(at.end, |end| start + end);
        let is_open = is_fenced && !self.text[lines.end.max(first_line)..at.end].contains(['`', '~']);
        if let Some(rest) = info.strip_prefix('{') {
            let wrong = |kind| Err(Mistake { at: start, kind });
            let Some(name) = rest.strip_suffix('}').filter(|name| !name.contains('}')) else {
                return wrong(MistakeKind::Braces);
            };
            if is_open {
                return wrong(MistakeKind::OpenBlock);
            }
            let place = |offset: usize| lines.place(offset).unwrap_or(at.end);
            let read = yaml::read(&lines.content).map_err(|mistake| Mistake { at: place(mistake.at), ..mistake });
            let read = read.and_then(|(fields, remarks)| {
                self.fields(name.trim(), fields, start, &place).map(|block| (block, remarks))
            });
            let language =
                name.trim_start_matches('.').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            match read {
                Err(_) if !language.is_empty() && !TYPES.contains(&name.trim()) => {
                    return wrong(MistakeKind::Code(language.to_owned()));
                }
                Err(mistake) => return Err(mistake),
                Ok((block, remarks)) => {
                    out.push(block);
                    for Remark { at, kind } in remarks {
                        self.remark(place(at.start)..place(at.end), kind);
                    }
                }
            }
            return Ok(());
        }
        if is_open {
            self.remark(start..first_line, RemarkKind::OpenFence);
        }
        if lines.content.ends_with('\n') {
            lines.content.pop();
        }
        let mut entries = vec![("type", text(start, "code")), ("text", text(start, lines.content))];
        let (language, more) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        if !language.is_empty() {
            let language_at = start + self.text[start..at.end].find(language).unwrap_or(0);
            entries.push(("language", text(language_at, language)));
        }
        if !more.trim().is_empty() {
            self.remark(start..at.end, RemarkKind::CodeWords(more.trim().to_owned()));
        }
        out.push(object(start, entries));
        Ok(())
    }

    /// A block from its fields.
    fn fields(
        &self,
        name: &str,
        fields: Option<Node>,
        at: usize,
        place: &impl Fn(usize) -> usize,
    ) -> Result<Node, Mistake> {
        let mut fields = fields.unwrap_or(Node { at: 0, value: Value::Object(Vec::new()) });
        yaml::shift(&mut fields, place);
        match &mut fields.value {
            _ if name.is_empty() => {}
            Value::Object(entries) => {
                let name_at = at + self.text[at..].find('{').map_or(0, |brace| brace + 1);
                let key = Key { at: name_at, name: "type".to_owned() };
                entries.insert(0, (key, text(name_at, name)));
            }
            _ => return Err(Mistake { at: fields.at, kind: MistakeKind::NotFields }),
        }
        if matches!(fields.value, Value::Object(_)) {
            fields.at = at;
        }
        Ok(fields)
    }

    /// Reads a block of HTML, whose start has been taken.
    fn html(&mut self, at: &Range<usize>, out: &mut Vec<Node>) -> Result<(), Mistake> {
        let lines = self.lines(&TagEnd::HtmlBlock);
        let endless = |html::Endless { what, at: offset }| {
            let at = lines.place(offset).unwrap_or(at.start);
            Mistake { at, kind: MistakeKind::Endless(what) }
        };
        let html::Scanned { html, tags, open } = html::scan(&lines.content).map_err(endless)?;
        if let Some((tag, more)) = tags.split_first() {
            self.remark(at.clone(), RemarkKind::Html { tag: tag.clone(), more: more.len() });
        }
        if let Some(offset) = open.and_then(|open| lines.place(open)) {
            self.remark(offset..offset + 1, RemarkKind::OpenTag);
        }
        let html::Blocks { body, notes, losses } = html::blocks(&html, at.start);
        for loss in losses {
            self.remark(at.clone(), RemarkKind::HtmlLoss(loss));
        }
        out.extend(body);
        self.body.notes.extend(notes);
        Ok(())
    }

    /// Reads a list, whose start has been taken. A list in the body is divided where one of its items has other blocks.
    fn list(&mut self, start: Option<u64>, at: Range<usize>, mut out: Option<&mut Vec<Node>>) -> Result<Node, Mistake> {
        let is_outer = out.is_some();
        if let Some(start) = start.filter(|start| *start != 1) {
            self.remark(at.clone(), RemarkKind::ListStart(start));
        }
        let list = |items: Vec<Node>, at: usize| {
            let mut entries = if is_outer { vec![("type", text(at, "list"))] } else { Vec::new() };
            if start.is_some() {
                entries.push(("ordered", Node { at, value: Value::Bool(true) }));
            }
            entries.push(("items", Node { at, value: Value::List(items) }));
            object(at, entries)
        };
        let (mut items, mut items_at) = (Vec::new(), at.start);
        while let Some((event, item_at)) = self.take() {
            if !matches!(event, Event::Start(Tag::Item)) {
                break;
            }
            items.push(self.item(item_at, if start.is_some() { "numbered item" } else { "item" })?);
            if let Some(out) = out.as_deref_mut().filter(|_| !self.hoisted.is_empty()) {
                out.push(list(std::mem::take(&mut items), items_at));
                out.append(&mut self.hoisted);
                items_at = self.place().start;
            }
        }
        let whole = list(items, items_at);
        match out {
            Some(out) => {
                let is_empty = matches!(&whole.value, Value::Object(entries) if matches!(
                    value_of(entries, "items"), Some(Node { value: Value::List(items), .. }) if items.is_empty()
                ));
                if !is_empty {
                    out.push(whole);
                }
                Ok(Node { at: at.start, value: Value::Null })
            }
            None => Ok(whole),
        }
    }

    fn item(&mut self, at: Range<usize>, name: &'static str) -> Result<Node, Mistake> {
        let (node, list) = self.joined(&|end| *end == TagEnd::Item, at.clone(), name)?;
        Ok(match list {
            None => node,
            Some(list) => object(at.start, [("text", node), ("list", list)]),
        })
    }

    /// Reads the blocks of an item or a footnote as one text, and as one list below it.
    fn joined(
        &mut self,
        is_end: &dyn Fn(&TagEnd) -> bool,
        at: Range<usize>,
        name: &'static str,
    ) -> Result<(Node, Option<Node>), Mistake> {
        let mut texts: Vec<Node> = Vec::new();
        let mut list: Option<Node> = None;
        let already_hoisted = self.hoisted.len();
        while let Some(event) = self.peek() {
            // What follows a block that stands after the item stands after that block.
            let is_after = self.hoisted.len() > already_hoisted;
            match event {
                Event::End(end) if is_end(end) => break,
                Event::Start(Tag::Paragraph) if !is_after && list.is_none() => {
                    self.take();
                    self.text_of(&mut texts, name);
                    self.take();
                }
                Event::Start(Tag::List(start)) if !is_after && name != "footnote" => {
                    let start = *start;
                    let Some((_, list_at)) = self.take() else { break };
                    self.enter(list_at.start)?;
                    let more = self.list(start, list_at.clone(), None)?;
                    self.depth -= 1;
                    match &mut list {
                        None => list = Some(more),
                        Some(list) => {
                            append(list, more);
                            self.remark(list_at, RemarkKind::Joined);
                        }
                    }
                }
                event if is_inline(event) && !is_after && list.is_none() => self.text_of(&mut texts, name),
                _ => {
                    let block_at = self.place();
                    let mut blocks = Vec::new();
                    self.block(&mut blocks)?;
                    if !blocks.is_empty() {
                        self.remark(block_at, RemarkKind::Moved(name));
                    }
                    self.hoisted.append(&mut blocks);
                }
            }
        }
        self.take();
        if let Some(second) = texts.get(1) {
            self.remark(second.at..at.end.max(second.at), RemarkKind::Joined);
        }
        let mut texts = texts.into_iter();
        let first = texts.next().unwrap_or_else(|| text(at.start, ""));
        Ok((texts.fold(first, join), list))
    }

    fn text_of(&mut self, texts: &mut Vec<Node>, name: &str) {
        let at = self.place().start;
        let is_box = ["[ ] ", "[x] ", "[X] "].iter().any(|sign| self.text[at..].starts_with(sign));
        if is_box && name != "footnote" && texts.is_empty() && !self.text[..at].ends_with('\\') {
            self.remark(at..at + 3, RemarkKind::Foreign(foreign::TASK));
        }
        let Inline { node, images, is_blank } = self.inline();
        self.hoist(images);
        if !is_blank {
            texts.push(node);
        }
    }

    /// Reads a table, whose start has been taken.
    fn table(&mut self, at: Range<usize>, out: &mut Vec<Node>) {
        let (mut head, mut rows) = (None, Vec::new());
        while let Some((event, row_at)) = self.take() {
            match event {
                Event::Start(Tag::TableHead) => head = Some(self.row(&row_at)),
                Event::Start(Tag::TableRow) => rows.push(self.row(&row_at)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let is_blank = |node: &Node| matches!(&node.value, Value::Text(text) if text.is_empty());
        let is_said = |row: &Node| matches!(&row.value, Value::List(cells) if !cells.iter().all(is_blank));
        let mut entries = vec![("type", text(at.start, "table"))];
        entries.extend(head.filter(is_said).map(|head| ("head", head)));
        let rows_at = rows.first().map_or(at.start, |row| row.at);
        entries.push(("rows", Node { at: rows_at, value: Value::List(rows) }));
        out.push(object(at.start, entries));
    }

    fn row(&mut self, at: &Range<usize>) -> Node {
        let (mut cells, mut end) = (Vec::new(), at.start);
        while let Some((event, cell_at)) = self.take() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let Inline { mut node, images, .. } = self.inline();
                    self.hoist(images);
                    self.take();
                    node.at = node.at.min(cell_at.end).max(cell_at.start);
                    end = cell_at.end;
                    cells.push(node);
                }
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => {}
            }
        }
        // The parser leaves out the cells beyond the columns of the table.
        let rest = self.text.get(end..at.end).unwrap_or_default().trim().trim_matches('|');
        if !rest.trim().is_empty() {
            self.remark(end..at.end, RemarkKind::MoreCells);
            cells.extend(rest.split('|').map(|cell| text(end, cell.trim())));
        }
        Node { at: at.start, value: Value::List(cells) }
    }
}

/// Whether an event belongs to a text.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
        _ => false,
    }
}

/// Two texts with a space between them.
fn join(one: Node, other: Node) -> Node {
    match (one.value, other.value) {
        (Value::Text(a), Value::Text(b)) => text(one.at, format!("{a} {b}")),
        (a, b) => {
            let mut spans = spans(a, one.at);
            spans.push(text(other.at, " "));
            spans.extend(self::spans(b, other.at));
            Node { at: one.at, value: Value::List(spans) }
        }
    }
}

fn spans(value: Value, at: usize) -> Vec<Node> {
    match value {
        Value::List(spans) => spans,
        value => vec![Node { at, value }],
    }
}

/// Adds the items of a list to another one.
fn append(list: &mut Node, more: Node) {
    let Value::Object(entries) = &mut list.value else { return };
    let items = entries.iter_mut().find(|(key, _)| key.name == "items");
    if let (Some((_, Node { value: Value::List(items), .. })), Value::Object(more)) = (items, more.value)
        && let Some((_, Node { value: Value::List(more), .. })) = more.into_iter().find(|(key, _)| key.name == "items")
    {
        items.extend(more);
    }
}

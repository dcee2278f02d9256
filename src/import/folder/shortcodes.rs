//! Shortcodes of Hugo and Zola, tags of Liquid (Jekyll) and Nunjucks (Eleventy), and attributes of kramdown.
//!
//! They are replaced before Markdown is read: an address by an address, and anything else by a token, a word that stands for
//! a piece of HTML until Markdown has become HTML. So no shortcode is broken by Markdown, nor Markdown by its HTML.

mod call;
mod known;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::{Map, Value};

use self::call::{Call, Kind};
use self::known::{Effect, effect};
use crate::import::{Cause, markup};

/// What an article with shortcodes is part of.
pub struct Context<'a> {
    /// The front matter.
    pub page: &'a Map<String, Value>,
    /// Whether any `{{ … }}` is an expression of a template, as in Jekyll and Eleventy.
    pub has_expressions: bool,
    /// The address of an article, by a name that a shortcode has for it.
    pub address: &'a dyn Fn(&str) -> Option<String>,
    /// The addresses of the images in a folder, by its address.
    pub images: &'a dyn Fn(&str) -> Vec<String>,
}

/// A text in which tokens stand for pieces of HTML.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The text.
    pub text: String,
    mark: String,
    pieces: Vec<String>,
}

/// A part of a text with tokens.
#[derive(Debug, PartialEq)]
pub enum Part<'a> {
    /// Text.
    Text(&'a str),
    /// HTML that a token stands for.
    Piece(&'a str),
}

impl Prepared {
    /// A text without shortcodes.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The parts of a piece of the text.
    pub fn parts<'a>(&'a self, mut text: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        while let Some((before, after)) = (!self.mark.is_empty()).then(|| text.split_once(&self.mark)).flatten() {
            if !before.is_empty() {
                parts.push(Part::Text(before));
            }
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let piece = after[..digits].parse().ok().and_then(|number: usize| self.pieces.get(number));
            if let Some(piece) = piece {
                parts.push(Part::Piece(piece));
            }
            text = after[digits..].strip_prefix('q').unwrap_or(&after[digits..]);
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        parts
    }

    /// A piece of the text without tokens, as for an address.
    pub fn without_tokens(&self, text: &str) -> String {
        let parts = self.parts(text).into_iter();
        parts.map(|part| if let Part::Text(text) = part { text } else { "" }).collect()
    }

    /// A piece of HTML with the pieces in the place of the tokens, but for tokens within tags.
    pub fn fill(&self, html: &str) -> String {
        let mut filled = String::with_capacity(html.len());
        let mut is_in_tag = false;
        for part in self.parts(html) {
            match part {
                Part::Text(text) => {
                    filled.push_str(text);
                    is_in_tag = match (text.rfind('<'), text.rfind('>')) {
                        (Some(open), close) => close.is_none_or(|close| close < open),
                        (None, Some(_)) => false,
                        (None, None) => is_in_tag,
                    };
                }
                Part::Piece(piece) if !is_in_tag => filled.push_str(piece),
                Part::Piece(_) => {}
            }
        }
        filled
    }
}

/// Replaces all shortcodes of a Markdown text, or of HTML.
pub fn prepare(text: &str, is_html: bool, context: &Context) -> Prepared {
    let mut mark = String::from("qshortcode");
    while text.contains(&mark) {
        mark.push('q');
    }
    let code = if is_html { html_code(text) } else { markdown_code(text) };
    let prepared = Prepared { text: String::with_capacity(text.len()), mark, pieces: Vec::new() };
    let mut scanner = Scanner { source: text, at: 0, code: &code, context, open: Vec::new(), prepared };
    scanner.run();
    while let Some((_, close)) = scanner.open.pop() {
        scanner.piece(&close);
    }
    scanner.prepared
}

/// Whether a template makes a list in a text, apart from its code.
pub fn has_loop(text: &str, is_html: bool) -> bool {
    let tags = ["{% for ", "{%- for ", "{%for "];
    if !tags.iter().any(|tag| text.contains(tag)) {
        return false;
    }
    let code = if is_html { html_code(text) } else { markdown_code(text) };
    let is_raw = |before: &str| before.rfind("{% raw").is_some_and(|raw| !before[raw..].contains("{% endraw"));
    tags.iter()
        .flat_map(|tag| text.match_indices(tag))
        .any(|(at, _)| !code.iter().any(|code| code.contains(&at)) && !is_raw(&text[..at]))
}

/// The code in a Markdown text.
fn markdown_code(text: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut is_open = false;
    let mut code: Vec<_> = Parser::new_ext(text, options)
        .into_offset_iter()
        .filter_map(|(event, at)| match event {
            Event::Code(_) => Some(at),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => Some(at),
            Event::Html(_) | Event::InlineHtml(_) => {
                let html = text.get(at.clone()).unwrap_or_default();
                is_open = html.contains("<pre") || (is_open && !html.contains("</pre"));
                (is_open || html.starts_with("<script")).then_some(at)
            }
            _ => None,
        })
        .collect();
    code.sort_by_key(|at| at.start);
    code
}

/// The code in a text of HTML.
fn html_code(text: &str) -> Vec<Range<usize>> {
    // ASCII letters keep their places.
    let lower = text.to_ascii_lowercase();
    let mut code = Vec::new();
    let mut at = 0;
    let next = |at: usize| {
        let starts =
            ["pre", "code", "script"].map(|name| lower[at..].find(&format!("<{name}")).map(|start| (start, name)));
        starts.into_iter().flatten().min()
    };
    while let Some((start, name)) = next(at) {
        let start = at + start;
        let end = lower[start..].find(&format!("</{name}")).map_or(lower.len(), |end| start + end);
        code.push(start..end);
        at = end;
        if at == start {
            break;
        }
    }
    code
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
    code: &'a [Range<usize>],
    context: &'a Context<'a>,
    /// The shortcodes whose end comes later: their names, and what is at their ends.
    open: Vec<(String, String)>,
    prepared: Prepared,
}

impl Scanner<'_> {
    fn run(&mut self) {
        loop {
            while self.code.first().is_some_and(|code| code.start < self.at) {
                self.code = &self.code[1..];
            }
            let rest = &self.source[self.at..];
            let code = self.code.first().map_or(self.source.len(), |code| code.start) - self.at;
            let brace = rest.find('{').unwrap_or(rest.len());
            let text = code.min(brace);
            self.prepared.text.push_str(&rest[..text]);
            self.at += text;
            if self.at == self.source.len() {
                return;
            }
            if code <= brace {
                let end = self.code.first().map_or(self.source.len(), |code| code.end.max(self.at));
                let words = unescape(&self.source[self.at..end]);
                self.prepared.text.push_str(&words);
                self.code = &self.code[1..];
                self.at = end;
                continue;
            }
            if !self.attributes() && !self.shortcode() {
                self.prepared.text.push('{');
                self.at += 1;
            }
        }
    }

    /// Skips an attribute list of kramdown or goldmark.
    fn attributes(&mut self) -> bool {
        let rest = &self.source[self.at..];
        // Without a limit, a line of many braces would take long.
        let line = call::beginning(rest, 500).split('\n').next().unwrap_or_default();
        let Some(end) = line.find('}') else { return false };
        let inner = &line[1..end];
        let is_alone = self.is_at_line_start() && is_at_line_end(&rest[end + 1..]);
        if let Some(list) = inner.strip_prefix(':') {
            if let Some(name) = list.strip_prefix(':') {
                let name = name.trim_end_matches('/').split(' ').next().unwrap_or_default();
                let close = format!("{{:/{name}}}");
                let long = rest.find(&close).map(|end| end + close.len());
                let skipped = if name == "comment" { long } else { None };
                self.at += skipped.unwrap_or(end + 1);
                return true;
            }
            let list = list.trim_start();
            let is_list = list.starts_with(['.', '#', '/']) || list.contains('=') || list == "toc";
            if !is_list {
                return false;
            }
            if list == "toc" {
                // It replaces a list that stands above it.
                let above = self.prepared.text.trim_end();
                let line = above.rfind('\n').map_or(0, |end| end + 1);
                if above[line..].trim_start().starts_with(['*', '-', '1']) {
                    self.prepared.text.truncate(line);
                }
            }
            self.at += end + 1;
            return true;
        }
        let is_list = inner.starts_with(['.', '#']) && !inner.contains('{');
        if is_alone && is_list {
            self.at += end + 1;
        }
        is_alone && is_list
    }

    fn is_at_line_start(&self) -> bool {
        let text = self.prepared.text.trim_end_matches([' ', '\t']);
        text.is_empty() || text.ends_with('\n')
    }

    /// Replaces a shortcode. Returns whether there is one.
    fn shortcode(&mut self) -> bool {
        let rest = &self.source[self.at..];
        if let Some((words, length)) = call::escaped(rest) {
            self.prepared.text.push_str(&words);
            self.at += length;
            return true;
        }
        if let Some(length) = call::comment(rest, self.context.has_expressions) {
            self.at += length;
            return true;
        }
        let Some(call) = Call::read(rest, self.context.has_expressions) else { return false };
        self.at += call.length;
        if call.kind == Kind::Closing {
            self.close(&call.name);
            return true;
        }
        let after = &self.source[self.at..];
        let has_end = !call.is_complete && call.end_in(after).is_some();
        match effect(&call, has_end, self.context) {
            Effect::Words(words) => self.prepared.text.push_str(&words),
            Effect::Html(html) => self.piece(&html),
            Effect::Around(open, close) => {
                self.piece(&open);
                if has_end {
                    self.open.push((call.name, close));
                } else {
                    self.piece(&close);
                }
            }
            Effect::Body(make) => {
                let (body, length) = call.end_in(after).map_or(("", 0), |end| (&after[..end.start], end.end));
                self.at += length;
                let html = make(body);
                self.piece(&html);
            }
            Effect::Verbatim => {
                let (body, length) = call.end_in(after).map_or(("", 0), |end| (&after[..end.start], end.end));
                self.at += length;
                self.prepared.text.push_str(body);
            }
            Effect::Nothing => {}
            Effect::Unknown => {
                let html = markup::loss(Cause::Shortcode, &call.words());
                self.piece(&html);
            }
        }
        true
    }

    /// Closes the innermost open shortcode of a name, and those within it.
    fn close(&mut self, name: &str) {
        let is_same = |open: &str| open == name || name.is_empty() && !open.is_empty();
        let Some(place) = self.open.iter().rposition(|(open, _)| is_same(open)) else { return };
        while self.open.len() > place {
            let (_, close) = self.open.pop().unwrap_or_default();
            self.piece(&close);
        }
    }

    /// Writes a token for a piece of HTML. If it is alone in its line, it is a paragraph of its own.
    fn piece(&mut self, html: &str) {
        if html.is_empty() {
            return;
        }
        let is_loss = html.starts_with("<x-loss");
        let is_alone = !is_loss && self.is_at_line_start() && is_at_line_end(&self.source[self.at..]);
        let text = &mut self.prepared.text;
        if is_alone {
            let line = text.rfind('\n').map_or(0, |end| end + 1);
            text.insert(line, '\n');
        }
        let number = self.prepared.pieces.len();
        text.push_str(&format!("{}{number}q", self.prepared.mark));
        if is_alone {
            text.push('\n');
        }
        self.prepared.pieces.push(html.to_owned());
    }
}

fn is_at_line_end(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

/// Shortcodes that are shown and not run, as Hugo writes them in code.
fn unescape(code: &str) -> String {
    let code = code.replace("{{</*", "{{<").replace("*/>}}", ">}}");
    code.replace("{{%/*", "{{%").replace("*/%}}", "%}}")
}

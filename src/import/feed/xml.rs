//! The elements of a feed in XML, whatever is wrong with it.

use std::fmt::Write;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::import::markup::{attribute, text};

/// How deep elements are read one within the other. Below that, only their words are.
const DEPTH: usize = 64;

/// An element in a feed, with all that is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// The name, with the usual prefix of its namespace, and without one for those of RSS, Atom and XHTML.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Element(Element),
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it with one of some names, in the order of the names.
    pub fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Self> {
        names.iter().flat_map(|name| self.elements().filter(move |element| element.name == *name))
    }

    /// The text in it, without that in its elements.
    pub fn text(&self) -> String {
        let pieces = self.children.iter().map(|node| match node {
            Node::Text(text) => text.as_str(),
            Node::Element(_) => "",
        });
        pieces.collect::<String>().trim().to_owned()
    }

    /// The words of the first element with one of some names that has any.
    pub fn word(&self, names: &[&str]) -> Option<String> {
        self.all(names).map(Self::text).find(|text| !text.is_empty())
    }

    /// What is in it, as HTML.
    pub fn inner_html(&self) -> String {
        let mut html = String::new();
        for node in &self.children {
            match node {
                Node::Text(words) => html.push_str(&text(words)),
                Node::Element(element) => {
                    let _ = write!(html, "<{}", element.name);
                    for (name, value) in &element.attributes {
                        let _ = write!(html, " {name}=\"{}\"", attribute(value));
                    }
                    html.push('>');
                    if !matches!(element.name.as_str(), "br" | "img" | "hr" | "source" | "track" | "wbr" | "input") {
                        let _ = write!(html, "{}</{}>", element.inner_html(), element.name);
                    }
                }
            }
        }
        html
    }
}

/// What of a feed is found.
pub(super) enum Found<'a> {
    /// The root element, without what is in it.
    Root(&'a Element),
    /// Something about the whole feed.
    About(Element),
    /// An article, with the line in which it begins, and whether the file is broken in it.
    Entry(Element, usize, bool),
}

/// Whether a text is that of a feed.
pub(super) fn is_feed(start: &str) -> bool {
    let mut rest = start.trim_start_matches('\u{FEFF}').trim_start();
    // Declarations and comments come before the root.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    ["<rss", "<feed", "<rdf:RDF", "<atom:feed"].iter().any(|root| rest.starts_with(root))
}

/// Reads a feed. Returns the line in which it is broken, if it is.
pub(super) fn read(source: &str, take: &mut dyn FnMut(Found)) -> Option<usize> {
    let mut reader = NsReader::from_str(source);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut tree = Tree { open: Vec::new(), too_deep: 0, line: 0 };
    let mut lines = Lines { source, at: 0, line: 1 };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (space, event) = match reader.read_resolved_event() {
            Ok((space, event)) => (prefix(&space), event),
            Err(_) => {
                let line = lines.of(at);
                tree.flush(true, take);
                return Some(line);
            }
        };
        match event {
            Event::Start(start) => {
                let element = element(space.as_deref(), &start);
                tree.start(element, &mut || lines.of(at), take);
            }
            Event::End(end) => {
                let name = named(space.as_deref(), end.local_name().as_ref());
                tree.end(&name, take);
            }
            Event::Text(words) => tree.text(&words),
            Event::CData(words) => tree.text(&words),
            Event::GeneralRef(name) => {
                let sign = format!("&{};", &*name);
                tree.text(&html_escape::decode_html_entities(&sign));
            }
            Event::Eof => {
                let is_cut = !tree.open.is_empty();
                tree.flush(is_cut, take);
                return is_cut.then(|| lines.of(source.len()));
            }
            _ => {}
        }
    }
}

/// The usual prefix of a namespace. [`None`] if it has none.
fn prefix(space: &ResolveResult) -> Option<String> {
    const SPACES: [(&str, &str); 9] = [
        ("http://purl.org/rss/1.0/modules/content/", "content"),
        ("http://purl.org/dc/elements/1.1/", "dc"),
        ("http://purl.org/dc/terms/", "dcterms"),
        ("http://search.yahoo.com/mrss/", "media"),
        ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
        ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
        ("http://www.w3.org/2007/app", "app"),
        ("http://purl.org/atom/app#", "app"),
        ("http://schemas.google.com/blogger/2018", "blogger"),
    ];
    const NONE: [&str; 6] = [
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://www.w3.org/1999/xhtml",
        "http://purl.org/rss/1.0/",
        "http://backend.userland.com/rss2",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    ];
    match space {
        ResolveResult::Unbound => None,
        ResolveResult::Unknown(prefix) => Some(prefix.clone()),
        ResolveResult::Bound(space) if NONE.contains(&space.0) => None,
        ResolveResult::Bound(space) => {
            let known = SPACES.iter().find(|(known, _)| *known == space.0);
            Some(known.map_or("other", |(_, prefix)| prefix).to_owned())
        }
    }
}

fn named(space: Option<&str>, name: &str) -> String {
    space.map_or_else(|| name.to_owned(), |space| format!("{space}:{name}"))
}

fn element(space: Option<&str>, start: &BytesStart) -> Element {
    let mut raw = start.attributes();
    let attributes = raw.with_checks(false).filter_map(Result::ok).map(|attribute| {
        let value = html_escape::decode_html_entities(&*attribute.value).into_owned();
        (attribute.key.0.to_owned(), value)
    });
    let name = named(space, start.local_name().as_ref());
    Element { name, attributes: attributes.collect(), children: Vec::new() }
}

/// The elements that are open, from the outermost to the innermost. Those around entries are not among them.
struct Tree {
    open: Vec<Element>,
    too_deep: usize,
    line: usize,
}

impl Tree {
    fn start(&mut self, element: Element, line: &mut dyn FnMut() -> usize, take: &mut dyn FnMut(Found)) {
        if self.open.is_empty() && matches!(element.name.as_str(), "rss" | "feed" | "RDF" | "channel" | "items") {
            take(Found::Root(&element));
            return;
        }
        let is_entry = matches!(element.name.as_str(), "item" | "entry");
        if is_entry && self.open.first().is_some_and(|open| open.name == element.name) {
            // The one before it has no end.
            self.flush(true, take);
        }
        if self.open.is_empty() {
            self.line = line();
        }
        if self.open.len() >= DEPTH {
            self.too_deep += 1;
            return;
        }
        self.open.push(element);
    }

    fn text(&mut self, words: &str) {
        let Some(element) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(text)) => text.push_str(words),
            _ => element.children.push(Node::Text(words.to_owned())),
        }
    }

    fn end(&mut self, name: &str, take: &mut dyn FnMut(Found)) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(place) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > place {
            self.pop(false, take);
        }
    }

    fn pop(&mut self, is_broken: bool, take: &mut dyn FnMut(Found)) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None if matches!(element.name.as_str(), "item" | "entry") => {
                take(Found::Entry(element, self.line, is_broken));
            }
            None => take(Found::About(element)),
        }
    }

    /// Closes all that is open.
    fn flush(&mut self, is_broken: bool, take: &mut dyn FnMut(Found)) {
        self.too_deep = 0;
        while !self.open.is_empty() {
            self.pop(is_broken, take);
        }
    }
}

/// Counts lines up to places that come one after the other.
struct Lines<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        let passed = self.source.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.at += passed.len();
        self.line
    }
}

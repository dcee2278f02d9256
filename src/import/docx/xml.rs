//! The XML of a part as a tree, with the same prefixes whatever prefixes the document has.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// How deep elements may lie in each other. Deeper ones become children of those at this depth.
const MAX_DEPTH: usize = 100;

/// The most elements in a part. A book of 500 pages has about half as many.
const MAX_ELEMENTS: usize = 1_000_000;

/// The most prefixes that are declared at one place. Each is looked through for each name.
const MAX_PREFIXES: usize = 500;

/// An element. Its name has one of the prefixes below, or none if it is of another namespace.
#[derive(Debug, Default)]
pub struct Element {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    children: Vec<Node>,
}

/// What an element contains.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Characters.
    Text(String),
}

impl Element {
    /// The name, such as `w:p`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, by its name, such as `w:val`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| **key == *name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, taken out of it.
    pub fn into_elements(self) -> impl Iterator<Item = Self> {
        self.children.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name() == name)
    }

    /// The attribute `w:val` of the first element in it of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Whether a property that is on or off is on. `None` if it is not there.
    pub fn flag(&self, name: &str) -> Option<bool> {
        Some(!matches!(self.child(name)?.attribute("w:val"), Some("0" | "false" | "off" | "none")))
    }

    /// All elements in it, at any depth, in the order of the document.
    pub fn descendants(&self) -> Descendants<'_> {
        Descendants { stack: vec![self.children.iter()] }
    }

    /// The characters directly in it.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// See [`Element::descendants`].
pub struct Descendants<'a> {
    stack: Vec<std::slice::Iter<'a, Node>>,
}

impl<'a> Iterator for Descendants<'a> {
    type Item = &'a Element;

    fn next(&mut self) -> Option<&'a Element> {
        loop {
            match self.stack.last_mut()?.next() {
                Some(Node::Element(element)) => {
                    self.stack.push(element.children.iter());
                    return Some(element);
                }
                Some(Node::Text(_)) => {}
                None => {
                    self.stack.pop();
                }
            }
        }
    }
}

/// Parses a part. If it is broken, what is before that, and what is wrong.
pub fn parse(bytes: &[u8]) -> (Element, Option<String>) {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    let mistake = loop {
        let event = match reader.read_resolved_event() {
            Ok((namespace, event)) => {
                let prefix = prefix(&namespace);
                (prefix, event)
            }
            Err(error) => break Some(error.to_string()),
        };
        match event {
            (prefix, Event::Start(start)) => {
                if tree.count >= MAX_ELEMENTS || tree.declared > MAX_PREFIXES {
                    break Some("it has more elements or prefixes than any document".to_owned());
                }
                tree.open(prefix, &start, &reader);
            }
            (_, Event::End(_)) => tree.close(),
            (_, Event::Text(text)) => tree.text(&text.xml10_content()),
            (_, Event::CData(text)) => tree.text(&text.xml10_content()),
            (_, Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => tree.text(c.encode_utf8(&mut [0; 4])),
                _ => tree.text(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            (_, Event::Eof) => break (!tree.stack.is_empty()).then(|| "it ends too early".to_owned()),
            _ => {}
        }
    };
    while !tree.stack.is_empty() {
        tree.close();
    }
    (tree.root, mistake)
}

#[derive(Default)]
struct Tree {
    root: Element,
    stack: Vec<Element>,
    names: HashSet<Rc<str>>,
    /// How many elements there were.
    count: usize,
    /// How many prefixes each open element declares.
    prefixes: Vec<usize>,
    /// How many all open elements declare.
    declared: usize,
}

impl Tree {
    fn name(&mut self, prefix: &str, local: &str) -> Rc<str> {
        let name: Cow<str> = if prefix.is_empty() { local.into() } else { format!("{prefix}:{local}").into() };
        if let Some(known) = self.names.get(&*name) {
            return known.clone();
        }
        let name: Rc<str> = name.into();
        self.names.insert(name.clone());
        name
    }

    fn open(&mut self, prefix_of_element: &str, start: &BytesStart, reader: &NsReader<&[u8]>) {
        let name = self.name(prefix_of_element, start.local_name().as_ref());
        let mut attributes = Vec::new();
        let mut prefixes = 0;
        for attribute in start.attributes().with_checks(false).flatten() {
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let local = local.as_ref();
            if attribute.key.as_namespace_binding().is_some() {
                prefixes += 1;
                continue;
            }
            // Marks of the sessions in which something was typed.
            if local.starts_with("rsid") {
                continue;
            }
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            attributes.push((self.name(prefix(&namespace), local), value));
        }
        self.count += 1;
        self.declared += prefixes;
        self.prefixes.push(prefixes);
        self.stack.push(Element { name, attributes, children: Vec::new() });
    }

    fn close(&mut self) {
        let Some(element) = self.stack.pop() else { return };
        self.declared -= self.prefixes.pop().unwrap_or_default();
        match self.stack.len() {
            0 => self.root = element,
            depth => self.stack[depth.min(MAX_DEPTH) - 1].children.push(Node::Element(element)),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.stack.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// The prefix that this program uses for a namespace. The strict variant of the standard has other names for some.
fn prefix(namespace: &ResolveResult) -> &'static str {
    let ResolveResult::Bound(Namespace(name)) = namespace else { return "" };
    match *name {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => "r",
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => "a",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/picture" | "http://purl.oclc.org/ooxml/drawingml/picture" => {
            "pic"
        }
        "http://schemas.openxmlformats.org/drawingml/2006/chart" | "http://purl.oclc.org/ooxml/drawingml/chart" => "c",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram" | "http://purl.oclc.org/ooxml/drawingml/diagram" => {
            "dgm"
        }
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" => "wpg",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" => "wpc",
        "http://schemas.microsoft.com/office/drawing/2016/SVG/main" => "asvg",
        "http://schemas.microsoft.com/office/drawing/2017/decorative" => "adec",
        "urn:schemas-microsoft-com:vml" => "v",
        "urn:schemas-microsoft-com:office:office" => "o",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties" => "cp",
        "http://www.w3.org/XML/1998/namespace" => "xml",
        _ => "",
    }
}

//! Markup outside the browser: a tree that can be inspected, changed and written as HTML.

use std::borrow::Cow;

use leptos::prelude::Render;

use crate::address::Target;

/// A piece of a page.
pub enum Markup {
    /// Text, which is escaped when it is written.
    Text(String),
    /// An element.
    Element(Element),
    /// Several pieces, one after another.
    Group(Vec<Markup>),
}

/// An element.
pub struct Element(Box<Parts>); // Boxed, so that each builder method moves only a pointer.

/// The attributes of an element, in the order in which they were set.
pub type Attributes = Vec<(&'static str, Value)>;

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// An address.
    Address(Target),
    /// The files of an image.
    Srcset(Srcset),
}

/// A `srcset`: the files of an image, each with its width in pixels, from which the browser chooses one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Srcset(Vec<(Target, u32)>);

impl Value {
    /// The value as text, in which `way` writes each address.
    fn text(&self, way: &dyn Fn(&Target) -> String) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Address(address) => way(address).into(),
            Self::Srcset(Srcset(files)) => {
                let files: Vec<_> = files.iter().map(|(file, width)| format!("{} {width}w", way(file))).collect();
                files.join(", ").into()
            }
        }
    }

    /// Turns the value into text, in which `way` writes each address.
    pub fn resolve(&mut self, way: &dyn Fn(&Target) -> String) {
        if !matches!(self, Self::Text(_)) {
            *self = Self::Text(self.text(way).into_owned());
        }
    }
}

impl Srcset {
    /// Whether the list has no files.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = &(Target, u32)> {
        self.0.iter()
    }

    /// Adds a file. Commas in its address are escaped, because one at its end would separate two files.
    pub(super) fn add(&mut self, file: &Target, width: u32) {
        self.0.push((file.map(|address| address.replace(',', "%2C")), width));
    }
}

/// The parts of an element.
pub struct Parts {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its children.
    pub children: Vec<Markup>,
}

impl Parts {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find(|(set, _)| *set == name).map(|(_, value)| value)
    }

    /// The value of an attribute that is text.
    pub fn get(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of an attribute that is an address.
    pub fn address(&self, name: &str) -> Option<&Target> {
        match self.value(name)? {
            Value::Address(address) => Some(address),
            _ => None,
        }
    }

    /// Its text, without the footnote references.
    pub fn words(&self) -> String {
        self.children.iter().map(Markup::words).collect()
    }
}

impl Element {
    pub(super) fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
    }

    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        self.0.attributes.push((name, Value::Text(value.to_owned())));
    }

    pub(super) fn set_address(&mut self, name: &'static str, to: &Target) {
        self.0.attributes.push((name, Value::Address(to.clone())));
    }

    /// Sets the `srcset` of an image.
    pub fn srcset(self, files: Srcset) -> Self {
        self.with_value("srcset", Some(&Value::Srcset(files)))
    }

    /// Sets an attribute to a value that was read from another element, if it had one.
    pub fn with_value(mut self, name: &'static str, value: Option<&Value>) -> Self {
        self.0.attributes.extend(value.map(|value| (name, value.clone())));
        self
    }

    pub(super) fn push(&mut self, child: Markup) {
        self.0.children.push(child);
    }

    /// Adds markup at the beginning.
    pub fn with_first(mut self, child: impl Into<Markup>) -> Self {
        self.0.children.insert(0, child.into());
        self
    }

    /// Replaces each child by what `change` returns for it.
    pub fn with_children(mut self, change: impl Fn(Markup) -> Markup) -> Self {
        self.0.children = self.0.children.into_iter().map(change).collect();
        self
    }

    fn write(self, html: &mut String) {
        html.push('<');
        html.push_str(self.0.tag);
        for (name, value) in self.0.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            // Addresses that were not resolved for a page are written as the front page needs them.
            html_escape::encode_double_quoted_attribute_to_string(value.text(&Target::to_string), html);
            html.push('"');
        }
        html.push('>');
        // https://html.spec.whatwg.org/multipage/syntax.html#void-elements
        if matches!(self.0.tag, "base" | "br" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track") {
            return;
        }
        for child in self.0.children {
            child.write(html);
        }
        html.push_str("</");
        html.push_str(self.0.tag);
        html.push('>');
    }
}

/// Several pieces of markup, one after another.
pub struct Fragment(Vec<Markup>);

impl Fragment {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn push(&mut self, piece: Markup) {
        self.0.push(piece);
    }
}

impl From<Fragment> for Markup {
    fn from(fragment: Fragment) -> Self {
        Self::Group(fragment.0)
    }
}

impl Markup {
    /// Empty markup.
    pub const NOTHING: Self = Self::Group(Vec::new());

    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Calls `change` with the tag and the attributes of each element.
    pub fn with_attributes(self, change: &dyn Fn(&'static str, &mut Attributes)) -> Self {
        self.with_elements(&|mut parts| {
            change(parts.tag, &mut parts.attributes);
            parts.into()
        })
    }

    /// Turns each address into text, as the page needs it: see [`Value::resolve`].
    pub fn with_addresses(self, way: &dyn Fn(&Target) -> String) -> Self {
        self.with_attributes(&|_, attributes| attributes.iter_mut().for_each(|(_, value)| value.resolve(way)))
    }

    /// Replaces each element by what `change` returns for it, the innermost first. Used for a single file, which can't
    /// contain all that the article's page can, for example.
    pub fn with_elements(self, change: &dyn Fn(Parts) -> Self) -> Self {
        match self {
            Self::Element(Element(mut parts)) => {
                parts.children = parts.children.into_iter().map(|child| child.with_elements(change)).collect();
                change(*parts)
            }
            Self::Group(pieces) => Self::group(pieces.into_iter().map(|piece| piece.with_elements(change))),
            text => text,
        }
    }

    /// The first element with this tag, in document order.
    pub fn find(&self, tag: &str) -> Option<&Parts> {
        self.first(&|parts| parts.tag == tag)
    }

    /// The first element for which `holds` is true, in document order.
    pub fn first(&self, holds: &dyn Fn(&Parts) -> bool) -> Option<&Parts> {
        match self {
            Self::Element(Element(parts)) if holds(parts) => Some(parts),
            Self::Element(Element(parts)) => parts.children.iter().find_map(|child| child.first(holds)),
            Self::Group(pieces) => pieces.iter().find_map(|piece| piece.first(holds)),
            Self::Text(_) => None,
        }
    }

    /// Calls `see` with each element, in document order.
    pub fn visit(&self, see: &mut dyn FnMut(&Parts)) {
        match self {
            Self::Element(Element(parts)) => {
                see(parts);
                parts.children.iter().for_each(|child| child.visit(see));
            }
            Self::Group(pieces) => pieces.iter().for_each(|piece| piece.visit(see)),
            Self::Text(_) => {}
        }
    }

    /// Its text, without the footnote references.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element(Element(parts)) if parts.tag != "sup" => parts.words(),
            Self::Group(pieces) => pieces.iter().map(Self::words).collect(),
            Self::Element(_) => String::new(),
        }
    }

    pub(super) fn write(self, html: &mut String) {
        match self {
            Self::Text(text) => {
                html_escape::encode_text_to_string(text, html);
            }
            Self::Element(element) => element.write(html),
            Self::Group(pieces) => pieces.into_iter().for_each(|piece| piece.write(html)),
        }
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<Parts> for Markup {
    fn from(parts: Parts) -> Self {
        Self::Element(Element(Box::new(parts)))
    }
}

/// Leptos requires this implementation, but outside the browser nothing is mounted.
impl Render for Markup {
    type State = ();

    fn build(self) {}

    fn rebuild(self, (): &mut ()) {}
}

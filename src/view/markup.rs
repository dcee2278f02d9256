//! Markup that is built once and never changes: nearly all of a story.
//!
//! Leptos' own elements carry their attributes and children in their type, so each combination is compiled anew,
//! together with the code to update it. A story never changes in place, so here is one type for all elements. What is
//! alive, as a button is, stays an ordinary leptos view, in [`Markup::Live`]. The figures are in
//! `docs/architecture.md`, under "Size".

use leptos::prelude::{AnyView, Mountable, Render, RenderHtml};
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};

/// A piece of a page.
pub enum Markup {
    /// Words. Whatever is in them, they stay words.
    Text(String),
    /// An element.
    Element(Element),
    /// Pieces in a row.
    Group(Vec<Markup>),
    /// Something that changes or listens.
    Live(Box<AnyView>),
}

/// An element that stays as it is.
pub struct Element(Box<Parts>); // Boxed, so that each step of building one hands on a pointer.

/// The attributes of an element, in the order in which they were set.
pub type Attributes = Vec<(&'static str, String)>;

/// What an element consists of.
pub struct Parts {
    /// Its name.
    pub tag: &'static str,
    /// Its attributes.
    pub attributes: Attributes,
    /// What is in it.
    pub children: Vec<Markup>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Parts {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(set, _)| *set == name).map(|(_, value)| value.as_str())
    }

    /// The words in it, without the marks of footnotes.
    pub fn words(&self) -> String {
        self.children.iter().map(Markup::words).collect()
    }
}

/// An element of this name, with nothing in it yet. Names and attributes are literals: nothing a story says can become
/// one.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

impl Element {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute, if there is a value for it.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets the class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets the name by which a host's styles reach the element through a shadow root.
    pub fn part(self, part: &'static str) -> Self {
        self.attr("part", part)
    }

    /// Adds a piece at the end.
    pub fn with(mut self, child: impl Into<Markup>) -> Self {
        self.0.children.push(child.into());
        self
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Element {
    /// Changes each piece in it.
    pub fn with_children(mut self, change: impl Fn(Markup) -> Markup) -> Self {
        self.0.children = self.0.children.into_iter().map(change).collect();
        self
    }
}

impl Markup {
    /// No piece at all.
    pub const NOTHING: Self = Self::Group(Vec::new());

    /// Pieces in a row.
    pub fn group(pieces: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::Group(pieces.into_iter().map(Into::into).collect())
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

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<AnyView> for Markup {
    fn from(view: AnyView) -> Self {
        Self::Live(Box::new(view))
    }
}

impl<T: Into<Markup>> From<Option<T>> for Markup {
    fn from(piece: Option<T>) -> Self {
        piece.map_or_else(|| Self::NOTHING, Into::into)
    }
}

/// What stands in the document for a [`Markup`].
pub struct Standing(Vec<Root>);

enum Root {
    Node(types::Node),
    /// A node of markup, with the live views below it.
    Element(types::Element, Vec<AnyViewState>),
    Live(AnyViewState),
}

impl Markup {
    fn roots(self, roots: &mut Vec<Root>) {
        match self {
            Self::Text(text) => roots.push(Root::Node(Rndr::create_text_node(&text).into())),
            Self::Element(element) => {
                let mut live = Vec::new();
                roots.push(Root::Element(element.create_in(&mut live), live));
            }
            Self::Group(pieces) => pieces.into_iter().for_each(|piece| piece.roots(roots)),
            Self::Live(view) => roots.push(Root::Live(view.build())),
        }
    }

    fn append(self, parent: &types::Element, live: &mut Vec<AnyViewState>) {
        match self {
            Self::Text(text) => Rndr::insert_node(parent, &Rndr::create_text_node(&text), None),
            Self::Element(element) => Rndr::insert_node(parent, &element.create_in(live), None),
            Self::Group(pieces) => pieces.into_iter().for_each(|piece| piece.append(parent, live)),
            Self::Live(view) => {
                let mut state = view.build();
                state.mount(parent, None);
                live.push(state);
            }
        }
    }

    /// Changes the attributes of each element, which is told its tag: for a page that is read at another place than its
    /// story was, say.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_attributes(self, change: &dyn Fn(&'static str, &mut Attributes)) -> Self {
        self.with_elements(&|mut parts| {
            change(parts.tag, &mut parts.attributes);
            parts.into()
        })
    }

    /// Puts something else in the place of each element, the innermost first: for a file that can't hold all that the
    /// story's page can, say.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_elements(self, change: &dyn Fn(Parts) -> Self) -> Self {
        match self {
            Self::Element(Element(mut parts)) => {
                parts.children = parts.children.into_iter().map(|child| child.with_elements(change)).collect();
                change(*parts)
            }
            Self::Group(pieces) => Self::group(pieces.into_iter().map(|piece| piece.with_elements(change))),
            text_or_live => text_or_live,
        }
    }

    /// The first element of this name, in the order of the text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn find(&self, tag: &str) -> Option<&Parts> {
        self.first(&|parts| parts.tag == tag)
    }

    /// The first element for which this holds, in the order of the text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn first(&self, holds: &dyn Fn(&Parts) -> bool) -> Option<&Parts> {
        match self {
            Self::Element(Element(parts)) if holds(parts) => Some(parts),
            Self::Element(Element(parts)) => parts.children.iter().find_map(|child| child.first(holds)),
            Self::Group(pieces) => pieces.iter().find_map(|piece| piece.first(holds)),
            Self::Text(_) | Self::Live(_) => None,
        }
    }

    /// Shows each element, in the order of the text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn visit(&self, see: &mut dyn FnMut(&Parts)) {
        match self {
            Self::Element(Element(parts)) => {
                see(parts);
                parts.children.iter().for_each(|child| child.visit(see));
            }
            Self::Group(pieces) => pieces.iter().for_each(|piece| piece.visit(see)),
            Self::Text(_) | Self::Live(_) => {}
        }
    }

    /// Its words, without the marks of footnotes.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element(Element(parts)) if parts.tag != "sup" => parts.words(),
            Self::Group(pieces) => pieces.iter().map(Self::words).collect(),
            Self::Element(_) | Self::Live(_) => String::new(),
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn write(self, html: &mut String) {
        match self {
            Self::Text(text) => {
                html_escape::encode_text_to_string(text, html);
            }
            Self::Element(element) => element.write(html),
            Self::Group(pieces) => pieces.into_iter().for_each(|piece| piece.write(html)),
            Self::Live(view) => html.push_str(&view.to_html()),
        }
    }
}

impl Element {
    /// The element itself, for a place in the document that is changed by hand. Nothing in it may be alive.
    pub fn create(self) -> types::Element {
        self.create_in(&mut Vec::new())
    }

    fn create_in(self, live: &mut Vec<AnyViewState>) -> types::Element {
        let element = Rndr::create_element(self.0.tag, None);
        for (name, value) in self.0.attributes {
            Rndr::set_attribute(&element, name, &value);
        }
        for child in self.0.children {
            child.append(&element, live);
        }
        element
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn write(self, html: &mut String) {
        html.push('<');
        html.push_str(self.0.tag);
        for (name, value) in self.0.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html_escape::encode_double_quoted_attribute_to_string(value, html);
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

impl Render for Markup {
    type State = Standing;

    fn build(self) -> Self::State {
        let mut roots = Vec::new();
        self.roots(&mut roots);
        if roots.is_empty() {
            // Something must mark the place where more may come.
            roots.push(Root::Node(Rndr::create_placeholder().into()));
        }
        Standing(roots)
    }

    /// Puts the new in the place of the old: nothing of a story is worth comparing with the next.
    fn rebuild(self, state: &mut Self::State) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        for root in &mut self.0 {
            match root {
                Root::Node(node) => node.unmount(),
                Root::Element(element, live) => {
                    live.iter_mut().for_each(Mountable::unmount);
                    element.unmount();
                }
                Root::Live(view) => view.unmount(),
            }
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        for root in &mut self.0 {
            match root {
                Root::Node(node) => node.mount(parent, marker),
                Root::Element(element, _) => element.mount(parent, marker),
                Root::Live(view) => view.mount(parent, marker),
            }
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.0.first() {
            Some(Root::Node(node)) => node.insert_before_this(child),
            Some(Root::Element(element, _)) => element.insert_before_this(child),
            Some(Root::Live(view)) => view.insert_before_this(child),
            None => false,
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        let elements = self.0.iter().map(|root| match root {
            Root::Node(_) => Vec::new(),
            Root::Element(element, _) => vec![element.clone()],
            Root::Live(view) => view.elements(),
        });
        elements.flatten().collect()
    }
}

no_attrs!(Markup);

impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        self.write(html);
        *position = Position::NextChild;
    }

    #[cfg(target_arch = "wasm32")]
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    /// Builds anew: no page of ours is hydrated.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

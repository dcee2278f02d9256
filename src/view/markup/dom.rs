//! Markup in the browser: nodes of the document.

use leptos::ev::MouseEvent;
use leptos::prelude::{Mountable, Render};
use leptos::tachys::dom::document;
use leptos::tachys::renderer::{Rndr, types};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::DocumentFragment;

use crate::address::Target;
use crate::byte_split::split;

/// A piece of a page: an element, a text, or a fragment of several pieces.
pub struct Markup(Option<types::Node>);

/// An element that is in no document yet.
pub struct Element(types::Element);

impl Element {
    #[inline(never)]
    pub(super) fn new(tag: &'static str) -> Self {
        Self(Rndr::create_element(tag, None))
    }

    #[inline(never)]
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        Rndr::set_attribute(&self.0, name, value);
    }

    pub(super) fn set_address(&mut self, name: &'static str, to: &Target) {
        self.set(name, to.as_str());
    }

    /// Sets the `srcset` of an image.
    pub fn srcset(self, files: Srcset) -> Self {
        self.attr("srcset", files.0)
    }

    #[inline(never)]
    pub(super) fn push(&mut self, child: Markup) {
        if let Some(node) = child.0 {
            Rndr::insert_node(&self.0, &node, None);
        }
    }

    /// Calls `listener` at each click, as long as the element exists.
    pub fn on_click(self, listener: impl Fn(MouseEvent) + 'static) -> Self {
        // The browser frees the listener with the element.
        let listener = Closure::<dyn Fn(MouseEvent)>::new(listener).into_js_value();
        let _ = self.0.add_event_listener_with_callback("click", listener.unchecked_ref());
        self
    }

    /// The DOM element, for code that changes the document directly.
    pub fn into_node(self) -> types::Element {
        self.0
    }
}

/// A `srcset`: the files of an image, from which the browser chooses one.
#[derive(Default)]
pub struct Srcset(String);

impl Srcset {
    /// Whether the list has no files.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a file. Commas in its address are escaped, because one at its end would separate two files.
    pub(super) fn add(&mut self, file: &Target, width: u32) {
        let files = &mut self.0;
        if !files.is_empty() {
            files.push_str(", ");
        }
        for (index, part) in split(file.as_str(), b',').enumerate() {
            files.push_str(if index == 0 { "" } else { "%2C" });
            files.push_str(part);
        }
        *files += &format!(" {width}w");
    }
}

/// Several pieces of markup, one after another.
pub struct Fragment(DocumentFragment);

impl Fragment {
    #[inline(never)]
    pub(super) fn new() -> Self {
        Self(document().create_document_fragment())
    }

    #[inline(never)]
    pub(super) fn push(&mut self, piece: Markup) {
        if let Some(node) = piece.0 {
            let _ = self.0.append_child(&node);
        }
    }
}

impl From<Fragment> for Markup {
    fn from(fragment: Fragment) -> Self {
        Self(Some(fragment.0.into()))
    }
}

impl Markup {
    /// Does nothing: in the browser, a page consists of nodes, not of HTML text.
    pub(super) fn write(self, _: &mut String) {}

    /// Empty markup.
    pub const NOTHING: Self = Self(None);

    #[inline(never)]
    pub(super) fn text(text: &str) -> Self {
        Self(Some(Rndr::create_text_node(text).into()))
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self(Some(element.0.into()))
    }
}

/// The nodes of a [`Markup`] that is in the document.
pub struct MarkupState(Vec<types::Node>);

impl Render for Markup {
    type State = MarkupState;

    fn build(self) -> Self::State {
        let mut nodes = Vec::new();
        match self.0 {
            Some(node) if node.node_type() == types::Node::DOCUMENT_FRAGMENT_NODE => {
                while let Some(piece) = node.first_child() {
                    let _ = node.remove_child(&piece);
                    nodes.push(piece);
                }
            }
            node => nodes.extend(node),
        }
        if nodes.is_empty() {
            // The placeholder marks where later nodes have to go.
            nodes.push(Rndr::create_placeholder().into());
        }
        MarkupState(nodes)
    }

    /// Replaces all nodes: two articles have too little in common to be compared.
    fn rebuild(self, state: &mut Self::State) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for MarkupState {
    fn unmount(&mut self) {
        // The nodes are removed, since Leptos does not implement `unmount` for them.
        self.0.iter().for_each(Rndr::remove);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.0.iter_mut().for_each(|node| node.mount(parent, marker));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.first().is_some_and(|node| node.insert_before_this(child))
    }

    fn elements(&self) -> Vec<types::Element> {
        self.0.iter().filter_map(|node| node.dyn_ref().cloned()).collect()
    }
}

//! In the browser: nodes of the document.

use leptos::ev::MouseEvent;
use leptos::prelude::{Mountable, Render};
use leptos::tachys::dom::document;
use leptos::tachys::renderer::{Rndr, types};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::DocumentFragment;

use crate::address::Target;
use crate::split::split;

/// A piece of a page: an element, a text, or a fragment that holds several in a row.
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

    /// Sets the files of an image.
    pub fn srcset(self, files: Srcset) -> Self {
        self.attr("srcset", files.0)
    }

    #[inline(never)]
    pub(super) fn push(&mut self, child: Markup) {
        if let Some(node) = child.0 {
            Rndr::insert_node(&self.0, &node, None);
        }
    }

    /// Calls this at each click, for as long as the element is there.
    pub fn on_click(self, listener: impl Fn(MouseEvent) + 'static) -> Self {
        // The browser drops it with the element.
        let listener = Closure::<dyn Fn(MouseEvent)>::new(listener).into_js_value();
        let _ = self.0.add_event_listener_with_callback("click", listener.unchecked_ref());
        self
    }

    /// The element itself, for a place in the document that is changed by hand.
    pub fn into_node(self) -> types::Element {
        self.0
    }
}

/// The files of an image, for the browser to choose from.
#[derive(Default)]
pub struct Srcset(String);

impl Srcset {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A comma at the end of an address would belong to the list.
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

/// Pieces in a row, one after another.
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
    /// Nothing: a page in the browser is made of nodes.
    pub(super) fn write(self, _: &mut String) {}

    /// No piece at all.
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
            // Something must mark the place where more may come.
            nodes.push(Rndr::create_placeholder().into());
        }
        MarkupState(nodes)
    }

    /// Puts the new in the place of the old: nothing of an article is worth comparing with the next.
    fn rebuild(self, state: &mut Self::State) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for MarkupState {
    fn unmount(&mut self) {
        // Not by the nodes' own `unmount`, which Leptos has left undone.
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

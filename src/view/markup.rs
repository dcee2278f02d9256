//! The markup of an article: elements that are built once and never change.
//!
//! Leptos' own elements carry their attributes and children in their type, so each combination is compiled anew,
//! together with the code to update it. An article never changes in place, so this module has one type for all
//! elements. Views build it with [`el`]. In the browser, that creates DOM nodes at once, without a tree beside them
//! (`markup/dom.rs`). Elsewhere, it builds a tree that `publish` changes and writes as HTML (`markup/tree.rs`). The
//! figures are in `docs/architecture.md`, under "Size".

#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(not(target_arch = "wasm32"))]
mod tree;

#[cfg(target_arch = "wasm32")]
pub use dom::{Element, Fragment, Markup, MarkupState, Srcset};
#[cfg(not(target_arch = "wasm32"))]
pub use tree::{Attributes, Element, Fragment, Markup, Parts, Srcset, Value};

use leptos::prelude::{Render, RenderHtml};
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::{Position, PositionState};

use crate::address::{Source, Target};

/// An empty element with this tag. Tags and attribute names are literals, so no text of an article can become one.
///
/// ```
/// use broadsheet::view::markup::{Markup, el};
/// use leptos::prelude::RenderHtml;
///
/// let link = el("a").attr("href", "https://example.org/?a=1&b=2").with("Read <on>");
/// let line = Markup::from(el("p").class("more").with("→ ").with(link).with(None::<&str>));
/// assert_eq!(
///     line.to_html(),
///     r#"<p class="more">→ <a href="https://example.org/?a=1&amp;b=2">Read &lt;on&gt;</a></p>"#
/// );
/// ```
pub fn el(tag: &'static str) -> Element {
    Element::new(tag)
}

/// An empty fragment.
pub fn fragment() -> Fragment {
    Fragment::new()
}

impl Element {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.set(name, value.as_ref());
        self
    }

    /// Sets an attribute, if there is a value for it.
    pub fn maybe(self, name: &'static str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute to an address, such as `href` or `src`.
    pub fn address(mut self, name: &'static str, to: &impl AsRef<Target>) -> Self {
        self.set_address(name, to.as_ref());
        self
    }

    /// Sets the class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets the `part`, by which a host page's styles reach the element through the shadow root.
    pub fn part(self, part: &'static str) -> Self {
        self.attr("part", part)
    }

    /// Adds markup at the end.
    pub fn with(mut self, child: impl Into<Markup>) -> Self {
        self.push(child.into());
        self
    }
}

impl Srcset {
    /// Adds a file that is `width` pixels wide.
    pub fn with(mut self, file: &Source, width: u32) -> Self {
        self.add(file.as_ref(), width);
        self
    }
}

impl Fragment {
    /// Adds markup at the end.
    pub fn with(mut self, piece: impl Into<Markup>) -> Self {
        self.push(piece.into());
        self
    }
}

impl Markup {
    /// Puts several pieces of markup into a fragment.
    pub fn group(pieces: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        let mut fragment = Fragment::new();
        pieces.into_iter().for_each(|piece| fragment.push(piece.into()));
        fragment.into()
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl<T: Into<Markup>> From<Option<T>> for Markup {
    fn from(piece: Option<T>) -> Self {
        piece.map_or_else(|| Self::NOTHING, Into::into)
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

    /// Builds new nodes: no page of this project is hydrated.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

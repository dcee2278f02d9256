//! What stands around the article, the same on every page of a publication.

use crate::address::Target;
use crate::labels::Labels;

use super::markup::{Element, Markup, el};

/// The first link of a page, seen when it has the focus: past all that is the same on other pages.
pub fn skip_link(labels: &'static Labels) -> Element {
    el("a").class("skip-link").attr("href", "#story").attr("lang", labels.lang).with(labels.skip)
}

/// The publication's name, as the way to its front page. Without a name it is an empty strip.
pub fn masthead(title: Option<&str>, home: &Target) -> Element {
    let title = title.map(|title| el("a").class("masthead-title").address("href", home).with(title));
    el("header").class("masthead").with(title)
}

/// The place of the article, or of what stands there instead. `state` is for styles, scripts and tests.
pub fn main_region(state: &'static str, content: impl Into<Markup>) -> Element {
    el("main").attr("id", "story").attr("tabindex", "-1").attr("data-state", state).with(content)
}

/// The foot of a page, with the publication's line about rights if it has one. `address` is that of the page, if it is
/// known, for readers who print it: nothing else on paper says where it is from.
pub fn site_footer(rights: Option<&str>, address: Option<&str>) -> Element {
    // No `p`, which Reader View counts as text.
    let address = address.map(|address| el("small").class("on-paper").with(el("bdi").attr("dir", "ltr").with(address)));
    let rights = rights.map(|rights| el("small").with(el("bdi").with(rights)));
    el("footer").class("site-footer").with(rights).with(address)
}

//! The layout around an article, the same on every page of a publication.

use crate::address::Target;
use crate::labels::Labels;

use super::markup::{Element, Markup, el};

/// The skip link: the first link of a page, visible while it has the focus. It leads past everything that other pages
/// have, too.
pub fn skip_link(labels: &'static Labels) -> Element {
    el("a").class("skip-link").attr("href", "#story").attr("lang", labels.lang).with(labels.skip)
}

/// The masthead: the publication's name, linked to its front page. Without a name, it is an empty strip.
pub fn masthead(title: Option<&str>, home: &Target) -> Element {
    let title = title.map(|title| el("a").class("masthead-title").address("href", home).with(title));
    el("header").class("masthead").with(title)
}

/// The main region, which contains the article, its skeleton or an error message. `state` is for styles, scripts and
/// tests.
pub fn main_region(state: &'static str, content: impl Into<Markup>) -> Element {
    el("main").attr("id", "story").attr("tabindex", "-1").attr("data-state", state).with(content)
}

/// The footer: the publication's line about rights, and the address of the page, each if it is known. The address is
/// for readers who print the page: nothing else on paper says where it is from.
pub fn site_footer(rights: Option<&str>, address: Option<&str>) -> Element {
    // The address is not a `p`, because Reader View counts that as text of the article.
    let address = address.map(|address| el("small").class("on-paper").with(el("bdi").attr("dir", "ltr").with(address)));
    let rights = rights.map(|rights| el("small").with(el("bdi").with(rights)));
    el("footer").class("site-footer").with(rights).with(address)
}

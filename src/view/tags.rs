//! What a story is about.

use leptos::prelude::*;

use crate::article::apparatus::Tag;
use crate::labels::Labels;

use super::linked;
use super::markup::{Markup, el};

/// What a story is about.
#[component]
pub fn Tags<'a>(
    /// In the order of the file; none gives no list.
    tags: &'a [Tag],
    /// For the name of the list.
    labels: &'static Labels,
) -> Markup {
    if tags.is_empty() {
        return Markup::NOTHING;
    }
    let items = tags.iter().map(|tag| el("li").with(linked(tag.text.as_str(), tag.href.as_ref(), Some("tag"))));
    // Safari drops the role of a list without bullets: https://bugs.webkit.org/show_bug.cgi?id=170179
    let list = el("ul").class("tags").attr("role", "list").attr("aria-label", labels.tags);
    list.with(Markup::group(items)).into()
}

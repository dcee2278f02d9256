//! What a story is about.

use leptos::prelude::*;

use super::bidi::in_order;
use super::markup::{Markup, el};
use super::{Setting, linked};
use crate::article::apparatus::Tag;

/// What a story is about.
#[component]
pub fn Tags<'a>(
    /// In the order of the file; none gives no list.
    tags: &'a [Tag],
    /// What the story's views share.
    setting: Setting<'a>,
) -> Markup {
    if tags.is_empty() {
        return Markup::NOTHING;
    }
    let items = tags
        .iter()
        .map(|tag| el("li").with(linked(in_order(&tag.text, setting.direction), tag.href.as_ref(), Some("tag"))));
    // Safari drops the role of a list without bullets: https://bugs.webkit.org/show_bug.cgi?id=170179
    let list = el("ul").class("tags").attr("role", "list").attr("aria-label", setting.labels.tags);
    list.with(Markup::group(items)).into()
}

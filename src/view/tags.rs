//! Tags.

use leptos::prelude::*;

use crate::article::tags::Tag;

use super::bidi::in_order;
use super::markup::{Markup, el};
use super::{RenderContext, linked, unmarked_list};

/// The list of an article's tags.
#[component(transparent)]
pub fn Tags<'a>(
    /// The tags, in the order of the file. Without any, there is no list.
    tags: &'a [Tag],
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    if tags.is_empty() {
        return Markup::NOTHING;
    }
    let items = tags.iter().map(|tag| {
        let words = in_order(&tag.text, context.direction);
        el("li").with(linked(words, tag.href.as_ref(), Some("tag")))
    });
    unmarked_list("ul").class("tags").attr("aria-label", context.labels.tags).with(Markup::group(items)).into()
}

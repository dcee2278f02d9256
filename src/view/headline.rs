//! What stands over an article: kicker, headline, standfirst.

use leptos::prelude::*;

use crate::article::tags::Tag;
use crate::article::text::Text;

use super::bidi::in_order;
use super::markup::{Element, Markup, el};
use super::text::inline;
use super::{RenderContext, linked};

/// The section an article belongs to.
#[component(transparent)]
pub fn Kicker<'a>(
    /// The section's name, and its page if it has one.
    kicker: &'a Tag,
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    let words = linked(in_order(&kicker.text, context.direction), kicker.href.as_ref(), None);
    el("p").class("kicker").part("kicker").with(words).into()
}

/// The headline. It takes the focus when another article is opened, and so can have it without being a link.
#[component(transparent)]
pub fn Headline<'a>(
    /// The words.
    text: &'a Text,
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    heading(context.heading_level)
        .class("headline")
        .part("headline")
        .attr("tabindex", "-1")
        .with(inline(text, context))
        .into()
}

/// One sentence that says why it matters.
#[component(transparent)]
pub fn Standfirst<'a>(
    /// The words.
    text: &'a Text,
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    el("p").class("standfirst").part("standfirst").with(inline(text, context)).into()
}

/// A heading; levels past 6 become 6.
pub fn heading(level: u8) -> Element {
    el(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1])
}

//! Kicker, headline and standfirst.

use leptos::prelude::*;

use crate::article::tags::Tag;
use crate::article::text::Text;

use super::bidi::in_order;
use super::markup::{Element, Markup, el};
use super::text::inline;
use super::{RenderContext, linked};

/// The kicker: the section that an article belongs to.
#[component(transparent)]
pub fn Kicker<'a>(
    /// The name of the section, with its address if it has one.
    kicker: &'a Tag,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    let words = linked(in_order(&kicker.text, context.direction), kicker.href.as_ref(), None);
    el("p").class("kicker").part("kicker").with(words).into()
}

/// The headline. It gets the focus when another article is opened, so it is focusable although it is not a link.
#[component(transparent)]
pub fn Headline<'a>(
    /// The text.
    text: &'a Text,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    heading(context.heading_level)
        .class("headline")
        .part("headline")
        .attr("tabindex", "-1")
        .with(inline(text, context))
        .into()
}

/// The standfirst: the sentence below the headline.
#[component(transparent)]
pub fn Standfirst<'a>(
    /// The text.
    text: &'a Text,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    el("p").class("standfirst").part("standfirst").with(inline(text, context)).into()
}

/// A heading element; levels past 6 become 6.
pub fn heading(level: u8) -> Element {
    el(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1])
}

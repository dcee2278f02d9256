//! An image with what is said about it.

use leptos::prelude::*;

use crate::article::image::Image;
use crate::article::text::Text;

use super::bidi::in_order;
use super::markup::{Element, Markup, Srcset, el};
use super::text::inline;
use super::{RenderContext, linked};

/// An image, its caption, who made it and where it comes from.
#[component(transparent)]
pub fn Figure<'a>(
    /// The image.
    image: &'a Image,
    /// Whether it leads the article.
    #[prop(optional)]
    lead: bool,
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    let source = image.source.as_ref().map(|source| {
        let words = source.text.as_deref();
        let words = words.map_or_else(|| context.say(context.labels.source), |text| in_order(text, context.direction));
        el("span").class("source").with(linked(words, source.href.as_ref(), None))
    });
    let caption = figcaption(image.caption.as_ref(), image.credit.as_ref(), source.map(Into::into), context);
    let figure = el("figure").class(if lead { "figure lead" } else { "figure" }).part("figure");
    figure.with(img(image, if lead { Placement::Lead } else { Placement::Column }, context)).with(caption).into()
}

/// Where an image stands, and so how large it is shown and how soon it is needed.
#[derive(Clone, Copy, PartialEq)]
pub enum Placement {
    /// Over an article: fetched before all others, but not before those of a host.
    Lead,
    /// Among an article's words.
    Column,
    /// In a card.
    Card,
}

impl Placement {
    /// The columns of style/article.css, style/figure.css and style/card.css, with the usual text size; in a host's
    /// column no more than that. Not by `auto`: Chromium 156 keeps each image that had it for ever.
    fn sizes(self, column: Option<u32>) -> String {
        let (window, width) = match self {
            Self::Lead => (63, 63),
            Self::Column => (46, 43),
            Self::Card => (40, 20),
        };
        match column {
            Some(column @ 1..) => format!("{}px", column.min(width * 16)),
            _ => format!("(min-width: {window}rem) {width}rem, 100vw"),
        }
    }
}

/// The image alone. `width` and `height` reserve its box while it loads.
pub fn img(image: &Image, placement: Placement, context: &RenderContext) -> Markup {
    let mut files = Srcset::default();
    for variant in &image.variants {
        files = files.with(&variant.src, variant.width);
    }
    if let (false, Some(size)) = (files.is_empty(), image.size) {
        files = files.with(&image.src, size.width);
    }
    let mut img = el("img").part("image").attr("alt", &image.alt);
    if let Some(size) = image.size {
        img = img.attr("width", size.width.to_string()).attr("height", size.height.to_string());
    }
    img = if placement == Placement::Lead && context.column.is_none() {
        img.attr("fetchpriority", "high")
    } else {
        img.attr("loading", "lazy").attr("decoding", "async")
    };
    if !files.is_empty() {
        img = img.attr("sizes", placement.sizes(context.column)).srcset(files);
    }
    // Last, since the browser begins to fetch when it meets this.
    img.address("src", &image.src).into()
}

/// What is said about an image or a video: nothing at all if there is nothing to say.
pub fn figcaption(
    caption: Option<&Text>,
    credit: Option<&Text>,
    source: Option<Markup>,
    context: &RenderContext,
) -> Markup {
    let part = |class, text: Option<&Text>| text.map(|text| el("span").class(class).with(inline(text, context)).into());
    let parts: Vec<Markup> = [part("caption", caption), part("credit", credit), source].into_iter().flatten().collect();
    if parts.is_empty() {
        return Markup::NOTHING;
    }
    el("figcaption").part("caption").with(caption_line(parts)).into()
}

/// The parts of a caption, in a paragraph: programs that take the text out of a page look for paragraphs.
pub fn caption_line(parts: impl IntoIterator<Item = Markup>) -> Element {
    parts.into_iter().fold(el("p"), |line, part| line.with(part).with(" "))
}

//! Images with their captions.

use leptos::prelude::*;

use crate::article::image::Image;
use crate::article::text::Text;

use super::bidi::in_order;
use super::markup::{Element, Markup, Srcset, el};
use super::text::inline;
use super::{RenderContext, linked};

/// An image, its caption, its credit and its source.
#[component(transparent)]
pub fn Figure<'a>(
    /// The image.
    image: &'a Image,
    /// Whether it is at the top of the article.
    #[prop(optional)]
    lead: bool,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    let source = image.source.as_ref().map(|source| {
        let words = source.text.as_deref();
        let words =
            words.map_or_else(|| context.label(context.labels.source), |text| in_order(text, context.direction));
        el("span").class("source").with(linked(words, source.href.as_ref(), None))
    });
    let caption = figcaption(image.caption.as_ref(), image.credit.as_ref(), source.map(Into::into), context);
    let figure = el("figure").class(if lead { "figure lead" } else { "figure" }).part("figure");
    figure.with(img(image, if lead { Placement::Lead } else { Placement::Column }, context)).with(caption).into()
}

/// Where an image is shown. Its width and its loading priority follow from that.
#[derive(Clone, Copy, PartialEq)]
pub enum Placement {
    /// At the top of an article. It is fetched before all other images, except on a host page.
    Lead,
    /// In the text of an article.
    Column,
    /// In a card.
    Card,
}

impl Placement {
    /// The `sizes` attribute: the column widths of style/article.css, style/figure.css and style/card.css at the usual
    /// text size; on a host page, at most the width of its column. Not `auto`: Chromium 156 never frees an image that
    /// had it.
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

/// The `img` element. `width` and `height` reserve its box while it loads, so there is no layout shift.
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
    // `src` comes last, because the browser starts to fetch when it sees it.
    img.address("src", &image.src).into()
}

/// Caption, credit and source of an image or a video; nothing if all are absent.
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

/// The parts of a caption, in a paragraph: programs that extract the text of a page look for paragraphs.
pub fn caption_line(parts: impl IntoIterator<Item = Markup>) -> Element {
    parts.into_iter().fold(el("p"), |line, part| line.with(part).with(" "))
}

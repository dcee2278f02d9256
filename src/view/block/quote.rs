//! Quotes and pullquotes.

use crate::article::block::Quote;
use crate::view::RenderContext;
use crate::view::markup::{Element, Markup, el};
use crate::view::text::inline;

/// A quote and its source.
pub fn view(quote: &Quote, context: &RenderContext) -> Markup {
    with_quote(el("blockquote").class("quote"), quote, context)
}

/// A pullquote. It repeats the article's own text, so it is an `aside`, which assistive technology can skip.
pub fn pullquote(quote: &Quote, context: &RenderContext) -> Markup {
    with_quote(el("aside").class("pullquote"), quote, context)
}

/// Adds the quoted text and its source. The source is in a paragraph, because Reader View drops `footer` elements.
fn with_quote(element: Element, quote: &Quote, context: &RenderContext) -> Markup {
    let cite = quote.cite.as_ref().map(|cite| el("cite").with(inline(cite, context)));
    let cite = cite.map(|cite| el("p").class("attribution").with(cite));
    element.with(el("p").with(inline(&quote.text, context))).with(cite).into()
}

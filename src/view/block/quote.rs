//! Quotes, and the article's own words set large.

use crate::article::block::Quote;
use crate::view::RenderContext;
use crate::view::markup::{Element, Markup, el};
use crate::view::text::inline;

/// Somebody's words, and who said them.
pub fn view(quote: &Quote, context: &RenderContext) -> Markup {
    with_words(el("blockquote").class("quote"), quote, context)
}

/// Words of the article again. They stand in the text as well, so assistive technology reads them once.
pub fn pulled(quote: &Quote, context: &RenderContext) -> Markup {
    with_words(el("aside").class("pullquote"), quote, context)
}

/// The words, and who said them: in a paragraph of its own, since Reader View drops each `footer`.
fn with_words(element: Element, quote: &Quote, context: &RenderContext) -> Markup {
    let cite = quote.cite.as_ref().map(|cite| el("cite").with(inline(cite, context)));
    let cite = cite.map(|cite| el("p").class("attribution").with(cite));
    element.with(el("p").with(inline(&quote.text, context))).with(cite).into()
}

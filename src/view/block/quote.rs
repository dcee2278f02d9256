//! Quotes, and the story's own words set large.

use crate::article::block::Quote;
use crate::view::Setting;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;

/// Somebody's words, and who said them.
pub fn view(quote: &Quote, setting: Setting) -> Markup {
    let cite = quote.cite.as_ref().map(|cite| el("footer").with(el("cite").with(inline(cite, setting))));
    el("blockquote").class("quote").with(el("p").with(inline(&quote.text, setting))).with(cite).into()
}

/// Words of the story again. They stand in the text as well, so assistive technology reads them once.
pub fn pulled(quote: &Quote, setting: Setting) -> Markup {
    let cite = quote.cite.as_ref().map(|cite| el("footer").with(el("cite").with(inline(cite, setting))));
    let quote = el("aside").class("pullquote").with(el("p").with(inline(&quote.text, setting)));
    quote.with(cite).into()
}

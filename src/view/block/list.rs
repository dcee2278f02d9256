//! Lists.

use crate::article::block::{Item, List};
use crate::view::RenderContext;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;

/// A list, with the lists nested in it.
pub fn view(list: &List, context: &RenderContext) -> Markup {
    let items = list.items.iter().map(|item| point(item, context));
    el(if list.ordered { "ol" } else { "ul" }).class("list").with(Markup::group(items)).into()
}

fn point(item: &Item, context: &RenderContext) -> Markup {
    el("li").with(inline(&item.text, context)).with(item.list.as_ref().map(|list| view(list, context))).into()
}

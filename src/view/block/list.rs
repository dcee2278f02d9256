//! Lists.

use crate::article::block::{Item, List};
use crate::view::Setting;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;

/// A list, with those in it.
pub fn view(list: &List, setting: &Setting) -> Markup {
    let items = list.items.iter().map(|item| point(item, setting));
    el(if list.ordered { "ol" } else { "ul" }).class("list").with(Markup::group(items)).into()
}

fn point(item: &Item, setting: &Setting) -> Markup {
    el("li").with(inline(&item.text, setting)).with(item.list.as_ref().map(|list| view(list, setting))).into()
}

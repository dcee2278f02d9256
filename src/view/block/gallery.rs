//! Galleries.

use crate::article::block::Gallery;
use crate::view::figure::figcaption;
use crate::view::markup::{Markup, el};
use crate::view::{Figure, FigureProps, RenderContext, unmarked_list};

/// The images side by side, each with its own caption. All are visible without swiping or clicking.
pub fn view(gallery: &Gallery, context: &RenderContext) -> Markup {
    let images = gallery.items.iter().map(|image| el("li").with(Figure(FigureProps { image, lead: false, context })));
    let grid = unmarked_list("ul").class("pictures").with(Markup::group(images));
    let caption = figcaption(gallery.caption.as_ref(), None, None, context);
    el("figure").class("gallery").with(grid).with(caption).into()
}

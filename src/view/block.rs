//! The body of an article, block by block.

mod audio;
mod code;
mod embed;
mod gallery;
mod list;
mod qa;
mod quote;
mod table;
mod timeline;
mod video;

use leptos::prelude::*;

use crate::article::block::{Block, Callout};

use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;
use super::{Figure, FigureProps, RenderContext};

/// The blocks of an article.
#[component(transparent)]
pub fn Body<'a>(
    /// The blocks, in the order of the file.
    blocks: &'a [Block],
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    let blocks = all(blocks, context);
    match context.column {
        // The `part` lets a host page style the body as a whole.
        Some(_) => el("div").class("body").part("body").with(blocks).into(),
        // The body has no element around it: Reader View would take that element for the whole article, since most
        // paragraphs are in it, and leave out everything else.
        None => blocks,
    }
}

/// The markup of several blocks.
fn all(blocks: &[Block], context: &RenderContext) -> Markup {
    Markup::group(blocks.iter().map(|block| one(block, context)))
}

/// The markup of one block.
pub fn one(block: &Block, context: &RenderContext) -> Markup {
    match block {
        Block::Paragraph(text) => el("p").with(inline(text, context)).into(),
        // Headings in a body have levels from 2, because the headline counts as level 1.
        Block::Heading(block) => {
            heading(context.heading_level + block.level - 1).with(inline(&block.text, context)).into()
        }
        Block::List(block) => list::view(block, context),
        Block::Quote(block) => quote::view(block, context),
        Block::Pullquote(block) => quote::pullquote(block, context),
        Block::Image(image) => Figure(FigureProps { image, lead: false, context }),
        Block::Gallery(block) => gallery::view(block, context),
        Block::Video(block) => video::view(block, context),
        Block::Audio(block) => audio::view(block, context),
        Block::Embed(block) => embed::view(block, context),
        Block::Table(block) => table::view(block, context),
        Block::Code(block) => code::view(block, context),
        Block::Callout(block) => callout(block, context),
        Block::Timeline(block) => timeline::view(&block.items, context),
        Block::Qa(block) => qa::view(&block.items, context),
        Block::Divider => el("hr").class("divider").into(),
        Block::Unknown(Some(fallback)) => el("p").with(inline(fallback, context)).into(),
        Block::Unknown(None) => el("p").class("unknown").with(context.label(context.labels.unknown_block)).into(),
    }
}

/// A callout. Its title, as plain text, is also its accessible name. It is not an `aside`, because Reader View drops
/// those.
fn callout(callout: &Callout, context: &RenderContext) -> Markup {
    let name = callout.title.as_ref().map(|title| title.words());
    let title = callout.title.as_ref().map(|title| el("p").class("title").with(inline(title, context)));
    el("section")
        .class("callout")
        .attr("role", "note")
        .maybe("aria-label", name)
        .with(title)
        .with(all(&callout.body, context))
        .into()
}

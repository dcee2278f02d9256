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
    /// In the order of the file.
    blocks: &'a [Block],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    let blocks = all(blocks, context);
    match context.column {
        // One part for a host's styles.
        Some(_) => el("div").class("body").part("body").with(blocks).into(),
        // Straight in the article: Reader View takes the element around most paragraphs for the article, and leaves out
        // what lies beside that.
        None => blocks,
    }
}

/// Blocks in a row.
fn all(blocks: &[Block], context: &RenderContext) -> Markup {
    Markup::group(blocks.iter().map(|block| one(block, context)))
}

/// One block.
pub fn one(block: &Block, context: &RenderContext) -> Markup {
    match block {
        Block::Paragraph(text) => el("p").with(inline(text, context)).into(),
        // An article's own headings begin at 2, below a headline of 1.
        Block::Heading(block) => {
            heading(context.heading_level + block.level - 1).with(inline(&block.text, context)).into()
        }
        Block::List(block) => list::view(block, context),
        Block::Quote(block) => quote::view(block, context),
        Block::Pullquote(block) => quote::pulled(block, context),
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
        Block::Unknown(None) => el("p").class("unknown").with(context.say(context.labels.unknown_block)).into(),
    }
}

/// An aside, set apart. Its name is its title, as words. No `aside`, which Reader View drops.
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

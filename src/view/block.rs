//! The body of a story, block by block.

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
use super::{Figure, FigureProps, Setting};

/// The blocks of a story.
#[component(transparent)]
pub fn Body<'a>(
    /// In the order of the file.
    blocks: &'a [Block],
    /// What the story's views share.
    setting: &'a Setting<'a>,
) -> Markup {
    let blocks = all(blocks, setting);
    match setting.column {
        // One part for a host's styles.
        Some(_) => el("div").class("body").part("body").with(blocks).into(),
        // Straight in the article: Reader View takes the element around most paragraphs for the article, and leaves out what
        // lies beside that.
        None => blocks,
    }
}

/// Blocks in a row.
fn all(blocks: &[Block], setting: &Setting) -> Markup {
    Markup::group(blocks.iter().map(|block| one(block, setting)))
}

/// One block.
pub fn one(block: &Block, setting: &Setting) -> Markup {
    match block {
        Block::Paragraph(text) => el("p").with(inline(text, setting)).into(),
        // A story's own headings begin at 2, below a headline of 1.
        Block::Heading(block) => {
            heading(setting.heading_level + block.level - 1).with(inline(&block.text, setting)).into()
        }
        Block::List(block) => list::view(block, setting),
        Block::Quote(block) => quote::view(block, setting),
        Block::Pullquote(block) => quote::pulled(block, setting),
        Block::Image(image) => Figure(FigureProps { image, lead: false, setting }),
        Block::Gallery(block) => gallery::view(block, setting),
        Block::Video(block) => video::view(block, setting),
        Block::Audio(block) => audio::view(block, setting),
        Block::Embed(block) => embed::view(block, setting),
        Block::Table(block) => table::view(block, setting),
        Block::Code(block) => code::view(block, setting),
        Block::Callout(block) => callout(block, setting),
        Block::Timeline(moments) => timeline::view(moments, setting),
        Block::Qa(questions) => qa::view(questions, setting),
        Block::Divider => el("hr").class("divider").into(),
        Block::Unknown(Some(fallback)) => el("p").with(inline(fallback, setting)).into(),
        Block::Unknown(None) => el("p").class("unknown").with(setting.say(setting.labels.unknown_block)).into(),
    }
}

/// An aside, set apart. Its name is its title, as words. No `aside`, which Reader View drops.
fn callout(callout: &Callout, setting: &Setting) -> Markup {
    let name = callout.title.as_ref().map(|title| title.words());
    let title = callout.title.as_ref().map(|title| el("p").class("title").with(inline(title, setting)));
    el("section")
        .class("callout")
        .attr("role", "note")
        .maybe("aria-label", name)
        .with(title)
        .with(all(&callout.body, setting))
        .into()
}

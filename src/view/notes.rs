//! Footnotes, and the marks in the text that lead to them and back.

use std::cell::Cell;

use leptos::prelude::*;

use crate::address::Target;
use crate::article::notes::Note;

use super::RenderContext;
use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;

/// The footnotes of an article while its text is turned into markup.
///
/// Their numbers are their places in the list, and the ids in the page are made from the numbers: nothing that an
/// article calls an id becomes one.
pub struct Citations<'a> {
    notes: &'a [Note],
    cited: Vec<Cell<bool>>,
}

impl<'a> Citations<'a> {
    /// None of them cited yet.
    pub fn new(notes: &'a [Note]) -> Self {
        Self { notes, cited: notes.iter().map(|_| Cell::new(false)).collect() }
    }

    /// The mark that leads to a footnote; nothing if there is none of that id.
    pub fn cite(&self, id: &str) -> Option<Markup> {
        let index = self.notes.iter().position(|note| note.id == id)?;
        let number = (index + 1).to_string();
        let mut link = el("a").address("href", &Target::part(format!("#note-{number}"))).attr("role", "doc-noteref");
        // The way back leads to the first mark.
        if !self.cited[index].replace(true) {
            link = link.attr("id", format!("cite-{number}"));
        }
        Some(el("sup").class("cite").with(link.with(number)).into())
    }
}

/// The footnotes of an article, each with the way back to where it was cited.
#[component(transparent)]
pub fn Notes<'a>(
    /// In the order of the file; none gives no section.
    notes: &'a [Note],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    if notes.is_empty() {
        return Markup::NOTHING;
    }
    let labels = context.labels;
    let items = notes.iter().enumerate().map(|(index, note)| {
        let number = (index + 1).to_string();
        let back = context.notes.cited[index].get().then(|| {
            let back = el("a").address("href", &Target::part(format!("#cite-{number}"))).attr("role", "doc-backlink");
            back.attr("aria-label", labels.back).with("↩")
        });
        let item = el("li").attr("id", format!("note-{number}")).attr("tabindex", "-1");
        item.with(inline(&note.text, context)).with(" ").with(back)
    });
    let title = heading(context.heading_level + 1).with(context.say(labels.notes));
    let section = el("section").class("notes").attr("role", "doc-endnotes").attr("aria-label", labels.notes);
    section.with(title).with(el("ol").with(Markup::group(items))).into()
}

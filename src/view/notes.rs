//! Footnotes, and the references in the text.

use std::cell::Cell;

use leptos::prelude::*;

use crate::address::Target;
use crate::article::notes::Note;

use super::RenderContext;
use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;

/// The footnotes of an article, and which of them its text has cited so far.
///
/// A footnote's number is its place in the list, and the ids in the page are made from the number. An id that an
/// article gives never becomes an id in the page.
pub struct Citations<'a> {
    notes: &'a [Note],
    cited: Vec<Cell<bool>>,
}

impl<'a> Citations<'a> {
    /// Starts with no footnote cited.
    pub fn new(notes: &'a [Note]) -> Self {
        Self { notes, cited: notes.iter().map(|_| Cell::new(false)).collect() }
    }

    /// The footnote reference, a link; nothing if no footnote has this id.
    pub fn cite(&self, id: &str) -> Option<Markup> {
        let index = self.notes.iter().position(|note| note.id == id)?;
        let number = (index + 1).to_string();
        let mut link = el("a").address("href", &Target::part(format!("#note-{number}"))).attr("role", "doc-noteref");
        // Only the first reference has an id, because the backlink leads to it.
        if !self.cited[index].replace(true) {
            link = link.attr("id", format!("cite-{number}"));
        }
        Some(el("sup").class("cite").with(link.with(number)).into())
    }
}

/// The section with the footnotes, each with a backlink to where it was cited.
#[component(transparent)]
pub fn Notes<'a>(
    /// The footnotes, in the order of the file. Without any, there is no section.
    notes: &'a [Note],
    /// What all views of the article need to know.
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
    let title = heading(context.heading_level + 1).with(context.label(labels.notes));
    let section = el("section").class("notes").attr("role", "doc-endnotes").attr("aria-label", labels.notes);
    section.with(title).with(el("ol").with(Markup::group(items))).into()
}

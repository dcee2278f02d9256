//! Corrections.

use leptos::prelude::*;

use crate::article::corrections::Correction;

use super::date::time;
use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;
use super::{RenderContext, unmarked_list};

/// The list of corrections, each with its date.
#[component(transparent)]
pub fn Corrections<'a>(
    /// The corrections, in the order of the file. Without any, there is no section.
    corrections: &'a [Correction],
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    if corrections.is_empty() {
        return Markup::NOTHING;
    }
    let items = corrections.iter().map(|correction| {
        let kind = context.labels.correction_kinds[correction.kind as usize];
        let item = el("li").with(el("strong").with(context.label(kind)));
        let item = match &correction.date {
            Some(date) => item.with(", ").with(time(date, context.lang, None)),
            None => item,
        };
        item.with(": ").with(inline(&correction.text, context))
    });
    let title = heading(context.heading_level + 1).with(context.label(context.labels.corrections));
    el("section").class("corrections").with(title).with(unmarked_list("ul").with(Markup::group(items))).into()
}

//! What was changed after publication.

use leptos::prelude::*;

use crate::article::corrections::Correction;

use super::date::time;
use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;
use super::{RenderContext, unmarked_list};

/// What was changed after publication, and when.
#[component(transparent)]
pub fn Corrections<'a>(
    /// In the order of the file; none gives no section.
    corrections: &'a [Correction],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    if corrections.is_empty() {
        return Markup::NOTHING;
    }
    let items = corrections.iter().map(|correction| {
        let kind = context.labels.correction_kinds[correction.kind as usize];
        let item = el("li").with(el("strong").with(context.say(kind)));
        let item = match &correction.date {
            Some(date) => item.with(", ").with(time(date, context.lang, None)),
            None => item,
        };
        item.with(": ").with(inline(&correction.text, context))
    });
    let title = heading(context.heading_level + 1).with(context.say(context.labels.corrections));
    el("section").class("corrections").with(title).with(unmarked_list("ul").with(Markup::group(items))).into()
}

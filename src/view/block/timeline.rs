//! Timelines.

use crate::article::block::Moment;
use crate::view::RenderContext;
use crate::view::bidi::in_order;
use crate::view::date::time;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;
use crate::view::unmarked_list;

/// The moments of a timeline, in the order of the file.
pub fn view(moments: &[Moment], context: &RenderContext) -> Markup {
    let items = moments.iter().map(|moment| {
        let when = match (&moment.label, &moment.date) {
            (Some(label), Some(date)) => {
                Some(el("time").attr("datetime", date.datetime()).with(in_order(label, context.direction)).into())
            }
            (Some(label), None) => Some(in_order(label, context.direction)),
            (None, Some(date)) => Some(time(date, context.lang, None)),
            (None, None) => None,
        };
        // The space separates label and text in programs that put both on one line.
        let when = when.map(|when: Markup| el("strong").class("when").with(when).with(" "));
        el("li").with(when).with(inline(&moment.text, context))
    });
    unmarked_list("ol").class("timeline").with(Markup::group(items)).into()
}

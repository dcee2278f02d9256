//! The dateline.

#[cfg(target_arch = "wasm32")]
#[path = "date/intl.rs"]
mod words;

#[cfg(not(target_arch = "wasm32"))]
#[path = "date/icu.rs"]
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use words::month as month_name;

use leptos::prelude::*;

use crate::article::Date;
use crate::article::date::zone_of;

use super::RenderContext;
use super::markup::{Markup, el};

/// The dateline: when an article was published, and when it was last changed.
#[component(transparent)]
pub fn Dateline<'a>(
    /// The date of publication.
    published: Option<&'a Date>,
    /// The date of the last change.
    updated: Option<&'a Date>,
    /// The time zone (IANA) that times are shown in. If absent or unknown, each is shown in its own time zone.
    time_zone: Option<&'a str>,
    /// What all views of the article need to know: the label "Updated", and the language of the dates.
    context: &'a RenderContext<'a>,
) -> Markup {
    if published.is_none() && updated.is_none() {
        return Markup::NOTHING;
    }
    // Both in the time zone of publication: in its own, the change could seem to be of the day before.
    let own_zone = published.and_then(|date| date.time.as_ref()).map(|time| zone_of(time.offset));
    let published = published.map(|date| time_element(date, context.lang, time_zone, context.one_line));
    let time_zone = time_zone.or(own_zone.as_deref());
    let updated = updated.map(|date| {
        let updated = el("span").class("updated").with(context.label(context.labels.updated));
        updated.with(" ").with(time(date, context.lang, time_zone))
    });
    el("p").class("dates").part("dateline").with(published).with(" ").with(updated).into()
}

/// A `time` element: the date as readers write it, and in machine-readable form in its `datetime`.
pub fn time(date: &Date, lang: &str, time_zone: Option<&str>) -> Markup {
    time_element(date, lang, time_zone, false)
}

fn time_element(date: &Date, lang: &str, time_zone: Option<&str>, has_weekday: bool) -> Markup {
    let mut words = words::of(date, lang, time_zone, has_weekday);
    if has_weekday {
        remove_comma(&mut words);
    }
    el("time").attr("datetime", date.datetime()).with(words).into()
}

/// Removes the comma before the year: after a day of the week, it is one too many.
fn remove_comma(words: &mut String) {
    let is_before_year = |piece: &[u8]| piece.starts_with(b", ") && piece[2..].iter().all(u8::is_ascii_digit);
    if let Some(comma) = words.as_bytes().windows(6).position(is_before_year) {
        words.remove(comma);
    }
}

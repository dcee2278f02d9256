//! When an article came out.

#[cfg(target_arch = "wasm32")]
#[path = "date/intl.rs"]
mod words;

#[cfg(not(target_arch = "wasm32"))]
#[path = "date/icu.rs"]
mod words;

use leptos::prelude::*;

use crate::article::Date;
use crate::article::date::zone_of;

use super::RenderContext;
use super::markup::{Markup, el};

/// When an article came out, and when it was last changed.
#[component(transparent)]
pub fn Dateline<'a>(
    /// When it came out.
    published: Option<&'a Date>,
    /// When it was last changed.
    updated: Option<&'a Date>,
    /// The time zone (IANA) for moments; each moment's own if absent or unknown.
    time_zone: Option<&'a str>,
    /// For "Updated", and the language of the dates.
    context: &'a RenderContext<'a>,
) -> Markup {
    if published.is_none() && updated.is_none() {
        return Markup::NOTHING;
    }
    // One clock for both: on two, a change seems to be of the day before.
    let own_zone = published.and_then(|date| date.time.as_ref()).map(|time| zone_of(time.offset));
    let published = published.map(|date| time(date, context.lang, time_zone));
    let time_zone = time_zone.or(own_zone.as_deref());
    let updated = updated.map(|date| {
        let updated = el("span").class("updated").with(context.say(context.labels.updated));
        updated.with(" ").with(time(date, context.lang, time_zone))
    });
    el("p").class("dates").part("dateline").with(published).with(" ").with(updated).into()
}

/// A date for people, with the date for machines in its attribute.
pub fn time(date: &Date, lang: &str, time_zone: Option<&str>) -> Markup {
    el("time").attr("datetime", date.datetime()).with(words::of(date, lang, time_zone)).into()
}

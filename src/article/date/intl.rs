//! Converts moments to time zones with the browser's `Intl.DateTimeFormat`.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Date, Day};
use crate::article::read::whole;
use crate::byte_split::split;

#[wasm_bindgen]
extern "C" {
    /// `Intl.DateTimeFormat`.
    pub type Formatter;

    /// Throws if the browser does not know the language tag or the time zone.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = DateTimeFormat)]
    pub fn formatter(locales: &Array, options: &Object) -> Result<Formatter, JsValue>;

    /// Formats a moment, given in milliseconds since 1970.
    #[wasm_bindgen(method)]
    pub fn format(this: &Formatter, milliseconds: f64) -> String;
}

/// Sets one option in an options object for a [`Formatter`].
pub fn set(options: &Object, key: &str, value: &str) {
    let _ = Reflect::set(options, &key.into(), &value.into());
}

/// The day of a moment in a time zone (IANA). [`None`] if the browser does not know the zone.
pub fn day(moment: &Date, time_zone: &str) -> Option<Day> {
    let options = Object::new();
    set(&options, "timeZone", time_zone);
    // The format of `en-US` is easy to parse: 12/31/2024, in the Gregorian calendar and with ASCII digits.
    let formatter = formatter(&Array::of1(&"en-US".into()), &options).ok()?;
    let text = formatter.format(moment.moment() as f64 * 1000.);
    let mut numbers = split(&text, b'/').map(whole);
    let (month, day, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(Day { year: year as u16, month: month as u8, day: day as u8 })
}

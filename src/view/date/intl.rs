//! Dates in words, by the browser's `Intl.DateTimeFormat`.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::article::Date;
use crate::article::date::offset_text;

#[wasm_bindgen]
extern "C" {
    type Formatter;

    /// Throws for a language tag or a time zone that the browser does not know.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = DateTimeFormat)]
    fn formatter(locales: &Array, options: &Object) -> Result<Formatter, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &Formatter, milliseconds: f64) -> String;
}

/// The date in words; in the notation of ISO 8601 if the browser can't.
pub fn of(date: &Date, lang: &str, time_zone: Option<&str>) -> String {
    let wall_clock = date.wall_clock() as f64 * 1000.;
    let text = match &date.time {
        None => format(lang, Some("UTC"), false, wall_clock),
        Some(time) => {
            let moment = wall_clock - f64::from(time.offset) * 60_000.;
            let own = match time.offset {
                0 => "UTC".to_owned(),
                offset => offset_text(offset),
            };
            time_zone
                .and_then(|zone| format(lang, Some(zone), true, moment))
                // Browsers before 2023 know no time zones such as +09:00; then the clock as it was written.
                .or_else(|| format(lang, Some(&own), true, moment))
                .or_else(|| format(lang, Some("UTC"), false, wall_clock))
        }
    };
    text.unwrap_or_else(|| date.datetime())
}

fn format(lang: &str, time_zone: Option<&str>, with_time: bool, milliseconds: f64) -> Option<String> {
    let options = Object::new();
    let set = |key: &str, value: &str| {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    };
    for (key, value) in [("year", "numeric"), ("month", "long"), ("day", "numeric")] {
        set(key, value);
    }
    if with_time {
        for (key, value) in [("hour", "numeric"), ("minute", "2-digit"), ("timeZoneName", "short")] {
            set(key, value);
        }
    }
    if let Some(zone) = time_zone {
        set("timeZone", zone);
    }
    // The words of another language are better than none.
    let formatter = formatter(&Array::of1(&lang.into()), &options).or_else(|_| formatter(&Array::new(), &options));
    Some(formatter.ok()?.format(milliseconds))
}

//! Formats dates by the browser's `Intl.DateTimeFormat`.

use js_sys::{Array, Object};

use crate::article::Date;
use crate::article::date::zone::{formatter, set};
use crate::article::date::zone_of;

/// The date as text; in ISO 8601 if the browser can't format it.
pub fn of(date: &Date, lang: &str, time_zone: Option<&str>) -> String {
    let wall_clock = date.wall_clock() as f64 * 1000.;
    let text = match &date.time {
        None => format(lang, Some("UTC"), false, wall_clock),
        Some(time) => {
            let moment = wall_clock - f64::from(time.offset) * 60_000.;
            let own = zone_of(time.offset);
            time_zone
                .and_then(|zone| format(lang, Some(zone), true, moment))
                // Browsers before 2023 know no time zones such as +09:00; they show the local time as it was written.
                .or_else(|| format(lang, Some(&own), true, moment))
                .or_else(|| format(lang, Some("UTC"), false, wall_clock))
        }
    };
    text.unwrap_or_else(|| date.datetime())
}

fn format(lang: &str, time_zone: Option<&str>, with_time: bool, milliseconds: f64) -> Option<String> {
    let options = Object::new();
    for (key, value) in [("year", "numeric"), ("month", "long"), ("day", "numeric")] {
        set(&options, key, value);
    }
    if with_time {
        for (key, value) in [("hour", "numeric"), ("minute", "2-digit"), ("timeZoneName", "short")] {
            set(&options, key, value);
        }
    }
    if let Some(zone) = time_zone {
        set(&options, "timeZone", zone);
    }
    // A date in another language is better than none.
    let formatter = formatter(&Array::of1(&lang.into()), &options).or_else(|_| formatter(&Array::new(), &options));
    Some(formatter.ok()?.format(milliseconds))
}

//! Formats dates by the browser's `Intl.DateTimeFormat`.

use js_sys::{Array, Object};

use crate::article::Date;
use crate::article::date::zone::{formatter, set};
use crate::article::date::zone_of;

/// The date as text, with the day of the week if `has_weekday`; in ISO 8601 if the browser can't format it.
pub fn of(date: &Date, lang: &str, time_zone: Option<&str>, has_weekday: bool) -> String {
    let wall_clock = date.wall_clock() as f64 * 1000.;
    let options = |has_time| options(has_weekday, has_time);
    let text = match &date.time {
        None => format(lang, Some("UTC"), options(false), wall_clock),
        Some(time) => {
            let moment = wall_clock - f64::from(time.offset) * 60_000.;
            let own = zone_of(time.offset);
            time_zone
                .and_then(|zone| format(lang, Some(zone), options(true), moment))
                // Browsers before 2023 know no time zones such as +09:00; they show the local time as it was written.
                .or_else(|| format(lang, Some(&own), options(true), moment))
                .or_else(|| format(lang, Some("UTC"), options(false), wall_clock))
        }
    };
    text.unwrap_or_else(|| date.datetime())
}

fn options(has_weekday: bool, has_time: bool) -> Object {
    let options = Object::new();
    let set_all = |values: &[(&str, &str)]| values.iter().for_each(|(key, value)| set(&options, key, value));
    set_all(&[("year", "numeric"), ("month", "long"), ("day", "numeric")]);
    if has_weekday {
        set_all(&[("weekday", "long")]);
    }
    if has_time {
        set_all(&[("hour", "numeric"), ("minute", "2-digit"), ("timeZoneName", "short")]);
    }
    options
}

fn format(lang: &str, time_zone: Option<&str>, options: Object, milliseconds: f64) -> Option<String> {
    if let Some(zone) = time_zone {
        set(&options, "timeZone", zone);
    }
    // A date in another language is better than none.
    let formatter = formatter(&Array::of1(&lang.into()), &options).or_else(|_| formatter(&Array::new(), &options));
    Some(formatter.ok()?.format(milliseconds))
}

//! Converts moments to time zones with the IANA database that is compiled in. It has the same interface as `intl.rs`,
//! which is for the browser.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::{Date, Day};

/// The day of a moment in a time zone (IANA). [`None`] if there is no such zone.
pub fn day(moment: &Date, time_zone: &str) -> Option<Day> {
    let date = in_zone(moment, time_zone)?.date();
    Some(Day { year: date.year().try_into().ok()?, month: date.month() as u8, day: date.day() as u8 })
}

/// Converts a moment to a time zone (IANA name, or offset such as `+09:00`). [`None`] if there is no such zone.
pub fn in_zone(moment: &Date, time_zone: &str) -> Option<Zoned> {
    let known = TimeZone::get(time_zone).ok().filter(|zone| !zone.is_unknown());
    let zone = known.or_else(|| Some(TimeZone::fixed(offset(time_zone)?)))?;
    Some(Timestamp::from_second(moment.moment()).ok()?.to_zoned(zone))
}

fn offset(text: &str) -> Option<Offset> {
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(if text.starts_with('-') { -seconds } else { seconds }).ok()
}

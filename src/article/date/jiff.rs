//! Converts moments to time zones with the IANA database that is compiled in. It has the same interface as `intl.rs`,
//! which is for the browser.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::{Date, Day, number};

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

/// Parses an offset as browsers do: `+09:00`, `+0900` or `+09`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, [h1, h2, m1, m2]) = match *text.as_bytes() {
        [sign, h1, h2] => (sign, [h1, h2, b'0', b'0']),
        [sign, h1, h2, m1, m2] | [sign, h1, h2, b':', m1, m2] => (sign, [h1, h2, m1, m2]),
        _ => return None,
    };
    let minutes = i32::from(number(&[h1, h2], 0..=23)?) * 60 + i32::from(number(&[m1, m2], 0..=59)?);
    let minutes = match sign {
        b'+' => minutes,
        b'-' => -minutes,
        _ => return None,
    };
    Offset::from_seconds(minutes * 60).ok()
}

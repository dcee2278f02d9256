//! Moments on the clocks of a time zone, from the database of IANA that comes with the build: the native twin of
//! `intl.rs`.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{Date, Day};

/// The day of a moment in a time zone (IANA); [`None`] if there is no such zone.
pub fn day(moment: &Date, time_zone: &str) -> Option<Day> {
    let date = in_zone(moment, time_zone)?.date();
    Some(Day { year: date.year().try_into().ok()?, month: date.month() as u8, day: date.day() as u8 })
}

/// A moment in a time zone (IANA); [`None`] if there is no such zone.
pub fn in_zone(moment: &Date, time_zone: &str) -> Option<Zoned> {
    let zone = TimeZone::get(time_zone).ok().filter(|zone| !zone.is_unknown())?;
    Some(Timestamp::from_second(moment.moment()).ok()?.to_zoned(zone))
}

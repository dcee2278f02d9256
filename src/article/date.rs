//! Dates: a day as `YYYY-MM-DD`, or a moment in the format of RFC 3339.

#[cfg(target_arch = "wasm32")]
#[path = "date/intl.rs"]
pub(crate) mod zone;

#[cfg(not(target_arch = "wasm32"))]
#[path = "date/jiff.rs"]
pub(crate) mod zone;

use super::json::Node;
use super::read::{Expected, Read, Reader};

/// A day or a moment, as the author wrote it.
///
/// A day without a time is never converted to another time zone: the 27th is the 27th for every reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The year (ISO 8601, proleptic Gregorian calendar).
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The time of day and the UTC offset. [`None`] if this is a whole day.
    pub time: Option<Time>,
}

/// A day of the proleptic Gregorian calendar. Earlier days compare as less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, by ISO 8601.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// The time of day of a [`Date`], and its UTC offset.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The second, 0 to 59. A leap second is read as 59, since neither HTML nor Unix time has one.
    pub second: u8,
    /// The UTC offset in minutes; positive values are east of UTC.
    pub offset: i16,
}

impl Date {
    /// Parses a day or a moment. Returns [`None`] for other text, and for a day that does not exist, such as February
    /// 30.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (day, time) = bytes.split_at_checked(10).unwrap_or((bytes, &[]));
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else {
            return None;
        };
        let year = number(&[*y1, *y2, *y3, *y4], 1..=9999)?;
        let month = number(&[*m1, *m2], 1..=12)? as u8;
        let day = number(&[*d1, *d2], 1..=days_in(year, month))? as u8;
        let time = match time {
            [] => None,
            [b'T' | b't' | b' ', time @ ..] => Some(Time::parse(time)?),
            _ => return None,
        };
        Some(Self { year, month, day, time })
    }

    /// The value of a `datetime` attribute. It is always valid HTML, even where RFC 3339 allows more.
    pub fn datetime(&self) -> String {
        let Self { year, month, day, .. } = self;
        let mut text = format!("{year:04}-{month:02}-{day:02}");
        if let Some(Time { hour, minute, second, offset }) = &self.time {
            text += &format!("T{hour:02}:{minute:02}:{second:02}{}", offset_text(*offset));
        }
        text
    }

    /// The local date and time in seconds since 1970, as if the time zone were UTC.
    pub fn wall_clock(&self) -> i64 {
        let time = self
            .time
            .as_ref()
            .map_or(0, |time| i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second));
        days_since_1970(self.year, self.month, self.day) * 86_400 + time
    }

    /// The day that readers see. A moment is converted to `time_zone` (IANA), or keeps its own UTC offset if there is
    /// no such zone.
    pub fn day_in(&self, time_zone: Option<&str>) -> Day {
        let zoned = self.time.as_ref().and(time_zone).and_then(|zone| zone::day(self, zone));
        zoned.unwrap_or(Day { year: self.year, month: self.month, day: self.day })
    }

    /// Whether this date is before `other`. Two moments are compared exactly. If one of them is a whole day, the days
    /// in `time_zone` (IANA) are compared.
    pub fn is_before(&self, other: &Self, time_zone: Option<&str>) -> bool {
        match (&self.time, &other.time) {
            (Some(_), Some(_)) => self.moment() < other.moment(),
            _ => self.day_in(time_zone) < other.day_in(time_zone),
        }
    }

    /// The Unix time in seconds. A whole day counts from midnight UTC.
    pub fn moment(&self) -> i64 {
        self.wall_clock() - self.time.as_ref().map_or(0, |time| i64::from(time.offset) * 60)
    }
}

impl Time {
    fn parse(time: &[u8]) -> Option<Self> {
        let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time else {
            return None;
        };
        let fraction = match rest {
            [b'.', digits @ ..] => 1 + digits.iter().take_while(|b| b.is_ascii_digit()).count(),
            _ => 0,
        };
        let offset = match &rest[fraction..] {
            _ if fraction == 1 => return None,
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let minutes = number(&[*h1, *h2], 0..=23)? as i16 * 60 + number(&[*m1, *m2], 0..=59)? as i16;
                if *sign == b'-' { -minutes } else { minutes }
            }
            _ => return None,
        };
        Some(Self {
            hour: number(&[*h1, *h2], 0..=23)? as u8,
            minute: number(&[*m1, *m2], 0..=59)? as u8,
            second: number(&[*s1, *s2], 0..=60)?.min(59) as u8,
            offset,
        })
    }
}

/// The name of the time zone with a fixed offset of `minutes` east of UTC.
pub fn zone_of(minutes: i16) -> String {
    match minutes {
        0 => "UTC".to_owned(),
        minutes => offset_text(minutes),
    }
}

/// The UTC offset in the format of RFC 3339: `Z`, or such as `+09:00`.
pub fn offset_text(minutes: i16) -> String {
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn number(digits: &[u8], range: std::ops::RangeInclusive<u16>) -> Option<u16> {
    let mut number = 0;
    for digit in digits {
        number = number * 10 + u16::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
    }
    range.contains(&number).then_some(number)
}

fn days_in(year: u16, month: u8) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01. Years are counted from March, so that the leap day is the last day of a year.
fn days_since_1970(year: u16, month: u8, day: u8) -> i64 {
    let march_year = i64::from(year) - i64::from(month < 3);
    let march_month = (i64::from(month) + 9) % 12;
    march_year * 365 + march_year / 4 - march_year / 100
        + march_year / 400
        + (march_month * 153 + 2) / 5
        + i64::from(day)
        - 719_469
}

impl Read for Date {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Date::parse(&String::read(node, reader)?).or_else(|| reader.expected(node.at, Expected::Date))
    }
}

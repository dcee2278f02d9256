//! Days and moments: read, written for machines, and as text.

mod words;

use broadsheet::article::Date;
use broadsheet::article::date::{Time, offset_text};
use jiff::civil;
use jiff::tz::TimeZone;
use proptest::prelude::*;

pub use crate::properties::date::assert_valid;

#[test]
fn a_valid_day_is_read() {
    for (text, year, month, day) in [
        ("2013-03-27", 2013, 3, 27),
        ("2024-02-29", 2024, 2, 29),
        ("2000-02-29", 2000, 2, 29),
        ("0001-01-01", 1, 1, 1),
        ("9999-12-31", 9999, 12, 31),
    ] {
        assert_eq!(Date::parse(text), Some(Date { year, month, day, time: None }));
    }
}

#[test]
fn a_text_that_is_not_a_date_is_refused() {
    for text in [
        "",
        " ",
        "2013",
        "2013-03",
        "2013-3-27",
        "13-03-27",
        "27.03.2013",
        "27 March 2013",
        "2013/03/27",
        "20130327",
        "2013-W13-3",
        "2013-086",
        "0000-01-01",
        "-2013-03-27",
        "+2013-03-27",
        "02013-03-27",
        "2013-00-01",
        "2013-13-01",
        "2013-01-00",
        "2013-01-32",
        "2013-04-31",
        "2023-02-29",
        "1900-02-29",
        "2100-02-29",
        "2013-03-2x",
        // The character after 9.
        "2013-0:-01",
        "２０１３-03-27",
        "2013-03-27 ",
        " 2013-03-27",
        "2013-03-27T",
        "2013-03-27T09",
        "2013-03-27T09:30",
        "2013-03-27T09:30Z",
        "2013-03-27T09:30:00",
        "2013-03-27T09:30:00.",
        "2013-03-27T09:30:00.Z",
        "2013-03-27T09:30:00,5Z",
        "2013-03-27T09:30:00z ",
        "2013-03-27T09:30:00+09",
        "2013-03-27T09:30:00+0900",
        "2013-03-27T09:30:00+9:00",
        "2013-03-27T09:30:00+24:00",
        "2013-03-27T09:30:00+09:60",
        "2013-03-27T09:30:00Z+01:00",
        "2013-03-27T24:00:00Z",
        "2013-03-27T09:60:00Z",
        "2013-03-27T09:30:61Z",
        "2013-03-27T9:30:00Z",
        "2013-03-27X09:30:00Z",
        "2013-03-2é",
        "2013-03-27é",
        "2013-03-27T09:30:00é",
        "Invalid Date",
        "undefined",
        "1364371200",
    ] {
        assert_eq!(Date::parse(text), None, "{text:?}");
    }
}

#[test]
fn a_moment_of_rfc_3339_is_read() {
    let midnight = Time { hour: 0, minute: 0, second: 0, offset: 0 };
    let morning = Time { hour: 9, minute: 30, second: 5, offset: 0 };
    for (text, time, datetime) in [
        ("2013-03-27T09:30:05Z", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27t09:30:05z", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27 09:30:05Z", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27T09:30:05.1Z", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27T09:30:05.123456789012+00:00", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27T09:30:05-00:00", morning.clone(), "2013-03-27T09:30:05Z"),
        ("2013-03-27T09:30:05+09:00", Time { offset: 540, ..morning.clone() }, "2013-03-27T09:30:05+09:00"),
        ("2013-03-27T09:30:05-03:30", Time { offset: -210, ..morning.clone() }, "2013-03-27T09:30:05-03:30"),
        ("2013-03-27T00:00:00-00:01", Time { offset: -1, ..midnight.clone() }, "2013-03-27T00:00:00-00:01"),
        ("2013-03-27T00:00:00+23:59", Time { offset: 1439, ..midnight }, "2013-03-27T00:00:00+23:59"),
        ("2016-12-31T23:59:60Z", Time { hour: 23, minute: 59, second: 59, offset: 0 }, "2016-12-31T23:59:59Z"),
    ] {
        let date = Date::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(date.time, Some(time), "{text}");
        assert_eq!(date.datetime(), datetime);
    }
}

#[test]
fn an_offset_is_read_within_its_limits() {
    for (minutes, text) in [(0, "Z"), (540, "+09:00"), (-210, "-03:30"), (1, "+00:01"), (-1439, "-23:59")] {
        assert_eq!(offset_text(minutes), text);
    }
}

#[test]
fn days_are_valid_exactly_as_in_jiff() {
    for year in (0..=9999).step_by(7).chain([4, 100, 400, 1600, 1700, 1800, 1900, 2000, 2100, 2400, 9996]) {
        for month in 0..=13 {
            for day in [0, 1, 28, 29, 30, 31, 32] {
                let ours = Date::parse(&format!("{year:04}-{month:02}-{day:02}"));
                let theirs = civil::Date::new(year, month, day).ok().filter(|_| year > 0);
                assert_eq!(ours.is_some(), theirs.is_some(), "{year}-{month}-{day}");
            }
        }
    }
}

#[test]
fn local_time_equals_that_of_jiff() {
    let days = civil::date(1, 1, 1).series(jiff::Span::new().days(53)).take_while(|date| date.year() < 9999);
    for (step, date) in days.enumerate() {
        let clock = date.at((step % 24) as i8, (step % 60) as i8, (step % 59) as i8, 0);
        let ours = Date::parse(&format!("{clock}Z")).unwrap();
        assert_eq!(ours.wall_clock(), clock.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second(), "{clock}");
    }
    assert_eq!(Date::parse("1969-12-31").unwrap().wall_clock(), -86_400);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_datetime_is_always_valid(
        year in 1..=9999, month in 1..=12, day in 1..=28, hour in 0..24, minute in 0..60, second in 0..=60,
        east: bool, hours in 0..24, minutes in 0..60,
    ) {
        let sign = if east { '+' } else { '-' };
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}");
        assert_valid(&Date::parse(&text).unwrap().datetime());
        assert_valid(&Date::parse(&text[..10]).unwrap().datetime());
    }
}

//! The parser of dates: it takes what RFC 3339 and the calendar allow, and what it writes is valid HTML.

use broadsheet::article::Date;
use jiff::{Timestamp, civil};

/// The input is a date and, after a line break, the name of a time zone.
pub fn holds(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (text, zone) = input.split_once('\n').map_or((&*input, None), |(text, zone)| (text, Some(zone)));
    let date = Date::parse(text);
    assert_eq!(date.is_some(), is_date(text), "{text:?}: {date:?}");
    let Some(date) = date else { return };
    let datetime = date.datetime();
    assert_valid(&datetime);
    assert_eq!(Date::parse(&datetime).as_ref(), Some(&date), "{text:?}");
    // jiff knows no moment after the last day of its calendar in the westernmost time zone.
    if let (Some(_), Ok(moment)) = (&date.time, datetime.parse::<Timestamp>()) {
        assert_eq!(date.moment(), moment.as_second(), "{text:?}");
    }
    assert!(!date.is_before(&date, zone), "{text:?} in {zone:?}");
    // From one end of the earth to the other, a moment is on at most three days.
    let day = |zone| {
        let day = date.day_in(zone);
        civil::date(i16::try_from(day.year).unwrap(), day.month as i8, day.day as i8)
    };
    let apart = (day(zone) - day(None)).get_days().abs();
    assert!(apart <= 2, "{text:?} is {apart} days away in {zone:?}");
}

/// Whether a text is a day, or a moment by RFC 3339, that the calendar has. Says so by its form and by jiff's calendar.
fn is_date(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let number = |from: usize, to: usize| text[from..to].parse::<i16>().unwrap();
    let is_day = |form: &str| {
        form == "0000-00-00"
            && number(0, 4) > 0
            && civil::Date::new(number(0, 4), number(5, 7) as i8, number(8, 10) as i8).is_ok()
    };
    let Some((day, moment)) = form.split_at_checked(10) else { return false };
    if moment.is_empty() {
        return is_day(day);
    }
    let Some((clock, rest)) = moment.split_at_checked(9) else { return false };
    let is_clock = matches!(clock, "T00:00:00" | "t00:00:00" | " 00:00:00");
    let zone = match rest.strip_prefix(".0") {
        Some(fraction) => fraction.trim_start_matches('0'),
        None => rest,
    };
    let is_zone = match zone {
        "Z" | "z" => true,
        "+00:00" | "-00:00" => {
            let at = text.len() - 5;
            number(at, at + 2) < 24 && number(at + 3, at + 5) < 60
        }
        _ => false,
    };
    is_day(day) && is_clock && is_zone && number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) <= 60
}

/// Checks a date by <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html>: a day, or a global date and time.
pub fn assert_valid(datetime: &str) {
    let (date, time) = datetime.split_once('T').map_or((datetime, None), |(date, time)| (date, Some(time)));
    assert_eq!(date.len(), 10, "{datetime}");
    date.parse::<civil::Date>().unwrap_or_else(|error| panic!("{datetime}: {error}"));
    if let Some(time) = time {
        let (clock, offset) = time.split_at(8);
        clock.parse::<civil::Time>().unwrap_or_else(|error| panic!("{datetime}: {error}"));
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let valid = offset == "Z"
            || offset.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':')).is_some_and(|(hours, minutes)| {
                digits(hours) && digits(minutes) && hours < "24" && minutes < "60" && offset != "-00:00"
            });
        assert!(valid, "{datetime}");
    }
}

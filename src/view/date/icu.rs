//! Formats dates by ICU4X. Its counterpart in the browser is `intl.rs`, which uses `Intl.DateTimeFormat`.
//!
//! Both use Unicode's CLDR, but seldom the same version. That explains differences such as "9:30" and "09:30", "GMT"
//! and "GMT+0", a minus sign or an invisible mark; they are left as they are. What would differ even with the same
//! version is corrected here.

use icu_datetime::fieldsets::zone::SpecificShort;
use icu_datetime::fieldsets::{M, YM, YMD, YMDE, YMDET, YMDT};
use icu_datetime::input::{TimeZoneInfo, ZonedDateTime};
use icu_datetime::options::TimePrecision;
use icu_datetime::options::YearStyle::NoEra;
use icu_datetime::{DateTimeFormatter, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::subtags::Language;
use icu_locale_core::{Locale, locale};
use icu_time::zone::IanaParser;
use icu_time::zone::models::AtTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use jiff_icu::ConvertFrom;

use crate::article::Date;
use crate::article::date::Time;
use crate::article::date::zone::in_zone;

/// The name of a month, such as "October"; with a year, "October 2024". In digits if ICU4X can't format it.
pub fn month(month: u8, year: Option<u16>, lang: &str) -> String {
    let day = Date { year: year.unwrap_or(2024), month, day: 1, time: None };
    let written = written(lang, &|locale| month_in_locale(&day, year.is_some(), locale));
    written.unwrap_or_else(|| year.map_or_else(|| month.to_string(), |year| format!("{year:04}-{month:02}")))
}

/// The date as text, with the day of the week if `has_weekday`; in ISO 8601 if ICU4X can't format it.
pub fn of(date: &Date, lang: &str, time_zone: Option<&str>, has_weekday: bool) -> String {
    written(lang, &|locale| in_locale(date, locale, time_zone, has_weekday)).unwrap_or_else(|| date.datetime())
}

/// What `write` makes in a language. For a language without data, a browser falls back to the language of its interface.
/// Here the fallback is English.
fn written(lang: &str, write: &dyn Fn(&Locale) -> Option<String>) -> Option<String> {
    let english = locale!("en");
    let Ok(locale) = lang.parse::<Locale>() else {
        return write(&english);
    };
    let mut unknown = locale.clone();
    unknown.id.language = Language::UNKNOWN;
    let text = write(&locale)?;
    // In a language without data, ICU4X writes "2013 M03 27".
    if text == write(&unknown)? { write(&english) } else { Some(text) }
}

fn month_in_locale(day: &Date, has_year: bool, locale: &Locale) -> Option<String> {
    // Of the Gregorian calendar in every language, since the addresses of months are.
    let date = icu_datetime::input::Date::try_new_gregorian(day.year.into(), day.month, day.day).ok()?;
    // ICU4X 2.4 panics on a Brazilian month with its year, which is written as in Portugal.
    let preferences = if locale.id.language.as_str() == "pt" { locale!("pt-PT").into() } else { locale.into() };
    Some(match has_year {
        true => FixedCalendarDateTimeFormatter::try_new(preferences, YM::long()).ok()?.format(&date).to_string(),
        false => FixedCalendarDateTimeFormatter::try_new(preferences, M::long()).ok()?.format(&date).to_string(),
    })
}

fn in_locale(date: &Date, locale: &Locale, time_zone: Option<&str>, has_weekday: bool) -> Option<String> {
    let text = date.time.as_ref().and_then(|time| moment(&zoned(date, time, time_zone)?, locale, has_weekday));
    let text = text.or_else(|| day(date, locale, has_weekday))?;
    // Chromium replaces narrow no-break spaces by ordinary ones, for the sake of JavaScript that expects those.
    Some(text.replace('\u{202F}', " "))
}

fn day(date: &Date, locale: &Locale, has_weekday: bool) -> Option<String> {
    let date = icu_datetime::input::Date::try_new_iso(date.year.into(), date.month, date.day).ok()?;
    let (with, without) = (YMDE::long().with_year_style(NoEra), YMD::long().with_year_style(NoEra));
    Some(match has_weekday {
        true => DateTimeFormatter::try_new(locale.into(), with).ok()?.format(&date).to_string(),
        false => DateTimeFormatter::try_new(locale.into(), without).ok()?.format(&date).to_string(),
    })
}

fn moment(moment: &Zoned, locale: &Locale, has_weekday: bool) -> Option<String> {
    let zoned = ZonedDateTime::<_, TimeZoneInfo<AtTime>>::convert_from(moment);
    // No UTC offset is over 18 hours, and ICU4X can't name one that is.
    zoned.zone.offset()?;
    let with = YMDET::long().with_year_style(NoEra).with_time_precision(TimePrecision::Minute);
    let without = YMDT::long().with_year_style(NoEra).with_time_precision(TimePrecision::Minute);
    let (with, without) = (with.with_zone(SpecificShort), without.with_zone(SpecificShort));
    let text = match has_weekday {
        true => DateTimeFormatter::try_new(locale.into(), with).ok()?.format(&zoned).to_string(),
        false => DateTimeFormatter::try_new(locale.into(), without).ok()?.format(&zoned).to_string(),
    };
    if zoned.zone.id() != IanaParser::new().parse("UTC") {
        return Some(text);
    }
    // Browsers write "UTC" in every language; ICU4X writes "TU" in French.
    let name = NoCalendarFormatter::try_new(locale.into(), SpecificShort).ok()?.format(&zoned.zone).to_string();
    Some(text.replace(&name, "UTC"))
}

/// The moment in a time zone: the given one, or the moment's own if that is absent or unknown.
fn zoned(date: &Date, time: &Time, time_zone: Option<&str>) -> Option<Zoned> {
    time_zone.and_then(|zone| in_zone(date, zone)).or_else(|| {
        let offset = Offset::from_seconds(i32::from(time.offset) * 60).ok()?;
        Some(Timestamp::from_second(date.moment()).ok()?.to_zoned(TimeZone::fixed(offset)))
    })
}

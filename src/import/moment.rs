//! Dates as other programs write them.

use jiff::civil::{Date as Day, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::article::date::Date;

/// Days, and moments without a time zone.
const DAYS: [&str; 12] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d.%m.%Y",
    "%A, %B %d, %Y",
];

const TIMES: [&str; 8] =
    ["%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p", "at %I:%M %p", "at %H:%M"];

const ZONES: [&str; 4] = ["%z", "%:z", " %z", " %:z"];

/// A date as the format has it. A moment without a time zone is one of `zone`, or else of UTC.
///
/// ```
/// use broadsheet::import::moment;
///
/// let date = |text| moment::read(text, Some("Europe/Berlin"));
/// assert_eq!(date("2024-10-04").as_deref(), Some("2024-10-04"));
/// assert_eq!(date("2024-10-04 09:30:00 +0100").as_deref(), Some("2024-10-04T09:30:00+01:00"));
/// assert_eq!(date("2024-10-04 09:30").as_deref(), Some("2024-10-04T09:30:00+02:00"));
/// assert_eq!(date("Fri, 04 Oct 2024 07:30:00 GMT").as_deref(), Some("2024-10-04T07:30:00Z"));
/// assert_eq!(date("October 4, 2024").as_deref(), Some("2024-10-04"));
/// assert_eq!(date("soon"), None);
/// ```
pub fn read(text: &str, zone: Option<&str>) -> Option<String> {
    let text = text.trim();
    // No date is as long, and the parser tries many forms.
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if Date::parse(text).is_some() && (text.len() == 10 || text.as_bytes().get(10) == Some(&b'T')) {
        return checked(&text.replace('z', "Z"));
    }
    if let Ok(moment) = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text) {
        return moment_text(&moment);
    }
    let named = [" UTC", " GMT", " Z", "UTC", "Z"].into_iter().find_map(|name| text.strip_suffix(name));
    let text = named.map_or_else(|| text.to_owned(), |moment| format!("{moment} +00:00"));
    let zone = zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC);
    for day in DAYS {
        if let Ok(day) = Day::strptime(day, &text) {
            return checked(&day.to_string());
        }
        for (between, time) in ["T", " ", ", "].into_iter().flat_map(|between| TIMES.map(|time| (between, time))) {
            let form = format!("{day}{between}{time}");
            let Ok((parts, rest)) = strtime::BrokenDownTime::parse_prefix(&form, &text) else { continue };
            let Ok(clock) = parts.to_datetime() else { continue };
            let rest = text.get(rest..).unwrap_or_default();
            if rest.is_empty() {
                return in_zone(clock, zone.clone());
            }
            let offset = ZONES.into_iter().find_map(|form| strtime::parse(form, rest).ok()?.offset());
            if let Some(offset) = offset {
                return in_zone(clock, TimeZone::fixed(offset));
            }
            let named = rest.trim();
            if let Ok(named) = TimeZone::get(named.trim_matches(['[', ']'])) {
                return in_zone(clock, named);
            }
        }
    }
    None
}

/// A moment in milliseconds since 1970.
pub fn from_milliseconds(milliseconds: i64) -> Option<String> {
    moment_text(&Timestamp::from_millisecond(milliseconds).ok()?.to_zoned(TimeZone::UTC))
}

fn in_zone(clock: DateTime, zone: TimeZone) -> Option<String> {
    moment_text(&zone.to_zoned(clock).ok()?)
}

fn moment_text(moment: &Zoned) -> Option<String> {
    let seconds = moment.offset().seconds();
    let zone = match seconds {
        0 => "Z".to_owned(),
        _ => {
            let minutes = seconds.abs() / 60;
            let sign = if seconds < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    checked(&format!("{}{zone}", moment.strftime("%Y-%m-%dT%H:%M:%S")))
}

fn checked(date: &str) -> Option<String> {
    Date::parse(date).map(|_| date.to_owned())
}

//! Dates as text, compared with those of Chromium 156 for the same options.

use proptest::prelude::*;
use serde_json::json;

use crate::article::article;
use crate::publish::paper::Paper;
use crate::views::page_of;

/// The date in an article without a language, on a site in this language. Site languages are not validated.
fn words(date: &str, lang: &str, time_zone: Option<&str>) -> String {
    let document = json!({ "headline": "H", "body": [], "published": date, "timeZone": time_zone });
    page_of(&article(&document.to_string()), Some(lang)).text("time")
}

#[test]
fn a_day_is_written_as_in_chromium() {
    for (lang, expected) in [
        ("en", "March 27, 2013"),
        ("en-GB", "27 March 2013"),
        ("de", "27. März 2013"),
        ("fr", "27 mars 2013"),
        ("es", "27 de marzo de 2013"),
        ("ar", "27 مارس 2013"),
        ("ar-EG", "٢٧ مارس ٢٠١٣"),
        ("fa", "۷ فروردین ۱۳۹۲"),
        ("he", "27 במרץ 2013"),
        ("it", "27 marzo 2013"),
        ("ja", "2013年3月27日"),
        ("ko", "2013년 3월 27일"),
        ("pl", "27 marca 2013"),
        ("pt", "27 de março de 2013"),
        ("ru", "27 марта 2013 г."),
        ("th", "27 มีนาคม 2556"),
        ("tr", "27 Mart 2013"),
        ("uk", "27 березня 2013 р."),
        ("zh", "2013年3月27日"),
        ("zh-TW", "2013年3月27日"),
        ("EN", "March 27, 2013"),
        ("de-u-nu-arab", "٢٧. März ٢٠١٣"),
    ] {
        assert_eq!(words("2013-03-27", lang, None), expected, "{lang}");
    }
    assert_eq!(words("2024-01-05", "de-AT", None), "5. Jänner 2024");
}

/// The date on a site that sets bylines in one line.
fn in_one_line(date: &str, lang: &str, time_zone: Option<&str>) -> String {
    let paper = Paper::of(&json!({ "lang": lang, "bylineStyle": "line" }));
    let document = json!({ "headline": "H", "body": ["A."], "published": date, "timeZone": time_zone });
    paper.article("first", &document).publish();
    paper.page("index.html").text(".one-line > .dates time")
}

#[test]
fn in_one_line_a_date_has_its_day_of_the_week_and_no_comma_before_the_year() {
    for (lang, expected) in [
        ("en", "Wednesday, March 27 2013"),
        ("en-GB", "Wednesday, 27 March 2013"),
        ("de", "Mittwoch, 27. März 2013"),
        ("fr", "mercredi 27 mars 2013"),
        ("es", "miércoles, 27 de marzo de 2013"),
        ("ar", "الأربعاء، 27 مارس 2013"),
        ("he", "יום רביעי, 27 במרץ 2013"),
        ("it", "mercoledì 27 marzo 2013"),
        ("ja", "2013年3月27日水曜日"),
        ("pt-BR", "quarta-feira, 27 de março de 2013"),
        ("ru", "среда, 27 марта 2013 г."),
        ("zh", "2013年3月27日星期三"),
    ] {
        assert_eq!(in_one_line("2013-03-27", lang, None), expected, "{lang}");
    }
    for (lang, expected) in [
        ("en", "Wednesday, January 1 2014 at 8:30 AM GMT+9"),
        ("de", "Mittwoch, 1. Januar 2014 um 08:30 GMT+9"),
        ("fr", "mercredi 1 janvier 2014 à 08:30 UTC+9"),
        ("es", "miércoles, 1 de enero de 2014 a las 08:30 GMT+9"),
        ("ar", "الأربعاء، 1 يناير 2014 في 8:30 ص غرينتش\u{200e}+9"),
    ] {
        assert_eq!(in_one_line("2013-12-31T23:30:00Z", lang, Some("Asia/Tokyo")), expected, "{lang}");
    }
    assert_eq!(in_one_line("0999-05-06", "en", None), "Monday, May 6, 999");
}

#[test]
fn a_day_is_the_same_in_every_time_zone() {
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Mars/Olympus"] {
        assert_eq!(words("2013-03-27", "en", Some(zone)), "March 27, 2013");
    }
}

#[test]
fn early_years_have_no_era() {
    for (date, expected) in
        [("0001-01-01", "January 1, 1"), ("0999-05-06", "May 6, 999"), ("1582-10-10", "October 10, 1582")]
    {
        assert_eq!(words(date, "en", None), expected);
    }
    assert_eq!(words("0001-01-01", "ko", None), "1년 1월 1일");
}

#[test]
fn a_moment_is_written_as_in_chromium() {
    for (lang, date, zone, expected) in [
        ("en", "2013-03-27T00:30:00Z", "Asia/Tokyo", "March 27, 2013 at 9:30 AM GMT+9"),
        ("en", "2024-01-05T05:05:00Z", "America/New_York", "January 5, 2024 at 12:05 AM EST"),
        ("en", "2016-01-05T00:00:00Z", "Asia/Pyongyang", "January 5, 2016 at 8:30 AM GMT+8:30"),
        ("en", "2024-01-05T12:00:00Z", "US/Eastern", "January 5, 2024 at 7:00 AM EST"),
        ("en", "2024-01-05T12:00:00Z", "Asia/Calcutta", "January 5, 2024 at 5:30 PM GMT+5:30"),
        ("en-GB", "2024-07-02T21:05:00+02:00", "Europe/Berlin", "2 July 2024 at 21:05 CEST"),
        ("de", "2024-07-02T21:05:00+02:00", "Europe/Berlin", "2. Juli 2024 um 21:05 MESZ"),
        ("de", "2024-01-05T00:00:00Z", "europe/berlin", "5. Januar 2024 um 01:00 MEZ"),
        ("fr", "2024-07-02T21:05:00+02:00", "Europe/Berlin", "2 juillet 2024 à 21:05 UTC+2"),
        ("es", "2024-07-02T21:05:00+02:00", "Europe/Berlin", "2 de julio de 2024 a las 21:05 CEST"),
        ("ko", "2013-03-27T00:30:00Z", "Asia/Tokyo", "2013년 3월 27일 오전 9:30 GMT+9"),
        ("ja", "2013-03-27T00:30:00Z", "Asia/Tokyo", "2013年3月27日 9:30 JST"),
    ] {
        assert_eq!(words(date, lang, Some(zone)), expected, "{lang} {date} {zone}");
    }
}

#[test]
fn a_moment_keeps_its_own_offset_without_a_known_time_zone() {
    for zone in [None, Some(""), Some("Mars/Olympus"), Some("Etc/Unknown"), Some("Europe"), Some("../etc"), Some("ÿ\0")]
    {
        for (date, expected) in [
            ("2024-01-05T12:00:00+05:30", "January 5, 2024 at 12:00 PM GMT+5:30"),
            ("2024-01-05T00:00:00-03:00", "January 5, 2024 at 12:00 AM GMT-3"),
            ("2024-01-05T12:00:00-00:30", "January 5, 2024 at 12:00 PM GMT-0:30"),
            ("2024-01-05T12:00:00Z", "January 5, 2024 at 12:00 PM UTC"),
        ] {
            assert_eq!(words(date, "en", zone), expected, "{zone:?}");
        }
    }
}

/// Regression: a huge offset overflowed, and others that browsers refuse were taken.
#[test]
fn a_time_zone_that_is_an_offset_has_the_form_that_browsers_know() {
    for (zone, expected) in [
        ("+05:30", "January 5, 2024 at 5:30 PM GMT+5:30"),
        ("+0530", "January 5, 2024 at 5:30 PM GMT+5:30"),
        ("-03", "January 5, 2024 at 9:00 AM GMT-3"),
    ] {
        assert_eq!(words("2024-01-05T12:00:00Z", "en", Some(zone)), expected, "{zone}");
    }
    for zone in ["+2147483647:59", "+5:30", "+24:00", "+05:60", "05:30", "+05:30:00", "+053", "+-1:+1", "−05:30", "+"]
    {
        assert_eq!(words("2024-01-05T12:00:00Z", "en", Some(zone)), "January 5, 2024 at 12:00 PM UTC", "{zone}");
    }
}

#[test]
fn utc_is_written_as_utc_in_every_language() {
    for (lang, expected) in [
        ("en", "January 5, 2024 at 12:00 PM UTC"),
        ("de", "5. Januar 2024 um 12:00 UTC"),
        ("fr", "5 janvier 2024 à 12:00 UTC"),
        ("es", "5 de enero de 2024 a las 12:00 UTC"),
        ("ar", "5 يناير 2024 في 12:00 م UTC"),
        ("ko", "2024년 1월 5일 오후 12:00 UTC"),
    ] {
        for zone in [None, Some("UTC"), Some("Etc/UTC"), Some("Zulu")] {
            assert_eq!(words("2024-01-05T12:00:00Z", lang, zone), expected, "{lang} {zone:?}");
        }
    }
}

#[test]
fn an_unknown_language_falls_back_to_english() {
    for lang in ["xx", "tlh", "tlh-US", "xx-u-nu-arab", "und", "", "x-klingon", "en_US", "not a tag", "🙂"] {
        assert_eq!(words("2013-03-27", lang, None), "March 27, 2013", "{lang:?}");
        let moment = words("2013-03-27T00:30:00Z", lang, Some("Asia/Tokyo"));
        assert_eq!(moment, "March 27, 2013 at 9:30 AM GMT+9", "{lang:?}");
    }
}

#[test]
fn the_first_and_last_dates_are_written_as_text() {
    for (date, expected) in [
        ("9999-12-31T23:59:59Z", "December 31, 9999"),
        ("9999-12-31T23:59:59-23:59", "December 31, 9999"),
        ("0001-01-01T00:00:00+23:59", "January 1, 1"),
        ("2024-01-05T12:00:00+20:00", "January 5, 2024"),
    ] {
        let words = words(date, "en", None);
        assert!(words.starts_with(expected) && !words.contains('?'), "{date}: {words}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_language_and_time_zone_do_not_panic(
        lang: String,
        tag in "[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}",
        zone: String,
    ) {
        for lang in [&lang, &tag] {
            assert!(!words("2013-03-27", lang, None).is_empty());
            assert!(!words("2013-03-27T00:30:00+09:00", lang, Some(&zone)).is_empty());
        }
    }
}

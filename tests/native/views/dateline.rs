//! The dateline.

use super::page;
use crate::article::article_with;
use crate::dates::assert_valid;

#[test]
fn a_date_has_text_and_a_datetime() {
    let dom = page(&article_with(r#""published": "2013-03-27", "updated": "2013-03-28""#));
    assert_eq!(dom.texts(".dates time"), ["March 27, 2013", "March 28, 2013"]);
    assert_eq!(dom.attrs(".dates time", "datetime"), ["2013-03-27", "2013-03-28"]);
    assert_eq!(dom.text(".dates .updated"), "Updated March 28, 2013");
}

#[test]
fn either_date_may_be_absent() {
    let dom = page(&article_with(r#""published": "2013-03-27""#));
    assert_eq!((dom.text(".dates").trim(), dom.count(".updated")), ("March 27, 2013", 0));
    let dom = page(&article_with(r#""updated": "2013-03-28""#));
    assert_eq!(dom.text(".dates").trim(), "Updated March 28, 2013");
    assert_eq!(page(&article_with(r#""timeZone": "Asia/Tokyo""#)).count(".dates, time"), 0);
}

#[test]
fn published_and_updated_stand_apart() {
    let words = page(&article_with(r#""published": "2013-03-27", "updated": "2013-03-28""#)).text(".dates");
    assert_eq!(words, "March 27, 2013 Updated March 28, 2013");
}

#[test]
fn a_moment_is_shown_in_the_articles_time_zone_and_keeps_its_datetime() {
    let dom = page(&article_with(r#""published": "2013-03-27T00:30:00Z", "timeZone": "Asia/Tokyo""#));
    assert_eq!(dom.text("time"), "March 27, 2013 at 9:30 AM GMT+9");
    assert_eq!(dom.attr("time", "datetime"), Some("2013-03-27T00:30:00Z"));
}

#[test]
fn every_datetime_is_valid() {
    for date in ["2013-03-27", "2013-03-27t00:30:60z", "2013-03-27 00:30:00.5-00:00", "0001-01-01T00:00:00+23:59"] {
        let dom = page(&article_with(&format!(
            r#""published": "{date}", "corrections": [{{ "date": "{date}", "kind": "update", "text": "T" }}]"#
        )));
        let datetimes = dom.attrs("time", "datetime");
        assert_eq!(datetimes.len(), 2);
        datetimes.into_iter().for_each(assert_valid);
    }
}

/// In its own time zone, the change was on the day before.
#[test]
fn both_moments_are_shown_in_the_time_zone_of_publication() {
    for (published, updated, zone, shown) in [
        ("2024-10-05T00:30:00+09:00", "2024-10-04T16:00:00Z", None, "October 5, 2024 at 1:00 AM GMT+9"),
        ("2024-10-04T23:00:00Z", "2024-10-05T09:00:00+09:00", None, "October 5, 2024 at 12:00 AM UTC"),
        ("2024-10-04T20:00:00-05:30", "2024-10-05T02:00:00Z", None, "October 4, 2024 at 8:30 PM GMT-5:30"),
        ("2024-10-05T00:30:00+09:00", "2024-10-04T16:00:00Z", Some("Asia/Tokyo"), "October 5, 2024 at 1:00 AM GMT+9"),
        ("2024-10-04", "2024-10-05T09:00:00+09:00", None, "October 5, 2024 at 9:00 AM GMT+9"),
        ("2024-10-04T20:00:00-05:00", "2024-10-05", None, "October 5, 2024"),
    ] {
        let zone = zone.map(|zone| format!(r#", "timeZone": "{zone}""#)).unwrap_or_default();
        let dom = page(&article_with(&format!(r#""published": "{published}", "updated": "{updated}"{zone}"#)));
        assert_eq!(dom.text(".updated time"), shown);
        assert_eq!(dom.attr(".updated time", "datetime"), Some(updated));
    }
}

//! Rules for valid dates that are probably mistakes, and for time zones.

use jiff::tz::TimeZone;

use crate::article::Date;

use super::Subject;
use super::report::Findings;

/// One day in seconds. Dates up to tomorrow are accepted: it may be tomorrow in another time zone, and night shifts
/// write for the next morning.
const A_DAY: i64 = 24 * 3600;

/// One week in seconds. An embargo that has just ended need not be removed at once.
const A_WEEK: i64 = 7 * A_DAY;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    if let Some(zone) = article.text("timeZone")
        && !TimeZone::get(zone).is_ok_and(|zone| !zone.is_unknown())
    {
        let help = "use a name from the IANA time zone database, such as \"Europe/Berlin\"";
        findings.error(article.place_of("timeZone"), "time-zone", format!("there is no time zone \"{zone}\""), help);
    }
    let date = |key| article.text(key).and_then(Date::parse);
    if let (Some(published), Some(updated)) = (date("published"), date("updated"))
        && updated.is_before(&published, article.text("timeZone"))
    {
        let help = "\"published\" is when the story came out, \"updated\" when it was last changed; as it is, the second \
                    is not shown";
        let message = "the article was changed before it was published";
        findings.warning(article.place_of("updated"), "updated-before-published", message, help);
    }
    if let (Some(embargo), Some(now)) = (date("embargo"), subject.context.now)
        && embargo.moment() < now - A_WEEK
        && !article.is_true("draft")
    {
        let help = "remove it, or correct it: the article is published";
        findings.warning(article.place_of("embargo"), "embargo", "this embargo ended over a week ago", help);
    }
    if let (Some(published), Some(now)) = (date("published"), subject.context.now)
        && published.moment() > now + A_DAY
        && date("embargo").is_none_or(|embargo| embargo.moment() <= now)
        && !article.is_true("draft")
    {
        let message = "this date is in the future, but the article is published now";
        let help = "publishing does not wait for the date: to publish the article later, give it an \"embargo\"";
        findings.warning(article.place_of("published"), "future", message, help);
    }
}

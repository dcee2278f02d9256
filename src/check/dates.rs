//! Dates that are in the calendar, and still can't be meant.

use jiff::tz::TimeZone;

use crate::article::Date;

use super::Subject;
use super::report::Findings;

/// In seconds. A date of tomorrow is mostly meant: it is tomorrow somewhere, and night shifts write for the morning.
const A_DAY: i64 = 24 * 3600;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    if let Some(zone) = article.text("timeZone")
        && !TimeZone::get(zone).is_ok_and(|zone| !zone.is_unknown())
    {
        let help = "it is a name as \"Europe/Berlin\", from the database of IANA";
        findings.error(article.place_of("timeZone"), "time-zone", format!("there is no time zone \"{zone}\""), help);
    }
    let date = |key| article.text(key).and_then(Date::parse);
    if let (Some(published), Some(updated)) = (date("published"), date("updated"))
        && updated.is_before(&published, article.text("timeZone"))
    {
        let help = "\"published\" is when the story came out, \"updated\" when it was last changed; as it is, the second \
                    is not shown";
        let message = "the story was changed before it came out";
        findings.warning(article.place_of("updated"), "updated-before-published", message, help);
    }
    if let (Some(published), Some(now)) = (date("published"), subject.context.now)
        && published.moment() > now + A_DAY
    {
        let message = "this date lies in the future, and the story is published now all the same";
        let help = "nothing waits for it: if it must not be read before, add its file then";
        findings.warning(article.place_of("published"), "future", message, help);
    }
}

//! The order and the numbers of the parts of a series.

use std::collections::BTreeSet;

use super::{Article, Date, Day};

/// The order of the parts that have no number: by the day of publication, then by the time, then by the slug. Articles
/// without a date come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartOrder {
    day: Option<Day>,
    moment: Option<i64>,
    slug: String,
}

impl PartOrder {
    /// The place of an article with this slug in that order.
    pub fn of(article: &Article, slug: &str) -> Self {
        let moment = article.published.as_ref().filter(|date| date.time.is_some()).map(Date::moment);
        Self { day: article.published_day(), moment, slug: slug.to_owned() }
    }
}

/// The numbers of parts, given in the order of their publication: its own, or the first number that no other part has.
///
/// ```
/// use broadsheet::article::series::part_numbers;
///
/// assert_eq!(part_numbers(&[None, Some(1), None]), [2, 1, 3]);
/// ```
pub fn part_numbers(own: &[Option<u32>]) -> Vec<u32> {
    let taken: BTreeSet<_> = own.iter().flatten().collect();
    let mut free = (1..).filter(|number| !taken.contains(number));
    own.iter().map(|own| own.or_else(|| free.next()).unwrap_or_default()).collect()
}

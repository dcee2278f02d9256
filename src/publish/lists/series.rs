//! Series: articles that are parts of one story, in an order.

use std::collections::{BTreeMap, BTreeSet};

use crate::page_path::PagePath;
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::{Group, Groups, Kind};
use crate::publish::publication::ArticleEntry;

/// All series of a publication.
pub struct AllSeries<'a> {
    groups: Groups<'a>,
    /// By the path of each article: the name of its series, and the number of the part.
    parts: BTreeMap<&'a PagePath, (&'a str, u32)>,
}

/// An article as a part of its series.
pub struct Part<'p, 'a> {
    /// The series.
    pub series: &'p Group<'a>,
    /// The number of the part, from 1.
    pub number: u32,
    /// How many parts there are, including those that are missing.
    pub count: u32,
    /// The part before this one.
    pub previous: Option<&'a ArticleEntry>,
    /// The part after this one.
    pub next: Option<&'a ArticleEntry>,
}

impl Part<'_, '_> {
    /// The place of the part in the series, such as "Part 2 of 5".
    pub fn words(&self, words: &PageLabels) -> String {
        let [part, of] = words.part;
        match self.count {
            1 => format!("{part}1"),
            count => format!("{part}{}{of}{count}", self.number),
        }
    }
}

impl<'a> AllSeries<'a> {
    /// Groups articles, which come with the newest first, by their series.
    pub fn of(articles: impl Iterator<Item = &'a ArticleEntry>) -> Self {
        let name = |entry: &'a ArticleEntry| named(entry).into_iter().collect();
        let mut groups = Groups::by_name(Kind::Series, articles, name);
        let mut parts = BTreeMap::new();
        for group in groups.iter_mut() {
            let numbers = numbers(&group.articles);
            let mut numbered: Vec<_> = numbers.into_iter().zip(group.articles.iter().rev().copied()).collect();
            numbered.sort_by_key(|(number, _)| *number);
            parts.extend(numbered.iter().map(|(number, entry)| (&entry.path, (group.name, *number))));
            group.articles = numbered.into_iter().map(|(_, entry)| entry).collect();
        }
        Self { groups, parts }
    }

    /// The series as groups, their articles in the order of the parts.
    pub fn groups(&self) -> &Groups<'a> {
        &self.groups
    }

    /// An article as a part of its series. [`None`] if it is in none.
    pub fn part(&self, entry: &ArticleEntry) -> Option<Part<'_, 'a>> {
        let (name, number) = *self.parts.get(&entry.path)?;
        let series = self.groups.named(name)?;
        let index = series.articles.iter().position(|other| other.path == entry.path)?;
        let numbers = series.articles.iter().filter_map(|entry| Some(self.parts.get(&entry.path)?.1));
        Some(Part {
            series,
            number,
            count: numbers.max().unwrap_or(number),
            previous: index.checked_sub(1).map(|before| series.articles[before]),
            next: series.articles.get(index + 1).copied(),
        })
    }
}

/// The name of an article's series.
fn named(entry: &ArticleEntry) -> Option<&str> {
    entry.head.publishing.series.as_ref().map(|series| series.name.trim())
}

/// The numbers of parts, from the oldest article on: its own, or the first number that no other part has.
fn numbers(newest_first: &[&ArticleEntry]) -> Vec<u32> {
    let own = |entry: &&ArticleEntry| entry.head.publishing.series.as_ref()?.part.filter(|part| *part > 0);
    let taken: BTreeSet<_> = newest_first.iter().filter_map(own).collect();
    let mut free = (1..).filter(|number| !taken.contains(number));
    newest_first.iter().rev().map(|entry| own(entry).or_else(|| free.next()).unwrap_or(u32::MAX)).collect()
}

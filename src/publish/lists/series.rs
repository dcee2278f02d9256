//! Series: articles that are parts of one story, in an order.

use std::collections::BTreeMap;

use crate::article::series::{PartOrder, part_numbers};
use crate::page_path::PagePath;
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::{Group, Groups, Kind};
use crate::publish::publication::ArticleEntry;

/// All series of a publication.
pub struct AllSeries<'a> {
    groups: Groups<'a>,
    /// By the path of each article that is a part.
    places: BTreeMap<&'a PagePath, Place<'a>>,
}

/// The place of an article in a series.
struct Place<'a> {
    /// The name of the series.
    series: &'a str,
    /// The index among its articles.
    index: usize,
    number: u32,
    count: u32,
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
    /// Groups articles by their series.
    pub fn of(articles: impl Iterator<Item = &'a ArticleEntry>) -> Self {
        let name =
            |entry: &'a ArticleEntry| entry.head.publishing.series.iter().map(|series| series.name.trim()).collect();
        let mut groups = Groups::by_name(Kind::Series, articles, name);
        let mut places = BTreeMap::new();
        for group in groups.iter_mut() {
            let own = |entry: &&ArticleEntry| entry.head.publishing.series.as_ref()?.part;
            group.articles.sort_by_cached_key(|entry| PartOrder::of(&entry.head, &entry.slug));
            let numbers = part_numbers(&group.articles.iter().map(own).collect::<Vec<_>>());
            let mut numbered: Vec<_> = numbers.into_iter().zip(group.articles.drain(..)).collect();
            numbered.sort_by_key(|(number, _)| *number);
            let count = numbered.last().map_or(1, |(number, _)| *number);
            for (index, (number, entry)) in numbered.into_iter().enumerate() {
                places.insert(&entry.path, Place { series: group.name, index, number, count });
                group.articles.push(entry);
            }
        }
        Self { groups, places }
    }

    /// The series as groups, their articles in the order of the parts.
    pub fn groups(&self) -> &Groups<'a> {
        &self.groups
    }

    /// An article as a part of its series. [`None`] if it is in none.
    pub fn part(&self, entry: &ArticleEntry) -> Option<Part<'_, 'a>> {
        let &Place { series, index, number, count } = self.places.get(&entry.path)?;
        let series = self.groups.named(series)?;
        let previous = index.checked_sub(1).and_then(|before| series.articles.get(before)).copied();
        Some(Part { series, number, count, previous, next: series.articles.get(index + 1).copied() })
    }
}

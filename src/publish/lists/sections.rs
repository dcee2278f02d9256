//! The sections of a publication: the kickers of its articles.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Date;
use crate::fold::fold;
use crate::page_path::PagePath;
use crate::publish::publication::ArticleEntry;

/// The sections, each with its articles.
pub struct Sections<'a> {
    list: Vec<Section<'a>>,
    /// By what all spellings of a kicker have in common.
    by_key: BTreeMap<String, usize>,
}

/// The articles with one kicker, however it is spelled.
pub struct Section<'a> {
    /// The kicker, as the newest article spells it.
    pub name: &'a str,
    /// For its address: in ASCII, whatever script the name is in.
    pub slug: String,
    /// Its articles, in the order of the publication.
    pub articles: Vec<&'a ArticleEntry>,
}

impl<'a> Sections<'a> {
    /// The sections of articles, in the order of their first ones.
    pub fn of(articles: &'a [ArticleEntry]) -> Self {
        let mut sections = Self { list: Vec::new(), by_key: BTreeMap::new() };
        for entry in articles {
            let Some(name) = entry.head.kicker.as_ref().map(|kicker| kicker.text.trim()) else {
                continue;
            };
            let key = fold(name);
            // From what all spellings have in common, so that no new one moves the page.
            let slug = slug::slugify(&key);
            if slug.is_empty() {
                continue;
            }
            let index = *sections.by_key.entry(key).or_insert(sections.list.len());
            match sections.list.get_mut(index) {
                Some(section) => section.articles.push(entry),
                None => sections.list.push(Section { name, slug, articles: vec![entry] }),
            }
        }
        sections.tell_apart();
        sections
    }

    /// Numbers the slugs of names that differ only in what a slug leaves out. The oldest section has none, so that a
    /// new article moves nobody's page.
    fn tell_apart(&mut self) {
        let mut oldest_first: Vec<_> =
            self.by_key.iter().map(|(key, index)| (age(&self.list[*index]), key, *index)).collect();
        oldest_first.sort();
        let mut taken = BTreeSet::new();
        for (_, _, index) in oldest_first {
            let section = &mut self.list[index];
            let (name, mut number) = (section.slug.clone(), 1);
            while !taken.insert(section.slug.clone()) {
                number += 1;
                section.slug = format!("{name}-{number}");
            }
        }
    }

    /// The page of a section.
    pub fn place_of(&self, name: &str) -> Option<PagePath> {
        let index = self.by_key.get(&fold(name))?;
        Some(PagePath::section(&self.list[*index].slug, 1))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Section<'a>> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// When the first article of a section came out; those without a date come last.
fn age(section: &Section) -> i64 {
    let moments = section.articles.iter().filter_map(|entry| entry.head.published.as_ref());
    moments.map(Date::moment).min().unwrap_or(i64::MAX)
}

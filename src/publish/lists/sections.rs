//! The sections of a publication. A section consists of the articles with the same kicker.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Date;
use crate::check::names;
use crate::page_path::PagePath;
use crate::publish::publication::ArticleEntry;
use crate::spelling::spelling_key;

/// All sections, each with its articles.
pub struct Sections<'a> {
    list: Vec<Section<'a>>,
    /// The index of each section in `list`, by the spelling key of its kicker: all spellings of a kicker have the same
    /// key.
    by_key: BTreeMap<String, usize>,
}

/// A section: the articles with one kicker, in any spelling.
pub struct Section<'a> {
    /// The kicker, as the newest article spells it.
    pub name: &'a str,
    /// The name in its address, in ASCII for any script.
    pub slug: String,
    /// Its articles, in the same order as in [`Publication`].
    pub articles: Vec<&'a ArticleEntry>,
}

impl<'a> Sections<'a> {
    /// Groups articles into sections, in the order of their first articles.
    pub fn of(articles: impl IntoIterator<Item = &'a ArticleEntry>) -> Self {
        let mut sections = Self { list: Vec::new(), by_key: BTreeMap::new() };
        for entry in articles {
            let Some(name) = entry.head.kicker.as_ref().map(|kicker| kicker.text.trim()) else {
                continue;
            };
            let key = spelling_key(name);
            // The slug is made from the folded name, so that a new spelling does not change the address.
            let slug = short(slug::slugify(&key));
            if slug.is_empty() {
                continue;
            }
            let index = *sections.by_key.entry(key).or_insert(sections.list.len());
            match sections.list.get_mut(index) {
                Some(section) => section.articles.push(entry),
                None => sections.list.push(Section { name, slug, articles: vec![entry] }),
            }
        }
        sections.make_slugs_unique();
        sections
    }

    /// Adds numbers to equal slugs of different names. The oldest section gets no number, so that a new article does
    /// not change the address of an existing section.
    fn make_slugs_unique(&mut self) {
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

    /// The path of a section's first page.
    pub fn path_of(&self, name: &str) -> Option<PagePath> {
        let index = self.by_key.get(&spelling_key(name))?;
        Some(PagePath::section(&self.list[*index].slug, 1))
    }

    /// All sections.
    pub fn iter(&self) -> impl Iterator<Item = &Section<'a>> {
        self.list.iter()
    }

    /// The number of sections.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// The length of the longest slug, in bytes, without a number.
const MAX_LENGTH: usize = 60;

/// A slug that every system can hold as the name of a folder: cut at the end of a word if it is long, and with a number
/// if Windows keeps it for a device.
fn short(slug: String) -> String {
    if names::not_everywhere(&slug).is_some() {
        return slug + "-1";
    }
    match slug.get(..MAX_LENGTH) {
        Some(start) if slug.len() > MAX_LENGTH => {
            let end = start.rfind('-').filter(|end| *end > MAX_LENGTH / 2).unwrap_or(MAX_LENGTH);
            start[..end].to_owned()
        }
        _ => slug,
    }
}

/// When the first article of a section was published. A section without any date sorts last.
fn age(section: &Section) -> i64 {
    let moments = section.articles.iter().filter_map(|entry| entry.head.published.as_ref());
    moments.map(Date::moment).min().unwrap_or(i64::MAX)
}

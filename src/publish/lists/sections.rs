//! The sections of a publication: the kickers of its stories.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Date;
use crate::fold::fold;
use crate::page_path::PagePath;
use crate::publish::publication::Story;

/// The sections, each with its stories.
pub struct Sections<'a> {
    list: Vec<Section<'a>>,
    /// By what all spellings of a kicker have in common.
    by_key: BTreeMap<String, usize>,
}

/// The stories with one kicker, however it is spelled.
pub struct Section<'a> {
    /// The kicker, as the newest story spells it.
    pub name: &'a str,
    /// For its address: in ASCII, whatever script the name is in.
    pub slug: String,
    /// Its stories, in the order of the publication.
    pub stories: Vec<&'a Story>,
}

impl<'a> Sections<'a> {
    /// The sections of stories, in the order of their first ones.
    pub fn of(stories: &'a [Story]) -> Self {
        let mut sections = Self { list: Vec::new(), by_key: BTreeMap::new() };
        for story in stories {
            let Some(name) = story.head.kicker.as_ref().map(|kicker| kicker.text.trim()) else {
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
                Some(section) => section.stories.push(story),
                None => sections.list.push(Section { name, slug, stories: vec![story] }),
            }
        }
        sections.tell_apart();
        sections
    }

    /// Numbers the slugs of names that differ only in what a slug leaves out. The oldest section has none, so that a
    /// new story moves nobody's page.
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

/// When the first story of a section came out; those without a date come last.
fn age(section: &Section) -> i64 {
    let moments = section.stories.iter().filter_map(|story| story.head.published.as_ref());
    moments.map(Date::moment).min().unwrap_or(i64::MAX)
}

//! The sections of a publication: the kickers of its stories.

use std::collections::BTreeMap;

use super::content::Story;
use super::place::Place;

/// The sections, each with its stories.
pub struct Sections<'a> {
    list: Vec<Section<'a>>,
    by_name: BTreeMap<&'a str, usize>,
}

/// The stories with one kicker.
pub struct Section<'a> {
    /// The kicker.
    pub name: &'a str,
    /// For its address: in ASCII, whatever script the name is in.
    pub slug: String,
    /// Its stories, in the order of the publication.
    pub stories: Vec<&'a Story>,
}

impl<'a> Sections<'a> {
    /// The sections of stories, in the order of their first ones.
    pub fn of(stories: &'a [Story]) -> Self {
        let mut sections = Self { list: Vec::new(), by_name: BTreeMap::new() };
        let mut slugs: BTreeMap<String, usize> = BTreeMap::new();
        for story in stories {
            let Some(name) = story.head.kicker.as_ref().map(|kicker| kicker.text.trim()) else {
                continue;
            };
            if let Some(index) = sections.by_name.get(name) {
                sections.list[*index].stories.push(story);
                continue;
            }
            let mut slug = slug::slugify(name);
            if slug.is_empty() {
                continue;
            }
            // Two names may differ only in what no address keeps.
            let same = slugs.entry(slug.clone()).or_default();
            *same += 1;
            if *same > 1 {
                slug = format!("{slug}-{same}");
            }
            sections.by_name.insert(name, sections.list.len());
            sections.list.push(Section { name, slug, stories: vec![story] });
        }
        sections
    }

    /// The page of a section.
    pub fn place_of(&self, name: &str) -> Option<Place> {
        let index = self.by_name.get(name.trim())?;
        Some(Place::section(&self.list[*index].slug, 1))
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

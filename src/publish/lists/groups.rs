//! Groups of articles that have a list: the sections, which are the articles with one kicker, and the topics, which are
//! those with one tag.

use std::collections::{BTreeMap, BTreeSet};

use icu_normalizer::ComposingNormalizer;

use crate::article::Date;
use crate::check::names;
use crate::page_path::PagePath;
use crate::publish::publication::ArticleEntry;
use crate::spelling::spelling_key;

/// What articles are grouped by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The kicker.
    Section,
    /// Each tag.
    Topic,
}

impl Kind {
    /// The names of the groups that an article is in.
    fn names(self, entry: &ArticleEntry) -> Vec<&str> {
        match self {
            Self::Section => entry.head.kicker.iter().map(|kicker| kicker.text.trim()).collect(),
            Self::Topic => entry.head.tags.iter().map(|tag| tag.text.trim()).collect(),
        }
    }

    /// The path of a page of a group's list. `page` is 0 for the first page: see [`PagePath::front`].
    pub fn path(self, slug: &str, page: usize) -> PagePath {
        match self {
            Self::Section => PagePath::section(slug, page),
            Self::Topic => PagePath::topic(slug, page),
        }
    }
}

/// The sections and the topics of a publication.
pub struct Groupings<'a> {
    /// The sections.
    pub sections: Groups<'a>,
    /// The topics.
    pub topics: Groups<'a>,
}

impl<'a> Groupings<'a> {
    /// Groups articles.
    pub fn of(articles: impl Iterator<Item = &'a ArticleEntry> + Clone) -> Self {
        Self { sections: Groups::of(Kind::Section, articles.clone()), topics: Groups::of(Kind::Topic, articles) }
    }

    /// Both, the sections first.
    pub fn all(&self) -> [&Groups<'a>; 2] {
        [&self.sections, &self.topics]
    }
}

/// All groups of one kind, each with its articles.
pub struct Groups<'a> {
    kind: Kind,
    list: Vec<Group<'a>>,
    /// The index of each group in `list`, by the spelling key of its name: all spellings of a name have the same key.
    by_key: BTreeMap<String, usize>,
}

/// The articles with one name, in any spelling.
pub struct Group<'a> {
    /// The name, as the newest article spells it.
    pub name: &'a str,
    /// The name in its address, in its own script.
    pub slug: String,
    /// Its articles, in the same order as in [`Publication`].
    pub articles: Vec<&'a ArticleEntry>,
}

impl<'a> Groups<'a> {
    /// Groups articles. The oldest group comes first: every list page shows the sections in this order, and a new article
    /// must not change them all.
    pub fn of(kind: Kind, articles: impl IntoIterator<Item = &'a ArticleEntry>) -> Self {
        let mut groups = Self { kind, list: Vec::new(), by_key: BTreeMap::new() };
        for entry in articles {
            let mut seen = BTreeSet::new();
            for name in kind.names(entry) {
                let key = spelling_key(name);
                // The slug is made from the folded name, so that a new spelling does not change the address.
                let slug = slug_of(&key);
                if slug.is_empty() || !seen.insert(key.clone()) {
                    continue;
                }
                let index = *groups.by_key.entry(key).or_insert(groups.list.len());
                match groups.list.get_mut(index) {
                    Some(group) => group.articles.push(entry),
                    None => groups.list.push(Group { name, slug, articles: vec![entry] }),
                }
            }
        }
        groups.make_slugs_unique();
        groups.sort();
        groups
    }

    /// Adds numbers to equal slugs of different names. The oldest group gets no number, so that a new article does not
    /// change the address of an existing group.
    fn make_slugs_unique(&mut self) {
        let mut oldest_first: Vec<_> =
            self.by_key.iter().map(|(key, index)| (age(&self.list[*index]), key, *index)).collect();
        oldest_first.sort();
        let mut taken = BTreeSet::new();
        for (_, _, index) in oldest_first {
            let group = &mut self.list[index];
            let (name, mut number) = (group.slug.clone(), 1);
            while !taken.insert(group.slug.clone()) {
                number += 1;
                group.slug = format!("{name}-{number}");
            }
        }
    }

    /// Sorts the groups by their age, and those of the same age by the key of their names.
    fn sort(&mut self) {
        let mut list: Vec<_> = std::mem::take(&mut self.list).into_iter().map(Some).collect();
        let mut oldest_first: Vec<_> = self.by_key.iter_mut().collect();
        oldest_first.sort_by_cached_key(|(key, index)| (list[**index].as_ref().map(age), (*key).clone()));
        for (_, index) in oldest_first {
            self.list.extend(list[*index].take());
            *index = self.list.len() - 1;
        }
    }

    /// What these articles are grouped by.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The path of the first page of a group.
    pub fn path_of(&self, name: &str) -> Option<PagePath> {
        let index = self.by_key.get(&spelling_key(name))?;
        Some(self.kind.path(&self.list[*index].slug, 0))
    }

    /// All groups.
    pub fn iter(&self) -> impl Iterator<Item = &Group<'a>> {
        self.list.iter()
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// The name of a group in its address: its words in their own script, with hyphens between them.
fn slug_of(key: &str) -> String {
    let words = key.split(|c: char| !unicode_ident::is_xid_continue(c) || c == '_').filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    short(ComposingNormalizer::new_nfc().normalize(&slug).into_owned())
}

/// The length of the longest slug, in bytes, without a number. In an address, a letter that is not of ASCII is up to four
/// times as long as its two or three bytes.
const MAX_LENGTH: usize = 60;

/// A slug that every system can hold as the name of a folder: cut at the end of a word if it is long, and with a number
/// if Windows keeps it for a device.
fn short(slug: String) -> String {
    if names::not_everywhere(&slug).is_some() {
        return slug + "-1";
    }
    if slug.len() <= MAX_LENGTH {
        return slug;
    }
    let start = &slug[..slug.floor_char_boundary(MAX_LENGTH)];
    let end = start.rfind('-').filter(|end| *end > MAX_LENGTH / 2).unwrap_or(start.len());
    start[..end].to_owned()
}

/// When the first article of a group was published. A group without any date sorts last.
fn age(group: &Group) -> i64 {
    let moments = group.articles.iter().filter_map(|entry| entry.head.published.as_ref());
    moments.map(Date::moment).min().unwrap_or(i64::MAX)
}

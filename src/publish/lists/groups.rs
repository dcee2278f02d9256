//! Groups of articles that have a page: the sections, which are the articles with one kicker; the topics, which are those
//! with one tag; the articles of one author; and the parts of one series.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Date;
use crate::article::people::Author;
use crate::check::names;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::labels::PageLabels;
use crate::publish::lists::series::AllSeries;
use crate::publish::publication::authors::AuthorEntry;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::spelling::{hyphenated, spelling_key};

/// What articles are grouped by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The kicker.
    Section,
    /// Each tag.
    Topic,
    /// Each author.
    Author,
    /// The series.
    Series,
}

impl Kind {
    /// The path of a page of a group's list. `page` is 0 for the first page: see [`PagePath::front`]. A series has only
    /// one page.
    pub fn path(self, slug: &str, page: usize) -> PagePath {
        match self {
            Self::Section => PagePath::section(slug, page),
            Self::Topic => PagePath::topic(slug, page),
            Self::Author => PagePath::authors_articles(slug, page),
            Self::Series => PagePath::series(slug),
        }
    }
}

impl Kind {
    /// The path of the page that leads to all groups of this kind.
    pub fn overview(self) -> PagePath {
        PagePath::page(match self {
            Self::Section => "section",
            Self::Topic => "topics",
            Self::Author => "authors",
            Self::Series => "series",
        })
    }

    /// The title of that page.
    pub fn title(self, words: &PageLabels) -> &'static str {
        match self {
            Self::Section => words.sections,
            Self::Topic => words.topics,
            Self::Author => words.authors,
            Self::Series => words.series,
        }
    }
}

/// All groups of a publication.
pub struct Groupings<'a> {
    /// The sections.
    pub sections: Groups<'a>,
    /// The topics.
    pub topics: Groups<'a>,
    /// The authors.
    pub authors: Groups<'a>,
    /// The series.
    pub series: AllSeries<'a>,
}

impl<'a> Groupings<'a> {
    /// Groups the articles that are in lists.
    pub fn of(publication: &'a Publication) -> Self {
        let articles = publication.listed();
        let kicker = |entry: &'a ArticleEntry| entry.head.kicker.iter().map(|kicker| kicker.text.trim()).collect();
        let tags = |entry: &'a ArticleEntry| entry.head.tags.iter().map(|tag| tag.text.trim()).collect();
        Self {
            sections: Groups::by_name(Kind::Section, articles.clone(), kicker),
            topics: Groups::by_name(Kind::Topic, articles.clone(), tags),
            authors: Groups::by_author(&publication.authors, articles.clone()),
            series: AllSeries::of(articles),
        }
    }

    /// All of them.
    pub fn all(&self) -> [&Groups<'a>; 4] {
        [&self.sections, &self.topics, &self.authors, self.series.groups()]
    }
}

/// All groups of one kind, each with its articles.
pub struct Groups<'a> {
    kind: Kind,
    list: Vec<Group<'a>>,
    /// The index of each group in `list`, by the spelling key of its name: all spellings of a name have the same key.
    by_key: BTreeMap<String, usize>,
    /// The index of each author who has a file, by the address of the page.
    by_address: BTreeMap<String, usize>,
}

/// The articles with one name, in any spelling.
pub struct Group<'a> {
    /// The name, as the newest article spells it.
    pub name: &'a str,
    /// The name in its address, in its own script.
    pub slug: String,
    /// Its articles, in the same order as in [`Publication`]; of a series, in the order of its parts.
    pub articles: Vec<&'a ArticleEntry>,
    /// The author, if the author has a file.
    pub author: Option<&'a AuthorEntry>,
}

impl<'a> Groups<'a> {
    fn new(kind: Kind) -> Self {
        Self { kind, list: Vec::new(), by_key: BTreeMap::new(), by_address: BTreeMap::new() }
    }

    /// Groups articles by the names that `names` returns for each.
    pub(super) fn by_name(
        kind: Kind,
        articles: impl Iterator<Item = &'a ArticleEntry>,
        names: impl Fn(&'a ArticleEntry) -> Vec<&'a str>,
    ) -> Self {
        let mut groups = Self::new(kind);
        for entry in articles {
            names(entry).into_iter().for_each(|name| groups.add(name, entry));
        }
        groups.make_slugs_unique();
        groups.sort();
        groups
    }

    /// Groups articles by their authors. Those who have a file are there even without an article. An author whose name
    /// leads to another site has no page here.
    fn by_author(authors: &'a [AuthorEntry], articles: impl Iterator<Item = &'a ArticleEntry>) -> Self {
        let mut groups = Self::new(Kind::Author);
        for (index, author) in authors.iter().enumerate() {
            let (name, slug) = (author.profile.name.as_str(), author.slug.clone());
            groups.list.push(Group { name, slug, articles: Vec::new(), author: Some(author) });
            groups.by_key.entry(spelling_key(name)).or_insert(index);
            groups.by_address.insert(author.path.address(), index);
        }
        for entry in articles {
            for author in &entry.head.authors {
                match (groups.with_page(author), &author.href) {
                    (Some(index), _) => groups.add_to(index, entry),
                    (None, None) => groups.add(author.name.trim(), entry),
                    (None, Some(_)) => {}
                }
            }
        }
        groups.make_slugs_unique();
        groups.sort();
        groups
    }

    /// The index of the author whose page is the address of an author in an article.
    fn with_page(&self, author: &Author) -> Option<usize> {
        let address = author.href.as_ref()?.as_ref().path(None)?;
        let page = address.split(['?', '#']).next().unwrap_or_default();
        self.by_address.get(page.strip_suffix("index.html").unwrap_or(page)).copied()
    }

    fn add(&mut self, name: &'a str, entry: &'a ArticleEntry) {
        let key = spelling_key(name);
        // The slug is made from the folded name, so that a new spelling does not change the address.
        let slug = slug_of(&key);
        if slug.is_empty() {
            return;
        }
        let index = *self.by_key.entry(key).or_insert(self.list.len());
        if index == self.list.len() {
            self.list.push(Group { name, slug, articles: Vec::new(), author: None });
        }
        self.add_to(index, entry);
    }

    /// Adds an article to a group, unless it is in the group already.
    fn add_to(&mut self, index: usize, entry: &'a ArticleEntry) {
        let articles = &mut self.list[index].articles;
        if articles.last().is_none_or(|last| !std::ptr::eq(*last, entry)) {
            articles.push(entry);
        }
    }

    /// Adds numbers to equal slugs of different names. Authors keep the names of their files. Of the others, the oldest
    /// group gets no number, so that a new article does not change the address of an existing group.
    fn make_slugs_unique(&mut self) {
        let mut oldest_first: Vec<_> =
            self.by_key.iter().map(|(key, index)| (age(&self.list[*index]), key, *index)).collect();
        oldest_first.sort();
        let files = self.list.iter().filter_map(|group| group.author);
        let mut taken: BTreeSet<_> = files.map(|author| spelling_key(&author.slug)).collect();
        for (_, _, index) in oldest_first {
            let group = &mut self.list[index];
            if group.author.is_some() {
                continue;
            }
            let (name, mut number) = (group.slug.clone(), 1);
            while !taken.insert(spelling_key(&group.slug)) {
                number += 1;
                group.slug = format!("{name}-{number}");
            }
        }
    }

    /// Sorts the groups by their age, the oldest first: every list page shows the sections in this order, and a new article
    /// must not change them all. Groups of the same age are in the order of their names.
    fn sort(&mut self) {
        let mut order: Vec<_> = (0..self.list.len()).collect();
        order.sort_by_cached_key(|index| {
            let group = &self.list[*index];
            (age(group), spelling_key(group.name), group.slug.clone())
        });
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, index)| places[*index] = place);
        self.by_key.values_mut().chain(self.by_address.values_mut()).for_each(|index| *index = places[*index]);
        let mut list: Vec<_> = std::mem::take(&mut self.list).into_iter().map(Some).collect();
        self.list.extend(order.into_iter().filter_map(|index| list[index].take()));
    }

    /// What these articles are grouped by.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Finds a group by its name, in any spelling.
    pub fn named(&self, name: &str) -> Option<&Group<'a>> {
        self.list.get(*self.by_key.get(&spelling_key(name))?)
    }

    /// The path of the first page of a group.
    pub fn path_of(&self, name: &str) -> Option<PagePath> {
        Some(self.kind.path(&self.named(name)?.slug, 0))
    }

    /// The author in an article, if there is a page of the author on this site.
    pub fn author(&self, author: &Author) -> Option<&Group<'a>> {
        match self.with_page(author) {
            Some(index) => self.list.get(index),
            None => self.named(&author.name).filter(|_| author.href.is_none()),
        }
    }

    /// The absolute address of the page of an author: on this site, or where the article says. [`None`] if there is no
    /// such page, or if the site has no `url`.
    pub fn page_of(&self, author: &Author, absolute: &Absolute) -> Option<String> {
        match self.author(author) {
            Some(group) => absolute.to_path(&PagePath::author(&group.slug)),
            None => absolute.to(author.href.as_ref()?),
        }
    }

    /// All groups.
    pub fn iter(&self) -> impl Iterator<Item = &Group<'a>> {
        self.list.iter()
    }

    /// All groups, to change the order of their articles.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Group<'a>> {
        self.list.iter_mut()
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// The length of the longest slug, in bytes, without a number. In an address, a letter that is not of ASCII is up to four
/// times as long as its two or three bytes.
const MAX_LENGTH: usize = 60;

/// The name of a group in its address: its words in their own script, with hyphens between them, and with a number if
/// Windows keeps it for a device.
fn slug_of(key: &str) -> String {
    let slug = hyphenated(key, MAX_LENGTH);
    if names::not_everywhere(&slug).is_some() { slug + "-1" } else { slug }
}

/// When the first article of a group was published. A group without any date sorts last.
fn age(group: &Group) -> i64 {
    let moments = group.articles.iter().filter_map(|entry| entry.head.published.as_ref());
    moments.map(Date::moment).min().unwrap_or(i64::MAX)
}

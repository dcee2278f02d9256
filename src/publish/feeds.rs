//! Feeds of the newest articles, with their full text: of the whole site, and of each list that has its own.

mod atom;
mod entries;
mod id;
mod json;
mod rss;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::article::Date;
use crate::article::text::plain;
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::feeds::entries::{Entries, Entry, Image, Person};
use crate::publish::lists::groups::Groupings;
use crate::publish::outputs::{Input, Kind, Make, Sink};
use crate::publish::publication::{ArticleEntry, Publication};

/// The file name of the Atom feed.
pub const ATOM: &str = "feed.xml";

/// The file name of the JSON feed.
pub const JSON: &str = "feed.json";

/// The file name of the RSS feed.
pub const RSS: &str = "rss.xml";

/// The files of a feed, each with its media type, the best format first.
pub const FORMATS: [(&str, &str); 3] =
    [(ATOM, "application/atom+xml"), (JSON, "application/feed+json"), (RSS, "application/rss+xml")];

/// The number of entries in a feed. Older articles are only on the site.
const NEWEST: usize = 30;

/// The feeds, if the site has a `url`. An article may be in many of them; it is read and rendered once.
pub const FILES: Kind = Kind {
    name: "feeds",
    depends_on: &[Input::Article, Input::Listing, Input::Pages, Input::Site],
    make: Make::OfSite(|context, sink| {
        let feeds = Feed::all(context.publication, &context.groupings);
        let articles = feeds.iter().flat_map(|feed| feed.articles.iter().copied());
        let entries = Entries::of(context.publication, &context.groupings, articles)?;
        feeds.par_iter().try_for_each(|feed| feed.write(&entries, sink))
    }),
};

/// The title of the feed of a list.
pub fn title_of_list(list: &str, publication: &Publication) -> String {
    format!("{} – {}", plain(list), publication.name().unwrap_or_default())
}

/// A feed, in the form that all formats share.
struct Feed<'a> {
    name: String,
    lang: &'a str,
    /// What the site is about, if it says so; only of the feed of the whole site.
    description: Option<String>,
    /// The page with the same articles.
    home: String,
    /// The path of that page, beside which the files of the feed are.
    folder: PagePath,
    /// Its identifier: see [`id`].
    id: String,
    rights: Option<String>,
    author: Person,
    /// Its articles, the newest first.
    articles: Vec<&'a ArticleEntry>,
}

/// An article in a feed.
struct Item<'a> {
    entry: &'a Entry,
    html: String,
}

impl<'a> Feed<'a> {
    /// The feed of the site, then those of its lists. Empty if the site has no `url`.
    fn all(publication: &'a Publication, groupings: &Groupings<'a>) -> Vec<Self> {
        let (Some(root), Some(name)) = (publication.url(), publication.name()) else { return Vec::new() };
        let absolute = Absolute::of(publication);
        let publisher = publication.site.publisher.as_ref();
        let author = Person {
            name: publisher.map_or_else(|| name.clone(), |publisher| plain(&publisher.name)),
            page: publisher.and_then(|publisher| absolute.to(publisher.href.as_ref()?)),
        };
        let feed = |name: String, id: Option<String>, folder: PagePath, articles: Vec<&'a ArticleEntry>| Self {
            name,
            lang: publication.lang(),
            description: None,
            home: format!("{root}{}", folder.address()),
            id: id.unwrap_or_else(|| format!("{root}{}", folder.address())),
            folder,
            rights: publication.site.rights.as_deref().map(plain),
            author: author.clone(),
            articles,
        };
        let is_dated = |entry: &&ArticleEntry| entry.head.published.is_some();
        let newest = publication.listed().filter(is_dated).take(NEWEST).collect();
        let description = publication.site.description.as_deref().map(plain);
        let of_site = Self { description, ..feed(name, id::of_site(&root), PagePath::front(0), newest) };
        let mut feeds = vec![of_site];
        // A list may begin with articles that are not its newest.
        let ages: BTreeMap<_, _> = publication.listed().enumerate().map(|(age, entry)| (&entry.slug, age)).collect();
        for groups in groupings.all() {
            for group in groups.iter() {
                let mut articles: Vec<_> = group.articles.iter().copied().filter(is_dated).collect();
                articles.sort_by_key(|entry| ages.get(&entry.slug));
                articles.truncate(NEWEST);
                let folder = groups.kind().path(&group.slug, 0);
                feeds.push(feed(title_of_list(group.name, publication), id::of_list(&root, &folder), folder, articles));
            }
        }
        feeds
    }

    /// Writes the files of the feed.
    fn write(&self, entries: &Entries, sink: &dyn Sink) -> Result<(), PublishError> {
        let items = self.articles.iter().filter_map(|article| entries.get(article));
        let items = items.map(|entry| Ok(Item { html: entry.html.unpack()?, entry }));
        let items: Vec<_> = items.collect::<Result<_, PublishError>>()?;
        let path = |file| self.folder.with_file(file).path();
        sink.write(&path(JSON), &json::write(self, &items))?;
        sink.write(&path(ATOM), &atom::write(self, &items)?)?;
        sink.write(&path(RSS), &rss::write(self, &items)?)
    }

    /// The absolute address of a file of the feed.
    fn address(&self, file: &str) -> String {
        format!("{}{file}", self.home)
    }
}

/// A date as RFC 3339, which most feed formats require. A date without a time becomes midnight UTC.
fn moment(date: &Date) -> String {
    let text = date.datetime();
    if date.time.is_some() { text } else { text + "T00:00:00Z" }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::publish::progress::Silent;
    use crate::publish::publication::Reading;
    use crate::source::SiteFolder;

    #[test]
    fn a_site_without_an_address_reads_no_article_for_its_feeds() {
        let root = std::env::temp_dir().join(format!("broadsheet-no-feeds-{}", std::process::id()));
        let articles = root.join("articles");
        fs::create_dir_all(&articles).unwrap();
        fs::write(articles.join("bell.json"), r#"{ "headline": "H", "published": "2024-10-04", "body": ["A."] }"#)
            .unwrap();
        let reading = Reading { site: &SiteFolder::at(&root), now: None, drafts: false, last: &|_| None };
        let publication = Publication::read(&reading, &Silent).map(|(publication, _)| publication);
        fs::remove_dir_all(&root).unwrap();
        let mut publication = publication.unwrap();
        assert!(Feed::all(&publication, &Groupings::of(&publication)).is_empty());
        (publication.site.title, publication.address) =
            (Some("News".to_owned()), Some("https://news.example/".to_owned()));
        let groupings = Groupings::of(&publication);
        let feeds = Feed::all(&publication, &groupings);
        let entries = Entries::of(&publication, &groupings, feeds[0].articles.iter().copied());
        assert!(entries.is_err(), "the feed of a site with an address needs the article, which is gone");
    }
}

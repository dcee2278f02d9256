//! Feeds of the newest articles, with their full text.

mod atom;
mod id;
mod json;

use std::slice;

use leptos::prelude::RenderHtml;

use crate::address::Target;
use crate::article::people::{Author, Sponsor, SponsorKind};
use crate::article::text::plain;
use crate::article::{Article, Date};
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::metadata::image::LeadImage;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::spelling::spelling_key;
use crate::view::markup::{Markup, Parts, el};
use crate::view::{
    Body, BodyProps, Byline, BylineProps, Citations, Corrections, CorrectionsProps, Notes, NotesProps, PaidFor,
    PaidForProps, RenderContext, RightsLine, RightsLineProps, Sponsors, SponsorsProps, Standfirst, StandfirstProps,
};

/// The file name of the Atom feed.
pub const ATOM: &str = "feed.xml";

/// The file name of the JSON feed.
pub const JSON: &str = "feed.json";

/// The number of entries in a feed. Older articles are only on the site.
const NEWEST: usize = 30;

/// The attributes that a feed entry may have: those with a meaning outside our pages. `id` is not one of them, since a
/// feed reader shows many entries in one page.
const ALLOWED_ATTRIBUTES: [&str; 19] = [
    "alt", "colspan", "controls", "datetime", "dir", "height", "href", "kind", "label", "lang", "poster", "preload",
    "rel", "rowspan", "scope", "src", "srclang", "type", "width",
];

/// The feeds, if the site has a `url`.
pub const FILES: Kind = Kind {
    name: "feeds",
    depends_on: &[Input::Article, Input::Listing, Input::Pages, Input::Site],
    make: Make::OfSite(|context, sink| match Feed::of(context.publication)? {
        Some(feed) => {
            sink.write(JSON, &json::write(&feed))?;
            sink.write(ATOM, &atom::write(&feed)?)
        }
        None => Ok(()),
    }),
};

/// A feed, in the form that Atom and JSON share.
pub struct Feed {
    name: String,
    lang: String,
    home: String,
    /// Its identifier: see [`id`].
    id: String,
    rights: Option<String>,
    author: Person,
    entries: Vec<Entry>,
}

/// A feed entry: one article.
pub struct Entry {
    /// Its identifier: see [`id`].
    id: String,
    /// The address of the article page.
    page: String,
    title: String,
    lang: String,
    summary: Option<String>,
    html: String,
    published: String,
    updated: Option<String>,
    authors: Vec<Person>,
    /// The section, then the tags.
    tags: Vec<String>,
    image: Option<String>,
}

#[derive(Clone)]
struct Person {
    name: String,
    page: Option<String>,
}

impl Feed {
    /// Creates the feed of a site, and reads its newest articles for that; [`None`] if the site has no `url`.
    pub fn of(publication: &Publication) -> Result<Option<Self>, PublishError> {
        let (Some(root), Some(name)) = (publication.url(), publication.name()) else { return Ok(None) };
        let absolute = Absolute::of(publication);
        let newest = publication.listed().take(NEWEST);
        let entries = newest
            .filter_map(|entry| entry.read().map(|whole| Entry::of(publication, entry, &whole.article)).transpose());
        let publisher = publication.site.publisher.as_ref();
        let author = Person {
            name: publisher.map_or_else(|| name.clone(), |publisher| plain(&publisher.name)),
            page: publisher.and_then(|publisher| absolute.to(publisher.href.as_ref()?)),
        };
        Ok(Some(Self {
            name,
            lang: publication.lang().to_owned(),
            id: id::of_site(&root).unwrap_or_else(|| root.clone()),
            home: root.clone(),
            rights: publication.site.rights.as_deref().map(plain),
            author,
            entries: entries.collect::<Result<_, _>>()?,
        }))
    }

    /// The absolute address of a feed file.
    fn address(&self, file: &str) -> String {
        format!("{}{}", self.home, PagePath::file(file).address())
    }
}

impl Entry {
    /// Creates the entry of an article; [`None`] if the site has no `url`, or if the article has no date, by which a
    /// feed would order it. `article` includes the body, which `entry` lacks.
    pub fn of(publication: &Publication, entry: &ArticleEntry, article: &Article) -> Option<Self> {
        let (root, published) = (publication.url()?, entry.head.published.as_ref()?);
        let addresses = Addresses::absolute(&root, &publication.pages);
        let absolute = Absolute::of(publication);
        let page = addresses.to_path(&entry.path);
        let view = view(article, publication.site.lang.as_deref());
        let text = letters(&view.words());
        let html = view.with_elements(&|parts| clean(parts, &text, &page, &addresses)).to_html();
        let person = |author: &Author| Person {
            name: plain(&author.name),
            page: author.href.as_ref().and_then(|link| absolute.to(link)),
        };
        Some(Self {
            html,
            id: id::of_article(&root, entry)?,
            title: entry.headline(),
            lang: entry.lang(&publication.site).to_owned(),
            summary: entry.summary(),
            published: moment(published),
            updated: article.changed().and(entry.changed()).map(moment),
            authors: article.authors.iter().map(person).collect(),
            tags: article.kicker.iter().chain(&article.tags).map(|tag| plain(&tag.text)).collect(),
            image: LeadImage::of(article).and_then(|image| absolute.to(image.preview()?.0)),
            page,
        })
    }

    /// When the article was last changed, or else published.
    fn changed(&self) -> &str {
        self.updated.as_deref().unwrap_or(&self.published)
    }
}

/// A date as RFC 3339, which both feed formats require. A date without a time becomes midnight UTC.
fn moment(date: &Date) -> String {
    let text = date.datetime();
    if date.time.is_some() { text } else { text + "T00:00:00Z" }
}

/// Renders an article without the parts that a feed has separate fields for: headline, authors, dates, tags.
fn view(article: &Article, site_lang: Option<&str>) -> Markup {
    let notes = Citations::new(&article.notes);
    let context = &RenderContext::page(article, site_lang, &notes);
    let &RenderContext { lang, direction, .. } = context;
    let year = article.published_day().map(|day| day.year);
    let blocks = |blocks| Body(BodyProps { blocks, context });
    // `PaidFor` above the text already names those who paid for the article.
    let says_more = |sponsor: &&Sponsor| sponsor.kind != SponsorKind::Paid || sponsor.text.is_some();
    let sponsors: Vec<_> = article.sponsors.iter().filter(says_more).cloned().collect();
    el("div")
        .attr("lang", lang)
        .attr("dir", direction.name())
        .with(PaidFor(PaidForProps { sponsors: &article.sponsors, context }))
        // A byline that the publisher wrote says more than the list of authors.
        .with(article.byline.as_ref().map(|line| Byline(BylineProps { authors: &[], line: Some(line), context })))
        .with(article.standfirst.as_ref().map(|text| Standfirst(StandfirstProps { text, context })))
        .with(article.lead.as_ref().map(|lead| blocks(slice::from_ref(lead))))
        .with(article.body.as_deref().map(blocks))
        .with(Notes(NotesProps { notes: &article.notes, context }))
        .with(Corrections(CorrectionsProps { corrections: &article.corrections, context }))
        .with(Sponsors(SponsorsProps { sponsors: &sponsors, context }))
        .with(article.rights.as_ref().map(|rights| RightsLine(RightsLineProps { rights, published: year, direction })))
        .into()
}

/// The letters and digits of a text, folded, so that two spellings of a sentence compare as equal.
fn letters(words: &str) -> String {
    spelling_key(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reduces an element to what all feed readers support. Links to other parts of the article lead to the article page.
/// `text` is the [`letters`] of the whole article: a pullquote whose text is in it twice only repeats the body, and is
/// dropped.
fn clean(mut parts: Parts, text: &str, page: &str, addresses: &Addresses) -> Markup {
    let is_repeated = |parts: &Parts| {
        let quoted = parts.children.iter().find_map(|child| child.find("p"));
        quoted.is_some_and(|quoted| text.matches(&letters(&quoted.words())).count() > 1)
    };
    if parts.get("class") == Some("pullquote") {
        if is_repeated(&parts) {
            return Markup::NOTHING;
        }
        parts.tag = "blockquote";
    }
    parts.attributes.retain(|(name, _)| ALLOWED_ATTRIBUTES.contains(name));
    let address = |target: &Target| match target {
        Target::Part(part) => format!("{page}{part}"),
        target => addresses.to(target),
    };
    parts.attributes.iter_mut().for_each(|(_, value)| value.resolve(&address));
    match parts.tag {
        // A `canvas` only sets the aspect ratio of a player, and a feed has no players.
        "canvas" => Markup::NOTHING,
        "span" if parts.attributes.is_empty() => Markup::Group(parts.children),
        _ => parts.into(),
    }
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
        assert!(Feed::of(&publication).is_ok_and(|feed| feed.is_none()), "the article, which is gone, was read");
        (publication.site.title, publication.address) =
            (Some("News".to_owned()), Some("https://news.example/".to_owned()));
        assert!(Feed::of(&publication).is_err(), "the feed of a site with an address needs the article");
    }
}

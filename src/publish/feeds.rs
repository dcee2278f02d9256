//! The newest articles, whole, for feed readers.

mod atom;
mod json;

use std::slice;

use crate::address::Target;
use crate::article::people::{Author, Sponsor, SponsorKind};
use crate::article::text::plain;
use crate::article::{Article, Date};
use crate::fold::fold;
use crate::view::markup::{Markup, Parts, el};
use crate::view::{
    Body, BodyProps, Byline, BylineProps, Citations, Corrections, CorrectionsProps, Notes, NotesProps, PaidFor,
    PaidForProps, RenderContext, RightsLine, RightsLineProps, Sponsors, SponsorsProps, Standfirst, StandfirstProps,
};
use leptos::prelude::RenderHtml;

use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::metadata::image::LeadImage;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};

/// The name of the feed in Atom.
pub const ATOM: &str = "feed.xml";

/// The name of the feed in JSON.
pub const JSON: &str = "feed.json";

/// How many articles are in it. Those who come back less often find the rest on the site.
const NEWEST: usize = 30;

/// The attributes that mean something without our styles and scripts. Not `id`: a reader shows many articles in one
/// page.
const KEPT: [&str; 19] = [
    "alt", "colspan", "controls", "datetime", "dir", "height", "href", "kind", "label", "lang", "poster", "preload",
    "rel", "rowspan", "scope", "src", "srclang", "type", "width",
];

/// The feeds, if the site says where it is.
pub const FILES: Kind = Kind {
    name: "feeds",
    depends_on: &[Input::Article, Input::Listing, Input::Site],
    make: Make::OfSite(|context, sink| {
        let newest = context.publication.articles.iter().take(NEWEST);
        let entries = newest.filter_map(|entry| {
            entry.article().map(|article| Entry::of(context.publication, entry, &article)).transpose()
        });
        match Feed::of(context.publication, entries.collect::<Result<_, _>>()?) {
            Some(feed) => {
                sink.write(JSON, &json::write(&feed))?;
                sink.write(ATOM, &atom::write(&feed)?)
            }
            None => Ok(()),
        }
    }),
};

/// The newest articles.
pub struct Feed {
    name: String,
    lang: String,
    home: String,
    /// Its identifier: see [`permanent`].
    id: String,
    rights: Option<String>,
    author: Person,
    entries: Vec<Entry>,
}

/// What a feed says of an article.
pub struct Entry {
    /// Its identifier: see [`permanent`].
    id: String,
    /// Its address.
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
    /// With the newest articles; [`None`] for a publication that does not know its own address.
    pub fn of(publication: &Publication, entries: Vec<Entry>) -> Option<Self> {
        let absolute = Absolute::of(publication);
        let (root, name) = (publication.url()?, publication.name()?);
        let publisher = publication.site.publisher.as_ref();
        let author = Person {
            name: publisher.map_or_else(|| name.clone(), |publisher| plain(&publisher.name)),
            page: publisher.and_then(|publisher| absolute.to(publisher.href.as_ref()?)),
        };
        Some(Self {
            name,
            lang: publication.lang().to_owned(),
            id: permanent(root.clone()),
            home: root.clone(),
            rights: publication.site.rights.as_deref().map(plain),
            author,
            entries,
        })
    }

    /// The address of one of its files.
    fn address(&self, file: &str) -> String {
        format!("{}{}", self.home, PagePath::file(file).address())
    }
}

impl Entry {
    /// Of an article, all of which is in `article`; [`None`] for a publication that does not know its own address. An
    /// article without a date is in no order with others, and so in no feed.
    pub fn of(publication: &Publication, entry: &ArticleEntry, article: &Article) -> Option<Self> {
        let (root, published) = (publication.url()?, entry.head.published.as_ref()?);
        let addresses = Addresses::absolute(&root, &publication.pages);
        let absolute = Absolute::of(publication);
        let page = addresses.to_place(&entry.place);
        let view = view(article, publication.site.lang.as_deref());
        let words = letters(&view.words());
        let html = view.with_elements(&|parts| clean(parts, &words, &page, &addresses)).to_html();
        let person = |author: &Author| Person {
            name: plain(&author.name),
            page: author.href.as_ref().and_then(|link| absolute.to(link)),
        };
        Some(Self {
            html,
            id: permanent(addresses.to_place(&PagePath::data(&entry.slug))),
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

    /// When it was last changed, or came out.
    fn changed(&self) -> &str {
        self.updated.as_deref().unwrap_or(&self.published)
    }
}

/// An identifier that never changes, so that no feed reader takes an old article for a new one: the address of the
/// article's file, which has no date in it, always by `https`. That of a feed is the address of the site.
fn permanent(address: String) -> String {
    match address.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => address,
    }
}

/// A moment by RFC 3339, which both forms of feed ask for: for a day, its beginning in UTC.
fn moment(date: &Date) -> String {
    let text = date.datetime();
    if date.time.is_some() { text } else { text + "T00:00:00Z" }
}

/// An article without what a feed says in fields of its own: headline, names, dates, tags.
fn view(article: &Article, site_lang: Option<&str>) -> Markup {
    let notes = Citations::new(&article.notes);
    let context = &RenderContext::page(article, site_lang, &notes);
    let &RenderContext { lang, direction, .. } = context;
    let year = article.published_day().map(|day| day.year);
    let blocks = |blocks| Body(BodyProps { blocks, context });
    // Who paid for the article itself is said above it.
    let says_more = |sponsor: &&Sponsor| sponsor.kind != SponsorKind::Paid || sponsor.text.is_some();
    let sponsors: Vec<_> = article.sponsors.iter().filter(says_more).cloned().collect();
    el("div")
        .attr("lang", lang)
        .attr("dir", direction.name())
        .with(PaidFor(PaidForProps { sponsors: &article.sponsors, context }))
        // One in words of its own says more than the names do.
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

/// The letters and digits of a text: what two spellings of a sentence have in common.
fn letters(words: &str) -> String {
    fold(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Leaves what any reader understands. What leads to another part of the article leads to that part on its page.
/// `words` are the letters of the whole article, pullquotes among them.
fn clean(mut parts: Parts, words: &str, page: &str, addresses: &Addresses) -> Markup {
    let is_repeated = |parts: &Parts| {
        let quoted = parts.children.iter().find_map(|child| child.find("p"));
        quoted.is_some_and(|quoted| words.matches(&letters(&quoted.words())).count() > 1)
    };
    if parts.get("class") == Some("pullquote") {
        if is_repeated(&parts) {
            return Markup::NOTHING;
        }
        parts.tag = "blockquote";
    }
    parts.attributes.retain(|(name, _)| KEPT.contains(name));
    let way = |target: &Target| match target {
        Target::Part(part) => format!("{page}{part}"),
        target => addresses.to(target),
    };
    parts.attributes.iter_mut().for_each(|(_, value)| value.resolve(&way));
    match parts.tag {
        // It only gives a player its shape, and a feed has no players.
        "canvas" => Markup::NOTHING,
        "span" if parts.attributes.is_empty() => Markup::Group(parts.children),
        _ => parts.into(),
    }
}

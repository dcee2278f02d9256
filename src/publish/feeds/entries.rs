//! Articles as feeds contain them.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::slice;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use leptos::prelude::RenderHtml;
use rayon::prelude::*;

use super::{id, moment};
use crate::address::Target;
use crate::article::Article;
use crate::article::image::Size;
use crate::article::people::{Author, Sponsor, SponsorKind};
use crate::article::text::plain;
use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::lists::groups::Groupings;
use crate::publish::metadata::image::LeadImage;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::spelling::spelling_key;
use crate::view::markup::{Markup, Parts, el};
use crate::view::{
    Body, BodyProps, Byline, BylineProps, Citations, Corrections, CorrectionsProps, Notes, NotesProps, PaidFor,
    PaidForProps, RenderContext, RightsLine, RightsLineProps, Sponsors, SponsorsProps, Standfirst, StandfirstProps,
};

/// The attributes that a feed entry may have: those with a meaning outside our pages. `id` is not one of them, since a
/// feed reader shows many entries in one page.
const ALLOWED_ATTRIBUTES: [&str; 19] = [
    "alt", "colspan", "controls", "datetime", "dir", "height", "href", "kind", "label", "lang", "poster", "preload",
    "rel", "rowspan", "scope", "src", "srclang", "type", "width",
];

/// The entries of all articles that are in any feed.
pub struct Entries<'a>(BTreeMap<&'a str, Entry>);

impl<'a> Entries<'a> {
    /// Reads and renders each of these articles once, however often it is named.
    pub fn of(
        publication: &Publication,
        groupings: &Groupings,
        articles: impl Iterator<Item = &'a ArticleEntry>,
    ) -> Result<Self, PublishError> {
        let articles: BTreeMap<_, _> = articles.map(|entry| (entry.slug.as_str(), entry)).collect();
        let entries = articles.into_par_iter().filter_map(|(slug, entry)| {
            let read = entry.read().and_then(|whole| Entry::of(publication, groupings, entry, &whole.article));
            read.transpose().map(|made| Ok((slug, made?)))
        });
        Ok(Self(entries.collect::<Result<_, PublishError>>()?))
    }

    /// The entry of an article.
    pub fn get(&self, article: &ArticleEntry) -> Option<&Entry> {
        self.0.get(article.slug.as_str())
    }
}

/// A feed entry: one article.
pub struct Entry {
    /// Its identifier: see [`id`].
    pub id: String,
    /// The address of the article page.
    pub page: String,
    pub title: String,
    pub lang: String,
    pub summary: Option<String>,
    pub html: Packed,
    pub published: String,
    pub updated: Option<String>,
    pub authors: Vec<Person>,
    /// The section, then the tags.
    pub tags: Vec<String>,
    pub image: Option<Image>,
}

#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub page: Option<String>,
}

/// The image of an article.
pub struct Image {
    pub address: String,
    pub size: Option<Size>,
}

impl Entry {
    /// Creates the entry of an article; [`None`] if the site has no `url`, or if the article has no date, by which a
    /// feed would order it. `article` includes the body, which `entry` lacks.
    fn of(
        publication: &Publication,
        groupings: &Groupings,
        entry: &ArticleEntry,
        article: &Article,
    ) -> Result<Option<Self>, PublishError> {
        let (Some(root), Some(published)) = (publication.url(), entry.head.published.as_ref()) else { return Ok(None) };
        let Some(id) = id::of_article(&root, entry) else { return Ok(None) };
        let addresses = Addresses::absolute(&root, &publication.pages);
        let absolute = Absolute::of(publication);
        let page = addresses.to_path(&entry.path);
        let view = view(article, publication.site.lang.as_deref());
        let words = view.words();
        // Only an article with a pullquote needs the letters.
        let text = LazyCell::new(|| letters(&words));
        let html = view.with_elements(&|parts| clean(parts, &|| text.as_str(), &page, &addresses)).to_html();
        let person =
            |author: &Author| Person { name: plain(&author.name), page: groupings.authors.page_of(author, &absolute) };
        let image = LeadImage::of(article).and_then(|image| {
            let (address, size) = image.preview()?;
            Some(Image { address: absolute.to(address)?, size })
        });
        Ok(Some(Self {
            html: Packed::new(&html)?,
            id,
            title: entry.headline(),
            lang: entry.lang(&publication.site).to_owned(),
            summary: entry.summary(),
            published: moment(published),
            updated: article.changed().and(entry.changed()).map(moment),
            authors: article.authors.iter().map(person).collect(),
            tags: article.kicker.iter().chain(&article.tags).map(|tag| plain(&tag.text)).collect(),
            image,
            page,
        }))
    }

    /// When the article was last changed, or else published.
    pub fn changed(&self) -> &str {
        self.updated.as_deref().unwrap_or(&self.published)
    }
}

/// A compressed text. The texts of ten thousand articles would not fit into memory.
pub struct Packed(Vec<u8>);

impl Packed {
    fn new(text: &str) -> Result<Self, PublishError> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes())?;
        Ok(Self(encoder.finish()?))
    }

    /// The text.
    pub fn unpack(&self) -> Result<String, PublishError> {
        let mut text = String::new();
        DeflateDecoder::new(&self.0[..]).read_to_string(&mut text)?;
        Ok(text)
    }
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
/// `text` returns the [`letters`] of the whole article: a pullquote whose text is in it twice only repeats the body, and is
/// dropped.
fn clean<'a>(mut parts: Parts, text: &dyn Fn() -> &'a str, page: &str, addresses: &Addresses) -> Markup {
    let is_repeated = |parts: &Parts| {
        let quoted = parts.children.iter().find_map(|child| child.find("p"));
        quoted.is_some_and(|quoted| text().matches(&letters(&quoted.words())).count() > 1)
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

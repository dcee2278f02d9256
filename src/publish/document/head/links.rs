//! The `link` elements of a page: canonical link, translations, feeds and oEmbed.

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::head::OwnFeeds;
use crate::publish::feeds;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::markup::{Markup, el};

/// The canonical link, under which search engines list the page.
pub fn canonical(address: String) -> Markup {
    el("link").attr("rel", "canonical").attr("href", address).into()
}

/// The link from the frame page of an article to its article page.
pub fn finished_page(entry: &ArticleEntry) -> Markup {
    el("link").attr("rel", "alternate").attr("type", "text/html").address("href", &entry.path.target()).into()
}

/// The links to the article in each of its languages, including its own, as search engines require
/// (<https://developers.google.com/search/docs/specialty/international/localized-versions>). There is no `x-default`,
/// since no version is meant for readers of all other languages.
pub fn translations(publication: &Publication, entry: &ArticleEntry, absolute: &Absolute) -> Vec<Markup> {
    let own = entry.lang(&publication.site);
    let others = entry.head.translations.iter().filter(|translation| translation.lang != own);
    let others = others.filter_map(|other| Some((other.lang.as_str(), absolute.to(&other.href)?)));
    let mut languages: Vec<_> = others.collect();
    if languages.is_empty() {
        return Vec::new();
    }
    languages.splice(0..0, absolute.canonical(entry).map(|address| (own, address)));
    let link = |(lang, address)| el("link").attr("rel", "alternate").attr("hreflang", lang).attr("href", address);
    languages.into_iter().map(|(lang, address): (&str, String)| link((lang, address)).into()).collect()
}

/// The links to the feeds of the site.
pub fn feeds(publication: &Publication, absolute: &Absolute) -> Vec<Markup> {
    let name = publication.name().unwrap_or_default();
    let front = PagePath::front(0);
    feeds::FORMATS.iter().filter_map(|format| feed(&front, *format, &name, absolute)).collect()
}

/// The links to the feeds of a list, then to that of the site.
pub fn feeds_of_list(publication: &Publication, list: &OwnFeeds, absolute: &Absolute) -> Vec<Markup> {
    let name = feeds::title_of_list(list.name, publication);
    let own = feeds::FORMATS.iter().filter_map(|format| feed(list.page, *format, &name, absolute));
    let name = publication.name().unwrap_or_default();
    own.chain(feed(&PagePath::front(0), feeds::FORMATS[0], &name, absolute)).collect()
}

fn feed(page: &PagePath, (file, kind): (&str, &'static str), name: &str, absolute: &Absolute) -> Option<Markup> {
    let link = el("link").attr("rel", "alternate").attr("type", kind).attr("title", name);
    Some(link.attr("href", absolute.to_path(&page.with_file(file))?).into())
}

/// The discovery link to the oEmbed response of the article (<https://oembed.com/>).
pub fn oembed(entry: &ArticleEntry, absolute: &Absolute) -> Option<Markup> {
    let address = absolute.to_path(&PagePath::oembed(&entry.slug))?;
    let link = el("link").attr("rel", "alternate").attr("type", "application/json+oembed");
    Some(link.attr("title", entry.headline()).attr("href", address).into())
}

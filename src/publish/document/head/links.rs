//! Where else a page is, and what there is besides.

use crate::view::markup::{Markup, el};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::feeds;
use crate::publish::publication::{ArticleEntry, Publication};

/// The one address under which search engines should keep the page.
pub fn canonical(address: String) -> Markup {
    el("link").attr("rel", "canonical").attr("href", address).into()
}

/// The finished page of an article, for the page of it that other sites frame.
pub fn finished_page(entry: &ArticleEntry) -> Markup {
    el("link").attr("rel", "alternate").attr("type", "text/html").address("href", &entry.place.target()).into()
}

/// The article in each of its languages, its own among them, as search engines want it
/// (<https://developers.google.com/search/docs/specialty/international/localized-versions>). None of them is for
/// readers of all other languages, so there is no `x-default`.
pub fn translations(publication: &Publication, entry: &ArticleEntry, absolute: &Absolute) -> Vec<Markup> {
    let own = entry.lang(&publication.site);
    let others = entry.head.translations.iter().filter(|translation| translation.lang != own);
    let others = others.filter_map(|other| Some((other.lang.as_str(), absolute.to(&other.href)?)));
    let mut languages: Vec<_> = others.collect();
    if languages.is_empty() {
        return Vec::new();
    }
    languages.splice(0..0, absolute.home(entry).map(|home| (own, home)));
    let link = |(lang, address)| el("link").attr("rel", "alternate").attr("hreflang", lang).attr("href", address);
    languages.into_iter().map(|(lang, address): (&str, String)| link((lang, address)).into()).collect()
}

/// The feeds.
pub fn feeds(publication: &Publication, absolute: &Absolute) -> Vec<Markup> {
    let name = publication.name().unwrap_or_default();
    let link = |(file, kind)| {
        let link = el("link").attr("rel", "alternate").attr("type", kind).attr("title", name.as_str());
        Some(link.attr("href", absolute.place(&PagePath::file(file))?).into())
    };
    [(feeds::ATOM, "application/atom+xml"), (feeds::JSON, "application/feed+json")]
        .into_iter()
        .filter_map(link)
        .collect()
}

/// What other sites are told when somebody wants to embed the article (<https://oembed.com/>).
pub fn oembed(entry: &ArticleEntry, absolute: &Absolute) -> Option<Markup> {
    let address = absolute.place(&PagePath::oembed(&entry.slug))?;
    let link = el("link").attr("rel", "alternate").attr("type", "application/json+oembed");
    Some(link.attr("title", entry.headline()).attr("href", address).into())
}

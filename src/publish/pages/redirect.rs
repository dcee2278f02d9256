//! Redirects: small pages at earlier addresses of articles, which lead to the pages that they have now.

use std::collections::BTreeMap;

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::Document;
use crate::publish::document::head;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::markup::el;

/// The redirects to articles: from their `aliases`, and from the pages that they had before their dates were corrected.
pub const PAGES: Kind = Kind {
    name: "redirects",
    depends_on: &[Input::Listing, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let publication = context.publication;
        let has_alias = |entry: &ArticleEntry| !entry.head.publishing.aliases.is_empty();
        if context.moved.is_empty() && !publication.articles.iter().any(has_alias) {
            return Ok(());
        }
        let taken = sink.paths();
        let mut redirects: BTreeMap<PagePath, &ArticleEntry> = BTreeMap::new();
        for entry in &publication.articles {
            let aliases = entry.head.publishing.aliases.iter().filter_map(|alias| PagePath::alias(alias));
            for path in aliases.filter(|path| *path != entry.path) {
                match taken.contains(&path.path()) || redirects.contains_key(&path) {
                    true => context.refuse(entry.file(), &path.path()),
                    false => drop(redirects.insert(path, entry)),
                }
            }
        }
        let by_slug: BTreeMap<_, _> = publication.articles.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
        for (path, slug) in &context.moved {
            let entry = by_slug.get(slug.as_str()).filter(|_| !taken.contains(&path.path()));
            entry.map(|entry| redirects.entry(path.clone()).or_insert(entry));
        }
        redirects.iter().try_for_each(|(path, entry)| {
            let address = context.addresses_from(path).to_path(&entry.path);
            context.write_page(path, page(publication, entry, &address), sink)
        })
    }),
};

/// A page that leads to an article, at once in browsers, and by a link in other programs. Search engines take such a page
/// for a permanent redirect.
fn page<'a>(publication: &'a Publication, entry: &'a ArticleEntry, address: &str) -> Document<'a> {
    let refresh = el("meta").attr("http-equiv", "refresh").attr("content", format!("0; url={address}"));
    let canonical = Absolute::of(publication).canonical(entry);
    let canonical = canonical.map(|address| el("link").attr("rel", "canonical").attr("href", address));
    let link = el("a").address("href", &entry.path.target()).with(entry.headline());
    Document {
        lang: entry.lang(&publication.site),
        title: head::title(&entry.search_title(), &publication.site),
        head: vec![refresh.into(), canonical.into()],
        data: None,
        script: None,
        body: el("body").with(el("main").with(el("p").with(link))).into(),
    }
}

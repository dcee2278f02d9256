//! Redirects: small pages at earlier addresses of articles and pages, which lead to the pages that they have now.

use std::collections::{BTreeMap, BTreeSet};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::Document;
use crate::publish::document::head;
use crate::publish::outputs::{Context, Input, Kind, Make, Refused};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::taken::TakenPaths;
use crate::view::markup::el;

/// The pages of the redirects.
pub const PAGES: Kind = Kind {
    name: "redirects",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let Redirects { pages, refused } = Redirects::of(context, || sink.paths());
        for (entry, index) in refused {
            context.refuse(Refused::Alias { file: entry.file().to_owned(), index });
        }
        pages.iter().try_for_each(|(path, entry)| {
            let address = context.addresses_from(path).to_path(&entry.path);
            context.write_page(path, page(context.publication, entry, &address), sink)
        })
    }),
};

/// The redirects to articles and pages: from their `aliases`, and from the pages that they had before their dates were corrected.
#[derive(Default)]
pub struct Redirects<'a> {
    /// The articles, by the paths that lead to them.
    pub pages: BTreeMap<PagePath, &'a ArticleEntry>,
    /// The articles with aliases that are the path of another file, or of another redirect, each with the number of the
    /// alias in its list.
    pub refused: Vec<(&'a ArticleEntry, usize)>,
}

impl<'a> Redirects<'a> {
    /// Finds the redirects. `taken` returns the paths of all other files; it is called only if there is any redirect.
    pub fn of(context: &Context<'a>, taken: impl FnOnce() -> BTreeSet<String>) -> Self {
        let publication = context.publication;
        let entries = || publication.articles.iter().chain(&publication.site_pages);
        let has_alias = |entry: &ArticleEntry| !entry.head.publishing.aliases.is_empty();
        let mut found = Self::default();
        if context.moved.is_empty() && !entries().any(has_alias) {
            return found;
        }
        let mut taken = TakenPaths::of(taken());
        publication.served.iter().for_each(|(_, path)| taken.insert(path));
        for entry in entries() {
            for (index, alias) in entry.head.publishing.aliases.iter().enumerate() {
                let path = PagePath::alias(alias).filter(|path| *path != entry.path);
                // `check` says what is wrong with an alias that is no path.
                let Some(path) = path else { continue };
                match taken.leaves(&path.path()) {
                    true => {
                        taken.insert(&path.path());
                        found.pages.insert(path, entry);
                    }
                    false => found.refused.push((entry, index)),
                }
            }
        }
        let by_slug: BTreeMap<_, _> = publication.articles.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
        for (path, slug) in &context.moved {
            let entry = by_slug.get(slug.as_str()).filter(|_| taken.leaves(&path.path()));
            entry.map(|entry| found.pages.insert(path.clone(), entry));
        }
        found
    }
}

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

//! Addresses for those who read away from the page: search engines, previews, feed readers, other sites.

use crate::page_path;
use crate::page_path::PagePath;
use crate::publish::addresses::{Addresses, below, is_relative};
use crate::publish::publication::{Publication, Story};

/// Turns addresses into absolute ones that anybody can follow, where that is possible.
pub struct Absolute<'a> {
    addresses: Option<Addresses<'a>>,
    folder: Option<String>,
}

impl<'a> Absolute<'a> {
    /// Without the `url` of `site.json`, nobody can be told where the publication's own pages and files are.
    pub fn of(publication: &'a Publication) -> Self {
        let addresses = publication.url().map(|root| Addresses::absolute(&root, &publication.pages));
        Self { addresses, folder: publication.folder() }
    }

    /// A page or file of the publication.
    pub fn place(&self, place: &PagePath) -> Option<String> {
        Some(self.addresses.as_ref()?.to_place(place))
    }

    /// An address out of a story. One that is neither `http` nor `https`, such as `mailto`, gives [`None`].
    pub fn to(&self, address: &str) -> Option<String> {
        if is_relative(address) {
            return Some(self.addresses.as_ref()?.to(address));
        }
        ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| address.to_owned())
    }

    /// Where a story is at home: its `canonical`, else its page. A `canonical` that is another spelling of the story's page
    /// is that page.
    pub fn home(&self, story: &Story) -> Option<String> {
        let canonical = story.head.canonical.as_ref().map(|link| link.href());
        let is_own = |href: &String| {
            below(href, self.folder.as_deref()).is_some_and(|path| page_path::is_of_article(path, &story.slug))
        };
        let elsewhere = canonical.filter(|href| !is_own(href)).and_then(|href| self.to(&href));
        elsewhere.or_else(|| self.place(&story.place))
    }
}

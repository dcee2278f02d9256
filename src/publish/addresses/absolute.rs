//! Absolute addresses, for search engines, previews, feed readers and other sites.

use crate::address::Target;
use crate::page_path;
use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::publication::{ArticleEntry, Publication};

/// Turns targets into absolute addresses, as far as possible.
pub struct Absolute<'a> {
    addresses: Option<Addresses<'a>>,
    folder: Option<String>,
}

impl<'a> Absolute<'a> {
    /// If `site.json` has no `url`, the publication's own pages and files have no absolute address.
    pub fn of(publication: &'a Publication) -> Self {
        let addresses = publication.url().map(|root| Addresses::absolute(&root, &publication.pages));
        Self { addresses, folder: publication.folder() }
    }

    /// The address of a page or file of the publication; [`None`] if the site has no `url`.
    pub fn to_path(&self, path: &PagePath) -> Option<String> {
        Some(self.addresses.as_ref()?.to_path(path))
    }

    /// The address of a target in an article; [`None`] if its scheme is neither `http` nor `https`, as with `mailto`.
    pub fn to(&self, address: &impl AsRef<Target>) -> Option<String> {
        match address.as_ref() {
            Target::Elsewhere(address) => {
                ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| address.clone())
            }
            Target::Part(_) => None,
            target => Some(self.addresses.as_ref()?.to(target)),
        }
    }

    /// The canonical address of an article: its `canonical` field, otherwise the address of its page. A `canonical`
    /// that is another spelling of the page's own address counts as that address.
    pub fn canonical(&self, entry: &ArticleEntry) -> Option<String> {
        let path = |target: &Target| target.path(self.folder.as_deref());
        let is_own = |target: &Target| path(target).is_some_and(|path| page_path::is_of_article(&path, &entry.slug));
        let canonical = entry.head.canonical.as_ref().filter(|link| !is_own(link.as_ref()));
        canonical.and_then(|link| self.to(link)).or_else(|| self.to_path(&entry.path))
    }
}

//! Addresses for those who read away from the page: search engines, previews, feed readers, other sites.

use crate::address::Target;
use crate::page_path;
use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::publication::{ArticleEntry, Publication};

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

    /// An address out of an article. One that is neither `http` nor `https`, such as `mailto`, gives [`None`].
    pub fn to(&self, address: &impl AsRef<Target>) -> Option<String> {
        match address.as_ref() {
            Target::Elsewhere(address) => {
                ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| address.clone())
            }
            Target::Part(_) => None,
            target => Some(self.addresses.as_ref()?.to(target)),
        }
    }

    /// Where an article is at home: its `canonical`, else its page. A `canonical` that is another spelling of the
    /// article's page is that page.
    pub fn home(&self, entry: &ArticleEntry) -> Option<String> {
        let path = |target: &Target| target.path(self.folder.as_deref());
        let is_own = |target: &Target| path(target).is_some_and(|path| page_path::is_of_article(&path, &entry.slug));
        let canonical = entry.head.canonical.as_ref().filter(|link| !is_own(link.as_ref()));
        canonical.and_then(|link| self.to(link)).or_else(|| self.place(&entry.place))
    }
}

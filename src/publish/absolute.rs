//! Addresses for those who read away from the page: search engines, previews, feed readers, other sites.

use super::content::{Publication, Story};
use super::place::{Addresses, Place, is_relative};

/// Turns addresses into absolute ones that anybody can follow, where that is possible.
pub struct Absolute<'a>(Option<Addresses<'a>>);

impl<'a> Absolute<'a> {
    /// Without the `url` of `site.json`, nobody can be told where the publication's own pages and files are.
    pub fn of(publication: &'a Publication) -> Self {
        Self(publication.url().map(|root| Addresses::absolute(&root, &publication.pages)))
    }

    /// A page or file of the publication.
    pub fn place(&self, place: &Place) -> Option<String> {
        Some(self.0.as_ref()?.to_place(place))
    }

    /// An address out of a story. One that is neither `http` nor `https`, such as `mailto`, gives [`None`].
    pub fn to(&self, address: &str) -> Option<String> {
        if is_relative(address) {
            return Some(self.0.as_ref()?.to(address));
        }
        ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| address.to_owned())
    }

    /// Where a story is at home: its `canonical`, else its page.
    pub fn home(&self, story: &Story) -> Option<String> {
        let canonical = story.head.canonical.as_ref().and_then(|link| self.to(&link.href()));
        canonical.or_else(|| self.place(&story.place))
    }
}

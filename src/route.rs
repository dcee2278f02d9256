//! Which article an address asks for.

use crate::slug::is_slug;
use crate::split::split;

/// What the fragment of the page's address says.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Nothing: the article that `site.json` calls `home`.
    Home,
    /// `#/<slug>`: the article of that name. A part of it, as in `#/<slug>#<part>`, is ignored here;
    /// only finished pages have it.
    Article(String),
    /// `#/…` that can't be the name of a file: there is no such article, and nobody is asked for it.
    Refused,
    /// Any other fragment points into the article that is there.
    Within,
}

impl Route {
    /// From `location.hash`.
    ///
    /// ```
    /// use broadsheet::route::Route;
    ///
    /// assert_eq!(Route::parse(""), Route::Home);
    /// assert_eq!(Route::parse("#/bell"), Route::Article("bell".to_owned()));
    /// assert_eq!(Route::parse("#/../secret"), Route::Refused);
    /// assert_eq!(Route::parse("#note-1"), Route::Within);
    /// ```
    pub fn parse(hash: &str) -> Self {
        match hash.strip_prefix('#').unwrap_or(hash) {
            "" | "/" => Self::Home,
            fragment => match fragment.strip_prefix('/') {
                None => Self::Within,
                Some(name) => split(name, b'#').next().and_then(slug_of).map_or(Self::Refused, Self::Article),
            },
        }
    }
}

/// The slug that stands in an address, encoded; [`None`] if it is none.
pub fn slug_of(name: &str) -> Option<String> {
    decode(name).filter(|slug| is_slug(slug))
}

/// Undoes percent-encoding; [`None`] if what comes out is not UTF-8. The browser's `decodeURIComponent`: a `%` that
/// begins no escape is an error to it, and no slug has one.
#[cfg(target_arch = "wasm32")]
fn decode(text: &str) -> Option<String> {
    js_sys::decode_uri_component(text).ok().map(Into::into)
}

/// Undoes percent-encoding; [`None`] if what comes out is not UTF-8.
#[cfg(not(target_arch = "wasm32"))]
fn decode(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

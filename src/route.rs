//! Parses the fragment of the page's address, which selects the article to show.

use crate::byte_split::split;
use crate::slug::is_slug;

/// The meaning of the fragment of the page's address.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// No fragment: the article that `home` in `site.json` names.
    Home,
    /// `#/<slug>`: the article with this slug. In `#/<slug>#<part>` the part is ignored: only finished pages support
    /// it.
    Article(String),
    /// `#/…` with a name that can't be a slug. There is no such article, and nothing is requested.
    Refused,
    /// Any other fragment: a part of the current article.
    Within,
}

impl Route {
    /// Parses `location.hash`.
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

/// Decodes a percent-encoded slug. [`None`] if the result is not a slug.
pub fn slug_of(name: &str) -> Option<String> {
    decode(name).filter(|slug| is_slug(slug))
}

/// Decodes percent-encoding with the browser's `decodeURIComponent`. [`None`] if the result is not UTF-8, or if a `%`
/// does not begin an escape; no slug contains a `%`.
#[cfg(target_arch = "wasm32")]
fn decode(text: &str) -> Option<String> {
    js_sys::decode_uri_component(text).ok().map(Into::into)
}

/// Decodes percent-encoding. [`None`] if the result is not UTF-8.
#[cfg(not(target_arch = "wasm32"))]
fn decode(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

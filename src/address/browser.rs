//! The target of an address in the browser: a string, since the page is already known.

use serde::Serialize;
use web_sys::Url;

use super::{Base, Parsed, Source};

/// The target of an address: an absolute address, or a fragment of the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target(String);

impl Target {
    /// A part of the same article, by its fragment with the `#`.
    pub fn part(fragment: String) -> Self {
        Self(fragment)
    }

    /// The front page. Before a site is published, it is the page of the app with the article that `home` in
    /// `site.json` names.
    pub fn front() -> Self {
        Self("./".to_owned())
    }

    /// The address as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The absolute address. [`None`] for a fragment.
    pub(super) fn whole(&self) -> Option<&str> {
        Some(&self.0)
    }

    /// The address as a string, for the page that contains it.
    pub(super) fn text(&self) -> String {
        self.0.clone()
    }
}

impl Base {
    /// A base that resolves addresses against another folder, such as `../`. No address counts as that of an article.
    pub fn beside(&self, folder: &str) -> Option<Self> {
        self.source(folder).map(|folder| Self::new(folder.0.0))
    }

    /// Whether a file is on the article's own server, so that requesting it reveals nothing to other servers.
    pub fn owns(&self, source: &Source) -> bool {
        let host = |url: &str| parse(url, url).map(|url| url.host);
        host(&source.0.0) == host(&self.url)
    }

    pub(super) fn resolve(&self, raw: &str, allowed: &[&str]) -> Option<Target> {
        self.absolute(raw, allowed).map(Target)
    }

    pub(super) fn below<'a>(&self, target: &'a Target) -> Option<&'a str> {
        target.0.strip_prefix(self.root.as_ref()?.as_str())
    }

    pub(super) fn page_of(&self, root: &str, name: &str, part: &str) -> Target {
        Target(self.page_address(root, name, part))
    }
}

pub(super) fn parse(raw: &str, base: &str) -> Option<Parsed> {
    let url = Url::new_with_base(raw, base).ok()?;
    Some(Parsed { scheme: url.protocol(), host: url.host(), href: url.href() })
}

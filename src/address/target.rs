//! Natively: where an address leads, which becomes text only when it is known on which page it will be followed.

use std::fmt;

use serde::{Serialize, Serializer};
use url::{Position, Url};

use super::relative::Reference;
use super::{ARTICLES, Article, Base, Link, Parsed, Source, encode, escaped};

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part of the same article: the fragment, with its `#`.
    Part(String),
    /// An article of the same publication.
    Article {
        /// Its slug, encoded as it was written.
        name: String,
        /// The part of it that is meant: a fragment with its `#`, or nothing.
        part: String,
    },
    /// A file or a folder of the publication: its path below the root, encoded, with query and fragment. Empty for the
    /// root.
    File(String),
    /// Something on the publication's server: its path from the root of the server, with the slash before it, encoded,
    /// with query and fragment.
    Server(String),
    /// Something on the publication's server, by the way out of the publication.
    Beyond {
        /// How many folders up from the publication's root; at least 1.
        steps: usize,
        /// The path from there, encoded, with query and fragment.
        rest: String,
    },
    /// Something elsewhere: a whole address.
    Elsewhere(String),
}

impl Target {
    /// A part of the same article, by its fragment, with the `#`.
    pub fn part(fragment: String) -> Self {
        Self::Part(fragment)
    }

    /// The front page. Before a site is published, that is the page of the app, with the article that the site calls
    /// `home`.
    pub fn front() -> Self {
        Self::File(String::new())
    }

    /// What lies at this path below the root of the publication: a file, or the article that a fragment names.
    pub(super) fn in_site(path: String) -> Self {
        match path.strip_prefix("#/") {
            Some(named) => {
                let (name, part) = named.split_at(named.find('#').unwrap_or(named.len()));
                Self::article(name, part)
            }
            None => Self::File(path),
        }
    }

    /// Without a name it is the app, which shows the article that is the home of the site.
    fn article(name: &str, part: &str) -> Self {
        match name {
            "" => Self::File(format!("#/{part}")),
            _ => Self::Article { name: name.to_owned(), part: part.to_owned() },
        }
    }

    /// The same, if the publication's path on its server is `folder`: what lies below that path is the publication's
    /// own, and the file of an article leads to the article.
    pub fn within(&self, folder: &str) -> Option<Self> {
        let Self::Server(path) = self else { return None };
        let path = path.strip_prefix(folder)?;
        Some(match Article::of(path, None) {
            Some(Article::Page { name, part }) => Self::article(name, part),
            _ => Self::File(path.to_owned()),
        })
    }

    /// The path below the root of the publication, whose path on its server is `folder`, if that is known. An article
    /// is in the app there: `#/bell`.
    pub fn path(&self, folder: Option<&str>) -> Option<String> {
        match self {
            Self::Article { name, part } => Some(format!("#/{name}{part}")),
            Self::File(path) => Some(path.clone()),
            Self::Server(path) => path.strip_prefix(folder?).map(str::to_owned),
            _ => None,
        }
    }

    /// The address, for a page from which `root` leads to the publication's root: `../../`, or a whole address.
    /// Articles are in the app.
    pub fn seen_from(&self, root: &str) -> String {
        let way = match self {
            Self::Part(address) | Self::Elsewhere(address) => return address.clone(),
            Self::Article { name, part } => return format!("{root}#/{name}{part}"),
            Self::File(path) => return format!("{root}{path}"),
            // Two slashes would begin the name of a server.
            Self::Server(path) if path.starts_with("//") => format!("/.{path}"),
            Self::Server(path) => path.clone(),
            Self::Beyond { steps, rest } => "../".repeat(*steps) + rest,
        };
        match (Url::parse(root), self) {
            (Ok(root), _) => root.join(&way).map_or(way, String::from),
            (Err(_), Self::Beyond { .. }) => root.trim_start_matches("./").to_owned() + &way,
            (Err(_), _) => way,
        }
    }

    /// The address, if it is whole.
    pub(super) fn whole(&self) -> Option<&str> {
        match self {
            Self::Elsewhere(address) => Some(address),
            _ => None,
        }
    }

    /// The address, as it is on the front page.
    pub(super) fn text(&self) -> String {
        self.to_string()
    }

    /// The same with a change in what was written, which leads to the same server.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Part(part) => Self::Part(change(part)),
            Self::Article { name, part } => Self::Article { name: change(name), part: change(part) },
            Self::File(path) => Self::File(change(path)),
            Self::Server(path) => Self::Server(change(path)),
            Self::Beyond { steps, rest } => Self::Beyond { steps: *steps, rest: change(rest) },
            Self::Elsewhere(address) => Self::Elsewhere(change(address)),
        }
    }
}

/// As it is on the front page.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.seen_from("./"))
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A page of ours needs no filter.
impl From<Target> for Link {
    fn from(target: Target) -> Self {
        Self(target)
    }
}

impl Source {
    /// The same with a change in what was written, which leads to the same server.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self(self.0.map(change))
    }
}

impl Base {
    /// A file that is no article, by its path below the root of its publication, of which nobody knows yet where it
    /// will lie.
    pub fn in_site(path: impl Into<String>) -> Self {
        Self { in_site: true, ..Self::new(path) }
    }

    /// The article of this name, in a publication of which nobody knows yet where it will lie.
    pub fn article_in_site(slug: &str) -> Self {
        let path = format!("{ARTICLES}{}.json", encode(slug));
        Self { is_article: true, root: Some(String::new()), ..Self::in_site(path) }
    }

    /// The same, in a publication that says it has this address, which ends in `/`. What lies below that address, by
    /// `http` or by `https`, is the publication's own, as if the article named it by a relative address.
    pub fn of_site(self, url: Option<&str>) -> Self {
        Self { own: url.map(str::to_owned), ..self }
    }

    /// What addresses are relative to that are given from another folder, such as `../`. Nothing there is an article.
    pub fn beside(&self, folder: &str) -> Option<Self> {
        self.source(folder).map(|folder| match folder.0 {
            Target::File(path) => Self::in_site(path),
            folder => Self::new(folder.to_string()),
        })
    }

    /// Whether a file is on the article's own server, so that asking for it tells nobody else.
    pub fn owns(&self, source: &Source) -> bool {
        let host = |url: &str| parse(url, url).map(|url| url.host);
        let Target::Elsewhere(address) = &source.0 else { return true };
        let is_of_site = self.own.as_deref().is_some_and(|own| host(own) == host(address));
        is_of_site || host(address) == host(&self.url)
    }

    pub(super) fn resolve(&self, raw: &str, allowed: &[&str]) -> Option<Target> {
        if !self.in_site {
            return self.absolute(raw, allowed).map(|address| self.rooted(address));
        }
        match Reference::of(&escaped(raw), &self.url) {
            Reference::Relative(target) => Some(target),
            Reference::Whole(address) => self.absolute(&address, allowed).map(|address| self.rooted(address)),
        }
    }

    /// An address below the publication's own is one below its root.
    fn rooted(&self, address: String) -> Target {
        match (&self.root, self.below_own(&address)) {
            (Some(_), Some(path)) if self.in_site => Target::in_site(path),
            (Some(root), Some(path)) => Target::Elsewhere(format!("{root}{path}")),
            _ => Target::Elsewhere(address),
        }
    }

    /// What follows the publication's own address, if that is known.
    fn below_own(&self, address: &str) -> Option<String> {
        let (own, address) = (Url::parse(self.own.as_ref()?).ok()?, Url::parse(address).ok()?);
        if !matches!(address.scheme(), "http" | "https") {
            return None;
        }
        let [own, address] = [&own, &address].map(|url| &url[Position::BeforeUsername..]);
        // The address of the publication may stand there without its slash.
        let rest = address.strip_prefix(own).or_else(|| (own.strip_suffix('/')? == address).then_some(""));
        rest.map(str::to_owned)
    }

    pub(super) fn below<'a>(&self, target: &'a Target) -> Option<&'a str> {
        match target {
            Target::File(path) => Some(path),
            Target::Elsewhere(address) if !self.in_site => address.strip_prefix(self.root.as_deref()?),
            _ => None,
        }
    }

    pub(super) fn page_of(&self, root: &str, name: &str, part: &str) -> Target {
        match self.in_site {
            true => Target::article(name, part),
            false => Target::Elsewhere(self.page_address(root, name, part)),
        }
    }
}

pub(super) fn parse(raw: &str, base: &str) -> Option<Parsed> {
    let url = Url::parse(base).ok()?.join(raw).ok()?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(Parsed {
        scheme: format!("{}:", url.scheme()),
        host: format!("{}{port}", url.host_str().unwrap_or_default()),
        href: url.into(),
    })
}

//! The target of an address natively. It becomes a string when the page that contains the address is written.

use std::fmt;

use serde::{Serialize, Serializer};
use url::{Position, Url};

use super::relative::Reference;
use super::{ARTICLES, ArticleAddress, Base, Link, Parsed, Source, encode, escaped};

/// The target of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part of the same article, by its fragment with the `#`.
    Part(String),
    /// An article of the same publication.
    Article {
        /// The slug, percent-encoded as in the original address.
        name: String,
        /// The fragment with its `#`, or an empty string.
        part: String,
    },
    /// A file or a folder of the publication: the encoded path below the root, with query and fragment. Empty for the
    /// root.
    File(String),
    /// A path on the publication's server, encoded, with query and fragment. It begins with a slash.
    Server(String),
    /// A path relative to the publication's root that leads out of it. It may lead back in: see [`Target::within`].
    Beyond {
        /// The number of folders above the publication's root; at least 1.
        steps: usize,
        /// The encoded path from that folder, with query and fragment.
        rest: String,
    },
    /// An absolute address.
    Elsewhere(String),
}

impl Target {
    /// A part of the same article, by its fragment with the `#`.
    pub fn part(fragment: String) -> Self {
        Self::Part(fragment)
    }

    /// The front page. Before a site is published, it is the page of the app with the article that `home` in
    /// `site.json` names.
    pub fn front() -> Self {
        Self::File(String::new())
    }

    /// The target of a path below the publication's root: a file, or for `#/name`, an article.
    pub(super) fn in_site(path: String) -> Self {
        match path.strip_prefix("#/") {
            Some(named) => {
                let (name, part) = named.split_at(named.find('#').unwrap_or(named.len()));
                Self::article(name, part)
            }
            None => Self::File(path),
        }
    }

    /// An article by its name. An empty name means the app's own page, which shows the site's home article.
    fn article(name: &str, part: &str) -> Self {
        match name {
            "" => Self::File(format!("#/{part}")),
            _ => Self::Article { name: name.to_owned(), part: part.to_owned() },
        }
    }

    /// Converts a path on the server to a target in the publication whose path on that server is `folder`. [`None`] if
    /// the target is outside it.
    pub fn within(&self, folder: &str) -> Option<Self> {
        let path = self.on_server(folder)?;
        let path = path.strip_prefix(folder)?;
        Some(match ArticleAddress::of(path, None) {
            Some(ArticleAddress::Page { name, part }) => Self::article(name, part),
            _ => Self::File(path.to_owned()),
        })
    }

    /// The path below the root of the publication. `folder` is the publication's path on its server, if known. An
    /// article has the address of the app: `#/bell`.
    pub fn path(&self, folder: Option<&str>) -> Option<String> {
        match self {
            Self::Article { name, part } => Some(format!("#/{name}{part}")),
            Self::File(path) => Some(path.clone()),
            _ => self.on_server(folder?)?.strip_prefix(folder?).map(str::to_owned),
        }
    }

    /// The path on the publication's server, if the target is not known to be in the publication. `folder` is the
    /// publication's path on that server.
    fn on_server(&self, folder: &str) -> Option<String> {
        match self {
            Self::Server(path) => Some(path.clone()),
            // The way out may lead back in. At the root of a server, it does.
            Self::Beyond { .. } => {
                let url = Url::parse(&self.seen_from(&format!("https://server{folder}"))).ok()?;
                Some(url[Position::BeforePath..].to_owned())
            }
            _ => None,
        }
    }

    /// The address as written on a page. `root` is the address of the publication's root from there: `../../`, or an
    /// absolute address. Articles have the address of the app.
    pub fn seen_from(&self, root: &str) -> String {
        let way = match self {
            Self::Part(address) | Self::Elsewhere(address) => return address.clone(),
            Self::Article { name, part } => return format!("{root}#/{name}{part}"),
            Self::File(path) => return format!("{root}{path}"),
            // `//` would begin the name of a server.
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

    /// The address, if it is absolute.
    pub(super) fn whole(&self) -> Option<&str> {
        match self {
            Self::Elsewhere(address) => Some(address),
            _ => None,
        }
    }

    /// The address relative to the front page.
    pub(super) fn text(&self) -> String {
        self.to_string()
    }

    /// Applies `change` to the text of the address. `change` must not alter the host.
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

/// Displays the address relative to the front page.
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

/// Targets that the program makes itself need no filter.
impl From<Target> for Link {
    fn from(target: Target) -> Self {
        Self(target)
    }
}

impl Source {
    /// Changes the text of the address with `change`, which must keep the server.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self(self.0.map(change))
    }
}

impl Base {
    /// The base for a file that is not an article, by its path below the publication's root, if the publication's
    /// address is not known yet.
    pub fn in_site(path: impl Into<String>) -> Self {
        Self { in_site: true, ..Self::new(path) }
    }

    /// The base for `site.json`. A link to the file of an article leads to the article.
    pub fn site_settings() -> Self {
        Self { root: Some(String::new()), ..Self::in_site("content/site.json") }
    }

    /// The base for an article, by its slug, if the publication's address is not known yet.
    pub fn article_in_site(slug: &str) -> Self {
        let path = format!("{ARTICLES}{}.json", encode(slug));
        Self { is_article: true, root: Some(String::new()), ..Self::in_site(path) }
    }

    /// Adds the publication's address from `site.json`, which ends in `/`. Addresses below it, with `http` or `https`,
    /// then count as the publication's own, as if they were relative.
    pub fn of_site(self, url: Option<&str>) -> Self {
        Self { own: url.map(str::to_owned), ..self }
    }

    /// A base that resolves addresses against another folder, such as `../`. No address counts as that of an article.
    pub fn beside(&self, folder: &str) -> Option<Self> {
        self.source(folder).map(|folder| match folder.0 {
            Target::File(path) => Self::in_site(path),
            folder => Self::new(folder.to_string()),
        })
    }

    /// Whether a file is on the article's own server, so that requesting it reveals nothing to other servers.
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

    /// The target of an absolute address. Below the publication's own address, it is a target below the root.
    fn rooted(&self, address: String) -> Target {
        match (&self.root, self.below_own(&address)) {
            (Some(_), Some(path)) if self.in_site => Target::in_site(path),
            (Some(root), Some(path)) => Target::Elsewhere(format!("{root}{path}")),
            _ => Target::Elsewhere(address),
        }
    }

    /// The part of an address after the publication's own address. [`None`] if that is not known, or does not match.
    fn below_own(&self, address: &str) -> Option<String> {
        let (own, address) = (Url::parse(self.own.as_ref()?).ok()?, Url::parse(address).ok()?);
        if !matches!(address.scheme(), "http" | "https") {
            return None;
        }
        let [own, address] = [&own, &address].map(|url| &url[Position::BeforeUsername..]);
        // A link to the publication may lack the final slash.
        let rest = address.strip_prefix(own).or_else(|| (own.strip_suffix('/')? == address).then_some(""));
        rest.map(str::to_owned)
    }

    /// The part of an absolute address after the publication's own address, which [`Base::of_site`] adds.
    pub fn below_own_address(&self, target: &Target) -> Option<String> {
        self.below_own(target.whole()?)
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

//! Where addresses lead, and the one filter that every address of an article goes through.
//!
//! Addresses are parsed by the WHATWG rules (<https://url.spec.whatwg.org/>): by the browser's own `URL` there,
//! and by the `url` crate natively. So what is judged is what would be followed, whatever tabs, entities or
//! capitals the raw text was dressed in.
//!
//! What comes of it is a [`Target`]. In the browser that is one string: the page is known on which it will be followed.
//! Natively it says where the address leads, until a page is written that has it.

mod host;
#[cfg(not(target_arch = "wasm32"))]
mod relative;
#[cfg(not(target_arch = "wasm32"))]
mod target;
#[cfg(target_arch = "wasm32")]
mod whole;

use serde::Serialize;

use crate::split::split;

#[cfg(not(target_arch = "wasm32"))]
pub use target::Target;
#[cfg(not(target_arch = "wasm32"))]
use target::parse;
#[cfg(target_arch = "wasm32")]
pub use whole::Target;
#[cfg(target_arch = "wasm32")]
use whole::parse;

/// Where a publication keeps its articles, below its address.
const ARTICLES: &str = "content/articles/";

/// An address against which only whole addresses and fragments can be resolved: its path is opaque.
const NOWHERE: &str = "about:blank";

/// How a publication's address becomes that of an article's page: what comes before the article's name, and what after
/// it.
type Way = [&'static str; 2];

/// The article in the app. Where the site is published, publishing turns it into the finished page.
const IN_APP: Way = ["#/", ""];

/// The finished page, from where its date is not known: the page for frames sends readers on (`frame.js`).
const VIA_FRAME_PAGE: Way = ["embed/", "/#page"];

/// What addresses in an article are relative to.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Absolute, or where `in_site` says so, the path below the root of the publication.
    url: String,
    /// Whether this is the address of an article, so that a fragment is a part of it.
    is_article: bool,
    root: Option<String>,
    way: Way,
    /// Whether nobody knows yet where the publication will lie.
    #[cfg(not(target_arch = "wasm32"))]
    in_site: bool,
    /// The address that the publication says it has, which ends in `/`.
    #[cfg(not(target_arch = "wasm32"))]
    own: Option<String>,
}

impl Base {
    /// The absolute address of a file that is no article, such as `https://example.org/content/site.json`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            is_article: false,
            root: None,
            way: IN_APP,
            #[cfg(not(target_arch = "wasm32"))]
            in_site: false,
            #[cfg(not(target_arch = "wasm32"))]
            own: None,
        }
    }

    /// The article of this name below a publication's address, which ends in `/`. A link from there to the file of
    /// another article leads to that article's page, and one to a part of the article itself stays a fragment.
    pub fn article(root: &str, slug: &str) -> Self {
        let url = format!("{root}{ARTICLES}{}.json", encode(slug));
        Self { is_article: true, root: Some(root.to_owned()), ..Self::new(url) }
    }

    /// The article's file at this address. Where it lies as a publication keeps its articles, links to the others lead
    /// to their pages, as with [`Base::story`]: in the app, or where the publication `is_published`, to finished pages.
    /// The query and the fragment of the address say nothing of that. It may be no address at all: then only whole
    /// addresses and fragments lead somewhere.
    pub fn file(url: impl Into<String>, is_published: bool) -> Self {
        let url = url.into();
        let file = without_query(&url);
        let folder = file.rfind('/').and_then(|end| file.get(..=end));
        let root = folder.and_then(|folder| folder.strip_suffix(ARTICLES)).filter(|root| root.ends_with('/'));
        let way = if is_published { VIA_FRAME_PAGE } else { IN_APP };
        Self { is_article: true, root: root.map(str::to_owned), way, ..Self::new(url) }
    }

    /// The page of the article itself; [`None`] where its publication is not known.
    pub fn page(&self) -> Option<Link> {
        self.article_page(self.own_file()?).map(Link)
    }

    /// The address itself.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where somebody may be sent: `http`, `https`, `mailto`, `tel`, or relative.
    ///
    /// ```
    /// use broadsheet::address::Base;
    ///
    /// let base = Base::article("https://example.org/", "bell");
    /// let href = |raw| base.link(raw).map(|link| link.href());
    /// assert_eq!(href("../images/a b.jpg").unwrap(), "https://example.org/content/images/a%20b.jpg");
    /// assert_eq!(href("ferry.json").unwrap(), "https://example.org/#/ferry");
    /// assert_eq!(href("#note-1").unwrap(), "#note-1");
    /// assert_eq!(href("java\nscript:alert(1)"), None);
    /// ```
    pub fn link(&self, raw: &str) -> Option<Link> {
        if self.is_article
            && let Some(part) = fragment(raw)
        {
            return Some(Link(Target::part(part)));
        }
        let target = self.resolve(raw, &["http:", "https:", "mailto:", "tel:"])?;
        let page = self.below(&target).and_then(|path| self.article_page(path));
        Some(Link(page.unwrap_or(target)))
    }

    /// The page of the article that an address below the root is for; a fragment if that is this article.
    fn article_page(&self, path: &str) -> Option<Target> {
        Some(match Article::of(path, self.own_file())? {
            Article::Part(part) => Target::part(part.to_owned()),
            Article::Page { name, part } => self.page_of(self.root.as_ref()?, name, part),
        })
    }

    /// The address of an article's page, by its name.
    fn page_address(&self, root: &str, name: &str, part: &str) -> String {
        let [before, after] = if name.is_empty() { IN_APP } else { self.way };
        format!("{root}{before}{name}{after}{part}")
    }

    /// The path of the article's file below the root.
    fn own_file(&self) -> Option<&str> {
        without_query(&self.url).strip_prefix(self.root.as_ref()?.as_str())
    }

    /// What may be fetched and shown: `http`, `https`, or relative.
    pub fn source(&self, raw: &str) -> Option<Source> {
        self.resolve(raw, &["http:", "https:"]).map(Source)
    }

    fn absolute(&self, raw: &str, allowed: &[&str]) -> Option<String> {
        let raw = &escaped(raw);
        // The base is no address on a page that has none, such as one that a script made.
        let url = parse(raw, &self.url).or_else(|| parse(raw, NOWHERE))?;
        // A page opened from disk has an address of another scheme, which relative addresses share.
        let relative = || {
            let base = parse(&self.url, &self.url);
            let shared = base.is_some_and(|base| base.scheme == url.scheme && base.host == url.host);
            shared && parse(raw, NOWHERE).is_none()
        };
        (allowed.contains(&url.scheme.as_str()) || relative()).then_some(url.href)
    }
}

/// What an address below the root of a publication says of its articles.
enum Article<'a> {
    /// A part of the article itself, by its fragment.
    Part(&'a str),
    /// An article by its name, and a part of it by its fragment.
    Page { name: &'a str, part: &'a str },
}

impl<'a> Article<'a> {
    /// By the file of an article, or by its name. `own` is the file of the article that the address stands in.
    fn of(path: &'a str, own: Option<&str>) -> Option<Self> {
        // A query means nothing to a file.
        let file = without_query(path);
        let fragment = path.get(end_of(path, |byte| byte == b'#')..)?;
        let is_own = Some(file) == own;
        Some(match fragment.strip_prefix("#/") {
            Some(name) if is_own || file.is_empty() => {
                let end = end_of(name, |byte| byte == b'#');
                Self::Page { name: name.get(..end)?, part: name.get(end..)? }
            }
            _ if is_own && fragment.len() > 1 => Self::Part(fragment),
            _ => Self::Page { name: file.strip_prefix(ARTICLES)?.strip_suffix(".json")?, part: fragment },
        })
    }
}

/// An address to send somebody to, filtered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link(Target);

/// The address of an image, audio or video file, filtered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source(Target);

impl Link {
    /// The site it leads to, as people write its name: `www.example.org`, `münchen.example:8080`; empty where there is
    /// none, as for `mailto`.
    pub fn host(&self) -> String {
        let url = self.0.whole().and_then(|address| parse(address, address));
        url.map(|url| host::in_words(&url.host)).unwrap_or_default()
    }

    /// For `href`: absolute, or a fragment of the article that it stands in. Where nobody knows yet on which page it
    /// will be followed, as it is on the front page.
    pub fn href(&self) -> String {
        self.0.text()
    }
}

impl Source {
    /// For `src`, `srcset` and `poster`: absolute. Where nobody knows yet on which page it will be shown, as it is on
    /// the front page.
    pub fn src(&self) -> String {
        self.0.text()
    }
}

impl AsRef<Target> for Link {
    fn as_ref(&self) -> &Target {
        &self.0
    }
}

impl AsRef<Target> for Source {
    fn as_ref(&self) -> &Target {
        &self.0
    }
}

impl AsRef<Self> for Target {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// Encodes each `%` that begins no escape: it is one of a file's name, as in `50% off.png`, and servers differ in what
/// they make of it.
fn escaped(raw: &str) -> String {
    let is_escape =
        |rest: &str| matches!(rest.as_bytes(), [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    let mut parts = split(raw, b'%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(if is_escape(part) { "%" } else { "%25" });
        text.push_str(part);
    }
    text
}

/// An address that is only a fragment, encoded as browsers do; not one that is empty, which means the top of a page,
/// nor one that names an article, as `#/another`.
fn fragment(raw: &str) -> Option<String> {
    let url = parse(raw, NOWHERE)?.href;
    let fragment = url.strip_prefix(NOWHERE)?;
    matches!(fragment.as_bytes(), [b'#', first, ..] if *first != b'/').then(|| fragment.to_owned())
}

/// An address up to its query and fragment.
fn without_query(address: &str) -> &str {
    address.get(..end_of(address, |byte| byte == b'?' || byte == b'#')).unwrap_or(address)
}

/// Where an address ends, or such a byte is first in it. Over bytes: the searches of `str` take 3 kB more.
fn end_of(address: &str, is_end: fn(u8) -> bool) -> usize {
    address.bytes().position(is_end).unwrap_or(address.len())
}

/// Percent-encodes all but what RFC 3986 calls unreserved, so that the whole is one segment of a path or one value
/// of a query.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            _ => {
                encoded.push('%');
                for digit in [byte >> 4, byte & 15] {
                    encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
        encoded
    })
}

struct Parsed {
    scheme: String,
    /// With the port, if it is not that of the scheme.
    host: String,
    href: String,
}

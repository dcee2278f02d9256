//! Addresses (URLs) and their targets. Every address in an article passes through the filter in this module.
//!
//! Addresses are parsed by the WHATWG rules (<https://url.spec.whatwg.org/>), with `URL` in the browser and with the
//! `url` crate natively. So the filter sees the address that a browser would follow, even if the raw text hides its
//! scheme with tabs or capitals.
//!
//! The result is a [`Target`]. In the browser this is a string, since the page is known. Natively it keeps the kind of
//! target until the page that contains the address is written.

#[cfg(target_arch = "wasm32")]
mod browser;
mod host;
#[cfg(not(target_arch = "wasm32"))]
mod relative;
#[cfg(not(target_arch = "wasm32"))]
mod target;

use serde::Serialize;

use crate::byte_split::split;

#[cfg(target_arch = "wasm32")]
pub use browser::Target;
#[cfg(target_arch = "wasm32")]
use browser::parse;
#[cfg(not(target_arch = "wasm32"))]
pub use target::Target;
#[cfg(not(target_arch = "wasm32"))]
use target::parse;

/// The folder of the articles, relative to the root of the publication.
const ARTICLES: &str = "content/articles/";

/// A base whose path is opaque, so that only absolute addresses and fragments can be resolved against it.
const NOWHERE: &str = "about:blank";

/// The address of an article's page below the root of the publication: the parts before and after the article's name.
type PagePattern = [&'static str; 2];

/// The article in the app. When a site is published, such links are changed to the finished page.
const IN_APP: PagePattern = ["#/", ""];

/// The finished page of an article. The path of that page contains the date of the article, which is not known here, so
/// the link leads to the page for frames, from which `frame.js` forwards readers.
const VIA_FRAME_PAGE: PagePattern = ["embed/", "/#page"];

/// The base that addresses in an article are relative to.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// The absolute address, or if `in_site`, the path below the root of the publication.
    url: String,
    /// Whether this is the address of an article, so that a fragment refers to a part of the article.
    is_article: bool,
    /// The address of the publication that the article is in, if known. Empty if `in_site`.
    root: Option<String>,
    /// The page that links to other articles of the publication lead to.
    page_pattern: PagePattern,
    /// Whether the address of the publication is not known yet.
    #[cfg(not(target_arch = "wasm32"))]
    in_site: bool,
    /// The address of the publication from `site.json`, which ends in `/`.
    #[cfg(not(target_arch = "wasm32"))]
    own: Option<String>,
}

impl Base {
    /// The base for a file that is not an article, by its absolute address, such as
    /// `https://example.org/content/site.json`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            is_article: false,
            root: None,
            page_pattern: IN_APP,
            #[cfg(not(target_arch = "wasm32"))]
            in_site: false,
            #[cfg(not(target_arch = "wasm32"))]
            own: None,
        }
    }

    /// The base for an article, by its slug and the publication's address, which ends in `/`. A link to the file of
    /// another article leads to that article's page. A link to a part of the article itself stays a fragment.
    pub fn article(root: &str, slug: &str) -> Self {
        let url = format!("{root}{ARTICLES}{}.json", encode(slug));
        Self { is_article: true, root: Some(root.to_owned()), ..Self::new(url) }
    }

    /// The base for an article, by the address of its file. If the file is in a publication's `content/articles/`,
    /// links to other articles lead to their pages, as with [`Base::article`]: to finished pages if `is_published`,
    /// otherwise to pages in the app. The query and the fragment of `url` are ignored. If `url` is not a valid address,
    /// only absolute addresses and fragments can be resolved.
    pub fn file(url: impl Into<String>, is_published: bool) -> Self {
        let url = url.into();
        let file = without_query(&url);
        let folder = file.rfind('/').and_then(|end| file.get(..=end));
        let root = folder.and_then(|folder| folder.strip_suffix(ARTICLES)).filter(|root| root.ends_with('/'));
        let page_pattern = if is_published { VIA_FRAME_PAGE } else { IN_APP };
        Self { is_article: true, root: root.map(str::to_owned), page_pattern, ..Self::new(url) }
    }

    /// A link to the page of the article itself. [`None`] if its publication is not known.
    pub fn page(&self) -> Option<Link> {
        self.article_page(self.own_file()?).map(Link)
    }

    /// The address as a string.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Resolves and filters the address of a link. [`None`] unless it is `http`, `https`, `mailto`, `tel`, or relative.
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

    /// The page of the article that a path below the root refers to. For this article itself, it is a fragment.
    fn article_page(&self, path: &str) -> Option<Target> {
        Some(match ArticleAddress::of(path, self.own_file())? {
            ArticleAddress::Part(part) => Target::part(part.to_owned()),
            ArticleAddress::Page { name, part } => self.page_of(self.root.as_ref()?, name, part),
        })
    }

    /// The address of an article's page, by the article's name.
    fn page_address(&self, root: &str, name: &str, part: &str) -> String {
        let [before, after] = if name.is_empty() { IN_APP } else { self.page_pattern };
        format!("{root}{before}{name}{after}{part}")
    }

    /// The path of this article's file below the root.
    fn own_file(&self) -> Option<&str> {
        without_query(&self.url).strip_prefix(self.root.as_ref()?.as_str())
    }

    /// Resolves and filters the address of a media file. [`None`] unless it is `http`, `https`, or relative.
    pub fn source(&self, raw: &str) -> Option<Source> {
        self.resolve(raw, &["http:", "https:"]).map(Source)
    }

    fn absolute(&self, raw: &str, allowed: &[&str]) -> Option<String> {
        let raw = &escaped(raw);
        // A page that a script made has no address, so the base may be invalid.
        let url = parse(raw, &self.url).or_else(|| parse(raw, NOWHERE))?;
        // A page opened from disk has the scheme `file`, and so have addresses relative to it.
        let relative = || {
            let base = parse(&self.url, &self.url);
            let shared = base.is_some_and(|base| base.scheme == url.scheme && base.host == url.host);
            shared && parse(raw, NOWHERE).is_none()
        };
        (allowed.contains(&url.scheme.as_str()) || relative()).then_some(url.href)
    }
}

/// An address below the root of a publication that refers to an article.
enum ArticleAddress<'a> {
    /// A part of the article that contains the address, by its fragment.
    Part(&'a str),
    /// An article, by its name, and a part of it, by its fragment.
    Page { name: &'a str, part: &'a str },
}

impl<'a> ArticleAddress<'a> {
    /// Recognises the path of an article's file, and `#/name`. `own` is the file of the article that contains the
    /// address.
    fn of(path: &'a str, own: Option<&str>) -> Option<Self> {
        // Static servers ignore the query.
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

/// The address of a link that has passed the filter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link(Target);

/// The address of an image, audio or video file that has passed the filter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source(Target);

impl Link {
    /// The host and port of the target without Punycode, such as `www.example.org` or `münchen.example:8080`. Empty if
    /// there is no host, as in `mailto:`.
    pub fn host(&self) -> String {
        let url = self.0.whole().and_then(|address| parse(address, address));
        url.map(|url| host::in_words(&url.host)).unwrap_or_default()
    }

    /// The value of an `href` attribute: absolute, or a fragment of the same article. If the page is not known yet, it
    /// is relative to the front page.
    pub fn href(&self) -> String {
        self.0.text()
    }
}

impl Source {
    /// The absolute address for `src`, `srcset` and `poster`. If the page is not known yet, it is relative to the front
    /// page.
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

/// Encodes each `%` that does not begin an escape, as in the file name `50% off.png`, since servers treat a bare `%`
/// differently.
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

/// The encoded fragment, if the address is only a fragment. [`None`] for an empty one, which means the top of the page,
/// and for one that names an article, such as `#/another`.
fn fragment(raw: &str) -> Option<String> {
    let url = parse(raw, NOWHERE)?.href;
    let fragment = url.strip_prefix(NOWHERE)?;
    matches!(fragment.as_bytes(), [b'#', first, ..] if *first != b'/').then(|| fragment.to_owned())
}

/// An address without its query and fragment.
fn without_query(address: &str) -> &str {
    address.get(..end_of(address, |byte| byte == b'?' || byte == b'#')).unwrap_or(address)
}

/// The position of the first byte for which `is_end` is true, or the length of the address. Searching the `str` instead
/// of its bytes would add 3 kB to the wasm.
fn end_of(address: &str, is_end: fn(u8) -> bool) -> usize {
    address.bytes().position(is_end).unwrap_or(address.len())
}

/// Percent-encodes all characters that are not unreserved (RFC 3986), so that the result can be one segment of a path
/// or one value in a query.
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

/// Percent-encodes each segment of a path.
#[cfg(not(target_arch = "wasm32"))]
pub fn encode_path(path: &str) -> String {
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// The address of `to` relative to the file at the path `from`. Both begin at the same folder. `to` is encoded, and may have a
/// query and a fragment.
///
/// ```
/// use broadsheet::address::between;
///
/// assert_eq!(between("articles/bell.md", "images/b%20c.jpg#top"), "../images/b%20c.jpg#top");
/// assert_eq!(between("bell.md", "a:b.md"), "./a:b.md", "no scheme");
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub fn between(from: &str, to: &str) -> String {
    let from = encode_path(from);
    let mut above = from.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|name| !name.is_empty());
    let mut rest = to;
    let mut shared = above.clone();
    while let (Some(name), Some((first, inside))) = (shared.next(), rest.split_once('/')) {
        if name != first {
            break;
        }
        above.next();
        rest = inside;
    }
    let up = above.count();
    let is_like_a_scheme = || rest.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if up == 0 && is_like_a_scheme() { format!("./{rest}") } else { "../".repeat(up) + rest }
}

struct Parsed {
    scheme: String,
    /// The host, with the port unless it is the scheme's default.
    host: String,
    href: String,
}

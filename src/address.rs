//! The one filter that every address of a story goes through.
//!
//! Addresses are parsed by the WHATWG rules (<https://url.spec.whatwg.org/>): by the browser's own `URL` there,
//! and by the `url` crate natively. So what is judged is what would be followed, whatever tabs, entities or
//! capitals the raw text was dressed in.

use serde::Serialize;

mod host;

use crate::split::split;

/// Where a publication keeps its stories, below its address.
const STORIES: &str = "content/articles/";

/// An address against which only whole addresses and fragments can be resolved: its path is opaque.
const NOWHERE: &str = "about:blank";

/// How a publication's address becomes that of a story's page: what comes before the story's name, and what after it.
type Way = [&'static str; 2];

/// The story in the app. Where the site is published, publishing turns it into the finished page.
const IN_APP: Way = ["#/", ""];

/// The finished page, from where its date is not known: the page for frames sends readers on (`frame.js`).
const VIA_FRAME_PAGE: Way = ["embed/", "/#page"];

/// What addresses in a story are relative to.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    url: String,
    /// Whether this is the address of a story, so that a fragment is a part of it.
    is_story: bool,
    root: Option<String>,
    way: Way,
    /// The address that the publication says it has, which ends in `/`.
    #[cfg(not(target_arch = "wasm32"))]
    own: Option<String>,
}

impl Base {
    /// The absolute address of a file that is no story, such as `https://example.org/content/site.json`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            is_story: false,
            root: None,
            way: IN_APP,
            #[cfg(not(target_arch = "wasm32"))]
            own: None,
        }
    }

    /// The story of this name below a publication's address, which ends in `/`. A link from there to the file of
    /// another story leads to that story's page, and one to a part of the story itself stays a fragment.
    pub fn story(root: &str, slug: &str) -> Self {
        let url = format!("{root}{STORIES}{}.json", encode(slug));
        Self { is_story: true, root: Some(root.to_owned()), ..Self::new(url) }
    }

    /// The same, in a publication that says it has this address, which ends in `/`. What lies below that address, by
    /// `http` or by `https`, is the publication's own, as if the story named it by a relative address.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of_site(self, url: Option<&str>) -> Self {
        Self { own: url.map(str::to_owned), ..self }
    }

    /// The story's file at this address. Where it lies as a publication keeps its stories, links to the others lead to
    /// their pages, as with [`Base::story`]: in the app, or where the publication `is_published`, to finished pages.
    /// The query and the fragment of the address say nothing of that. It may be no address at all: then only whole
    /// addresses and fragments lead somewhere.
    pub fn file(url: impl Into<String>, is_published: bool) -> Self {
        let url = url.into();
        let file = without_query(&url);
        let folder = file.rfind('/').and_then(|end| file.get(..=end));
        let root = folder.and_then(|folder| folder.strip_suffix(STORIES)).filter(|root| root.ends_with('/'));
        let way = if is_published { VIA_FRAME_PAGE } else { IN_APP };
        Self { is_story: true, root: root.map(str::to_owned), way, ..Self::new(url) }
    }

    /// The page of the story itself; [`None`] where its publication is not known.
    pub fn page(&self) -> Option<Link> {
        self.story_page(without_query(&self.url)).map(Link)
    }

    /// Whether a file is on the story's own server, so that asking for it tells nobody else.
    pub fn owns(&self, source: &Source) -> bool {
        let host = |url: &str| parse(url, url).map(|url| url.host);
        #[cfg(not(target_arch = "wasm32"))]
        if self.own.as_deref().is_some_and(|own| host(own) == host(&source.0)) {
            return true;
        }
        host(&source.0) == host(&self.url)
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
    /// let base = Base::story("https://example.org/", "bell");
    /// let href = |raw| base.link(raw).map(|link| link.href());
    /// assert_eq!(href("../images/a b.jpg").unwrap(), "https://example.org/content/images/a%20b.jpg");
    /// assert_eq!(href("ferry.json").unwrap(), "https://example.org/#/ferry");
    /// assert_eq!(href("#note-1").unwrap(), "#note-1");
    /// assert_eq!(href("java\nscript:alert(1)"), None);
    /// ```
    pub fn link(&self, raw: &str) -> Option<Link> {
        if self.is_story
            && let Some(part) = fragment(raw)
        {
            return Some(Link(part));
        }
        let href = self.resolve(raw, &["http:", "https:", "mailto:", "tel:"])?;
        Some(Link(self.story_page(&href).unwrap_or(href)))
    }

    /// The page of the story that an address is for, by its file or by its name; a fragment if that is this story.
    fn story_page(&self, href: &str) -> Option<String> {
        let root = self.root.as_ref()?;
        // A query means nothing to a file.
        let file = without_query(href);
        let fragment = href.get(end_of(href, |byte| byte == b'#')..)?;
        let is_own = file == without_query(&self.url);
        let (slug, part) = match fragment.strip_prefix("#/") {
            Some(name) if is_own || file == root => {
                let end = end_of(name, |byte| byte == b'#');
                (name.get(..end)?, name.get(end..)?)
            }
            _ if is_own && fragment.len() > 1 => return Some(fragment.to_owned()),
            _ => (file.strip_prefix(root)?.strip_prefix(STORIES)?.strip_suffix(".json")?, fragment),
        };
        let [before, after] = if slug.is_empty() { IN_APP } else { self.way };
        Some(format!("{root}{before}{slug}{after}{part}"))
    }

    /// What may be fetched and shown: `http`, `https`, or relative.
    pub fn source(&self, raw: &str) -> Option<Source> {
        self.resolve(raw, &["http:", "https:"]).map(Source)
    }

    fn resolve(&self, raw: &str, allowed: &[&str]) -> Option<String> {
        let raw = &escaped(raw);
        // The base is no address on a page that has none, such as one that a script made.
        let url = parse(raw, &self.url).or_else(|| parse(raw, NOWHERE))?;
        // A page opened from disk has an address of another scheme, which relative addresses share.
        let relative = || {
            let base = parse(&self.url, &self.url);
            let shared = base.is_some_and(|base| base.scheme == url.scheme && base.host == url.host);
            shared && parse(raw, NOWHERE).is_none()
        };
        (allowed.contains(&url.scheme.as_str()) || relative()).then(|| self.rooted(url.href))
    }

    /// In the browser, a page lies at the address that its publication says it has.
    #[cfg(target_arch = "wasm32")]
    fn rooted(&self, href: String) -> String {
        href
    }

    /// An address below the publication's own as one below its root.
    #[cfg(not(target_arch = "wasm32"))]
    fn rooted(&self, href: String) -> String {
        let without_scheme = |url: &str| url.split_once("://").map(|(_, rest)| rest.to_owned());
        let rest = || {
            let (own, address) = (without_scheme(self.own.as_ref()?)?, without_scheme(&href)?);
            // The address of the publication may stand there without its slash.
            let below = address.strip_prefix(&own).or_else(|| (own.strip_suffix('/')? == address).then_some(""));
            Some(format!("{}{}", self.root.as_ref()?, below?))
        };
        rest().unwrap_or(href)
    }
}

/// An address to send somebody to, filtered: absolute, or a fragment of the story that it stands in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link(String);

/// The address of a picture, sound or film, absolute and filtered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source(String);

impl Link {
    /// The site it leads to, as people write its name: `www.example.org`, `münchen.example:8080`; empty where there is
    /// none, as for `mailto`.
    pub fn host(&self) -> String {
        parse(&self.0, &self.0).map(|url| host::in_words(&url.host)).unwrap_or_default()
    }

    /// For `href`.
    pub fn href(&self) -> String {
        self.0.clone()
    }
}

impl Source {
    /// For `src`, `srcset` and `poster`.
    pub fn src(&self) -> String {
        self.0.clone()
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

/// An address that is only a fragment, encoded as browsers do; not one that is empty, which means the top of a page, nor
/// one that names a story, as `#/another`.
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

#[cfg(target_arch = "wasm32")]
fn parse(raw: &str, base: &str) -> Option<Parsed> {
    let url = web_sys::Url::new_with_base(raw, base).ok()?;
    Some(Parsed { scheme: url.protocol(), host: url.host(), href: url.href() })
}

#[cfg(not(target_arch = "wasm32"))]
fn parse(raw: &str, base: &str) -> Option<Parsed> {
    let url = url::Url::parse(base).ok()?.join(raw).ok()?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(Parsed {
        scheme: format!("{}:", url.scheme()),
        host: format!("{}{port}", url.host_str().unwrap_or_default()),
        href: url.into(),
    })
}

//! Paths of the pages and files of a publication.

use icu_normalizer::ComposingNormalizer;
use percent_encoding::percent_decode_str;

use crate::address::{Target, encode};
use crate::article::Day;

/// A path below the root of the published folder, without a leading slash. The path of a page is a folder and ends in a
/// slash. The path of the front page is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePath(String);

impl PagePath {
    /// The front page, or a later page of its list. `page` is counted from 1.
    pub fn front(page: usize) -> Self {
        Self(going_on(page))
    }

    /// The list of articles in a section. `page` is counted from 1.
    pub fn section(slug: &str, page: usize) -> Self {
        Self(format!("section/{slug}/{}", going_on(page)))
    }

    /// The page of an article.
    pub fn article(slug: &str, published: Option<Day>) -> Self {
        Self(of_article(slug, published))
    }

    /// The page of an article for frames on other sites.
    pub fn frame(slug: &str) -> Self {
        Self(format!("embed/{slug}/"))
    }

    /// The page with the card of an article, for programs that embed articles by their address.
    pub fn card(slug: &str) -> Self {
        Self(format!("embed/{slug}/card/"))
    }

    /// The JSON file of an article, as its publisher wrote it.
    pub fn data(slug: &str) -> Self {
        Self(format!("content/articles/{slug}.json"))
    }

    /// The oEmbed response for an article, for sites that embed it.
    pub fn oembed(slug: &str) -> Self {
        Self(format!("oembed/{slug}.json"))
    }

    /// The slug of the article that a path belongs to. The path may be its page with any date, its frame, its card or
    /// its oEmbed response.
    pub fn slug_of(path: &str) -> Option<&str> {
        match path.split('/').collect::<Vec<_>>()[..] {
            ["undated" | "embed", slug, "index.html"] | ["embed", slug, "card", "index.html"] => Some(slug),
            [year, _, slug, "index.html"] if year.starts_with(|c: char| c.is_ascii_digit()) => Some(slug),
            ["oembed", file] => file.strip_suffix(".json"),
            _ => None,
        }
    }

    /// Parses the path of an article's page. [`None`] for other paths.
    pub fn article_page(path: &str) -> Option<Self> {
        let folder = path.strip_suffix("index.html").filter(|folder| !folder.starts_with("embed/"))?;
        Self::slug_of(path).map(|_| Self(folder.to_owned()))
    }

    /// A file, by its path below the root.
    pub fn file(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The path of the file on disk.
    pub fn path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// The target of a link to this path.
    pub fn target(&self) -> Target {
        Target::File(self.address())
    }

    /// The percent-encoded address, relative to the publication's root.
    pub fn address(&self) -> String {
        self.0.split('/').map(encode).collect::<Vec<_>>().join("/")
    }

    /// The relative address of the publication's root from this page.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

fn going_on(page: usize) -> String {
    if page > 1 { format!("page/{page}/") } else { String::new() }
}

/// The folder of an article's page, such as `2024/10/bell/`. It ends in a slash. It depends only on the slug and on the
/// year and month of publication, as readers see them.
pub fn of_article(slug: &str, published: Option<Day>) -> String {
    match published {
        Some(Day { year, month, .. }) => format!("{year:04}/{month:02}/{slug}/"),
        None => format!("undated/{slug}/"),
    }
}

/// Whether an address relative to the publication's root refers to an article's page, in any spelling: with or without
/// escapes, `index.html`, final slash, query and fragment. The page for frames, the article in the app (`#/bell`), and
/// the page with another date count as well.
pub fn is_of_article(address: &str, slug: &str) -> bool {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, slug) = (plain(path), plain(slug));
    if let Some(name) = fragment.strip_prefix('/') {
        return matches!(path.as_str(), "" | "reader.html")
            && plain(name.split('#').next().unwrap_or_default()) == slug;
    }
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    match path.split('/').collect::<Vec<_>>()[..] {
        ["undated" | "embed", name] => name == slug,
        [year, month, name] => {
            name == slug && (year.len(), month.len()) == (4, 2) && is_number(year) && is_number(month)
        }
        _ => false,
    }
}

/// Whether two paths refer to the same page, in any spelling.
pub fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = ComposingNormalizer::new_nfc().normalize(&path);
    let mut names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
    if names.last().is_some_and(|name| matches!(name.to_lowercase().as_str(), "index.html" | "index.htm")) {
        names.pop();
    }
    names.join("/")
}

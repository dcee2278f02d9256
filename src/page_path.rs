//! Paths of the pages and files of a publication.

use icu_normalizer::ComposingNormalizer;
use percent_encoding::percent_decode_str;

use crate::address::{Target, encode_path};
use crate::article::Day;

/// A path below the root of the published folder, without a leading slash. The path of a page is a folder and ends in a
/// slash. The path of the front page is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePath(String);

impl PagePath {
    /// The front page, which has the newest articles. With a `page` from 1 on, a page of its earlier articles. These are
    /// counted from the oldest, so that a new article moves none of them.
    pub fn front(page: usize) -> Self {
        Self(going_on(page))
    }

    /// The list of articles in a section: see [`PagePath::front`].
    pub fn section(slug: &str, page: usize) -> Self {
        Self(format!("section/{slug}/{}", going_on(page)))
    }

    /// The page of a series, with all of its parts.
    pub fn series(slug: &str) -> Self {
        Self(format!("series/{slug}/"))
    }

    /// The list of articles on a topic: see [`PagePath::front`].
    pub fn topic(slug: &str, page: usize) -> Self {
        Self(format!("topics/{slug}/{}", going_on(page)))
    }

    /// The page of an article.
    pub fn article(slug: &str, published: Option<Day>) -> Self {
        Self(of_article(slug, published))
    }

    /// The archive of a year.
    pub fn year(year: u16) -> Self {
        Self(format!("{year:04}/"))
    }

    /// The archive of a month.
    pub fn month(year: u16, month: u8) -> Self {
        Self(format!("{year:04}/{month:02}/"))
    }

    /// The path of a page by an earlier address, such as `/2023/05/old-name/`, which is written from the root of the site.
    /// Without a slash or an extension at its end, it is that of a folder. [`None`] if no static page can have the
    /// address.
    pub fn alias(address: &str) -> Option<Self> {
        let path = address.trim().strip_prefix('/').filter(|path| !path.contains(['?', '#', '\\']))?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let names: Vec<_> = path.strip_suffix('/').unwrap_or(&path).split('/').collect();
        let is_name = |name: &&str| {
            !name.is_empty() && !name.starts_with('.') && !name.contains(char::is_control) && name.len() < 240
        };
        let is_ours = names[0].eq_ignore_ascii_case("publish.json");
        let last = (names.iter().all(is_name) && path.len() < MAX_ALIAS && !is_ours).then(|| names.last())??;
        let is_file = !path.ends_with('/') && last.contains('.');
        Some(match names.join("/") {
            path if last.eq_ignore_ascii_case("index.html") => Self(path[..path.len() - last.len()].to_owned()),
            path if is_file => Self(path),
            path => Self(path + "/"),
        })
    }

    /// A page that is no article, such as `about/`.
    pub fn page(slug: &str) -> Self {
        Self(format!("{slug}/"))
    }

    /// The page of an author.
    pub fn author(slug: &str) -> Self {
        Self::authors_articles(slug, 0)
    }

    /// The list of articles of an author: see [`PagePath::front`].
    pub fn authors_articles(slug: &str, page: usize) -> Self {
        Self(format!("authors/{slug}/{}", going_on(page)))
    }

    /// The page of an article for frames on other sites.
    pub fn frame(slug: &str) -> Self {
        Self(format!("embed/{slug}/"))
    }

    /// The page with the card of an article, for programs that embed articles by their address.
    pub fn card(slug: &str) -> Self {
        Self(format!("embed/{slug}/card/"))
    }

    /// The finished JSON file of an article.
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

    /// As [`PagePath::article_page`], with the slug of the article.
    pub fn article_page_with_slug(path: &str) -> Option<(Self, String)> {
        let page = Self::article_page(path)?;
        Some((page, Self::slug_of(path)?.to_owned()))
    }

    /// A file, by its path below the root.
    pub fn file(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// A file in the folder of this page.
    pub fn with_file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.0))
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
        encode_path(&self.0)
    }

    /// The relative address of the publication's root from this page.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// The length of the longest path of an alias, in bytes. Systems allow about 1,000 for the path of the whole folder, too.
const MAX_ALIAS: usize = 500;

fn going_on(page: usize) -> String {
    if page > 0 { format!("page/{page}/") } else { String::new() }
}

/// The folders at the root of a published site in which the program makes files. No page can have one of these names.
const FOLDERS: [&str; 10] =
    ["authors", "content", "embed", "oembed", "page", "schema", "section", "series", "topics", "undated"];

/// Other names that no page can have.
const RESERVED: [&str; 1] = ["index"];

/// Whether a page can't have this slug, since the program makes a folder or a file of such a name.
pub fn is_reserved(slug: &str) -> bool {
    let slug = slug.to_lowercase();
    let is_year = slug.len() == 4 && slug.bytes().all(|byte| byte.is_ascii_digit());
    // Files of the program and of hosts at the root have such names.
    let is_file = slug.contains('.') || slug.starts_with('_');
    is_year || is_file || FOLDERS.iter().chain(&RESERVED).any(|name| slug == *name)
}

/// Whether no article can have this slug, since a folder of that name would be in place of the page of a month.
pub fn is_index(slug: &str) -> bool {
    slug.eq_ignore_ascii_case("index.html")
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

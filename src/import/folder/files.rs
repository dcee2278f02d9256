//! The files of a folder that are articles or pages.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::site::{Generator, Site, bytes};
use crate::import::{Cause, Loss};

/// A file with an article or a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    pub file: PathBuf,
    /// Its path below the content, with slashes.
    pub path: String,
    /// Its name without the date, the language and the extension; that of its folder, if it is the index of one.
    pub name: String,
    /// The folders in which it is, below the content.
    pub folders: String,
    /// The date in its name.
    pub date: Option<String>,
    /// The language in its name or its folder.
    pub language: Option<String>,
    /// Whether it is in a folder for drafts.
    pub is_draft: bool,
    /// Whether it lies where pages lie.
    pub is_page: Option<bool>,
    /// Whether it is HTML and not Markdown.
    pub is_html: bool,
    /// The collection of Jekyll.
    pub collection: Option<String>,
}

impl Found {
    /// A file of which only the name is known.
    pub fn alone(file: &Path, is_html: bool) -> Option<Self> {
        let path = file.file_name()?.to_string_lossy().into_owned();
        Some(Self { file: file.to_owned(), name: stem(&path).to_owned(), path, is_html, ..Self::default() })
    }
}

pub(super) const MARKDOWN: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mkdn", "mdx"];

/// Formats that generators read, too.
const UNREAD: [&str; 8] = ["adoc", "asciidoc", "org", "rst", "textile", "njk", "liquid", "ipynb"];

/// Files about a folder, and not of its site.
const ABOUT: [&str; 11] = [
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
    "code_of_conduct",
    "security",
    "feed",
    "search",
    "sitemap",
    "authors",
];

/// The most files that are read.
const FILES: usize = 1_000_000;

pub(super) fn extension(file: &Path) -> String {
    file.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// Finds the articles and pages of a site, in the order of their paths, and what is left out.
pub(super) fn find(site: &Site) -> (Vec<Found>, Vec<Loss>) {
    let mut found = Vec::new();
    let mut losses = Vec::new();
    let walk = WalkDir::new(&site.content).sort_by_file_name().max_depth(32);
    let walk = walk.into_iter().filter_entry(|entry| entry.depth() == 0 || is_content(entry, site));
    for entry in walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).take(FILES) {
        let kind = extension(entry.path());
        let is_html = matches!(kind.as_str(), "html" | "htm");
        if is_html || MARKDOWN.contains(&kind.as_str()) {
            found.extend(of(site, entry.path(), is_html));
        } else if UNREAD.contains(&kind.as_str()) && of(site, entry.path(), false).is_some() {
            let name = entry.path().strip_prefix(&site.root).unwrap_or(entry.path());
            losses.push(Loss::new(Cause::Unread, name.to_string_lossy()));
        }
    }
    // What lies in the folder of a bundle belongs to its index.
    if matches!(site.generator, Generator::Hugo | Generator::Zola) {
        let bundles: Vec<String> = found
            .iter()
            .filter(|found| stem(&found.path).split('.').next() == Some("index"))
            .filter_map(|found| found.path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")))
            .collect();
        let bundles: std::collections::HashSet<String> = bundles.into_iter().collect();
        found.retain(|found| {
            let is_index = stem(&found.path).split('.').next() == Some("index");
            let above = found.path.match_indices('/').map(|(at, _)| &found.path[..=at]);
            let inside = above.filter(|folder| bundles.contains(*folder)).count();
            let keeps = inside == 0 || is_index && inside == 1;
            if !keeps {
                losses.push(Loss::new(Cause::Unread, &found.path));
            }
            keeps
        });
    }
    (found, losses)
}

/// The name of a file without its last extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a folder or a file may have articles in it.
fn is_content(entry: &DirEntry, site: &Site) -> bool {
    let Some(name) = entry.file_name().to_str() else { return false };
    if name.starts_with('.') || matches!(name, "node_modules" | "_site" | "vendor" | "__MACOSX") {
        return false;
    }
    if !entry.file_type().is_dir() {
        return true;
    }
    let is_top = entry.depth() == 1;
    let is_inner = ["_includes", "_layouts", "_data", "_sass", "_plugins", "_templates"].contains(&name);
    match site.generator {
        Generator::Hugo | Generator::Zola => true,
        Generator::Jekyll if is_top => {
            let collection =
                name.strip_prefix('_').is_some_and(|name| collections(site).iter().any(|known| known == name));
            let is_excluded = matches!(site.config.get("exclude"), Some(serde_json::Value::Array(list))
                if list.iter().any(|item| item.as_str().is_some_and(|item| item.trim_matches('/') == name)));
            let known = ["_posts", "_drafts", "_pages"].contains(&name);
            !is_excluded && (known || collection || !name.starts_with('_'))
        }
        Generator::Jekyll => !is_inner,
        Generator::Eleventy => !is_inner && !(is_top && matches!(name, "dist" | "layouts" | "templates")),
        Generator::None => {
            !is_inner
                && !(is_top && matches!(name, "themes" | "layouts" | "archetypes" | "templates" | "dist" | "target"))
        }
    }
}

/// The collections of a Jekyll site.
fn collections(site: &Site) -> Vec<String> {
    match site.config.get("collections") {
        Some(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
        Some(serde_json::Value::Array(list)) => {
            list.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a file is, by its path.
pub(super) fn of(site: &Site, file: &Path, is_html: bool) -> Option<Found> {
    let below = file.strip_prefix(&site.content).ok()?;
    let path = below.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>()?.join("/");
    let (folders, _) = path.rsplit_once('/').unwrap_or(("", &path));
    let mut name = stem(&path).to_owned();
    let is_top = folders.is_empty();
    if is_top && ABOUT.contains(&name.to_lowercase().as_str())
        || name == "404"
        || name == "_index"
        || name.starts_with("_index.")
    {
        return None;
    }
    // A web page without front matter is a file like an image.
    if is_html && !bytes(file).is_some_and(|bytes| begins_with_fields(&bytes)) {
        return None;
    }
    let mut language = None;
    if let Some((short, suffix)) = name.rsplit_once('.').filter(|(_, suffix)| site.is_language(suffix)) {
        language = Some(suffix.to_owned());
        name = short.to_owned();
    }
    let mut parts: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).collect();
    if matches!(site.generator, Generator::Hugo | Generator::Zola)
        && let Some(first) = parts.first().filter(|first| site.is_language(first))
    {
        language = Some((*first).to_owned());
        parts.remove(0);
    }
    let mut date = None;
    let mut take_date = |name: &mut String| {
        if let Some((day, rest)) = dated(name) {
            date = Some(day);
            *name = rest;
        }
    };
    take_date(&mut name);
    let is_page_folder = parts.first().is_some_and(|first| matches!(*first, "pages" | "_pages"));
    let is_draft = parts.iter().any(|part| matches!(part.to_lowercase().as_str(), "_drafts" | "drafts"));
    let is_post = parts.iter().any(|part| matches!(*part, "_posts" | "_drafts"));
    let collection = (site.generator == Generator::Jekyll && !is_post)
        .then(|| parts.first()?.strip_prefix('_').map(str::to_owned))
        .flatten()
        .filter(|name| name != "pages");
    if name == "index" && !parts.is_empty() {
        name = parts.pop().unwrap_or_default().to_owned();
        take_date(&mut name);
    }
    let is_page = match site.generator {
        Generator::Hugo | Generator::Zola if parts.is_empty() => Some(true),
        Generator::Jekyll if is_post || collection.is_some() => Some(false),
        Generator::Jekyll => Some(true),
        Generator::Eleventy => {
            let known = [
                "posts", "post", "blog", "articles", "news", "writing", "stories", "notes", "journal", "_posts",
                "_drafts", "drafts",
            ];
            Some(!parts.iter().any(|part| known.contains(part))).filter(|is_page| !is_page || is_page_folder)
        }
        _ => is_page_folder.then_some(true),
    };
    let folders = parts.join("/");
    Some(Found { file: file.to_owned(), path, name, folders, date, language, is_draft, is_page, is_html, collection })
}

/// Whether a file begins with front matter.
pub(super) fn begins_with_fields(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii_end();
    matches!(line, b"---" | b"+++" | b"---json" | b"---toml" | b"---yaml" | b";;;")
}

/// The date at the beginning of a name, as in `2024-10-04-harbour-bell`, and the rest.
fn dated(name: &str) -> Option<(String, String)> {
    let day = name.get(..10)?;
    let day = day.replace('_', "-");
    crate::article::date::Date::parse(&day)?;
    let rest = name[10..].trim_start_matches(['-', '_', ' ']);
    // A date alone is a name, too.
    (name.len() == 10 || rest.len() < name.len() - 10)
        .then(|| (day, if rest.is_empty() { name.to_owned() } else { rest.to_owned() }))
}

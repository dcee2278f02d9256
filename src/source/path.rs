//! Paths of files in a site folder, and where each file is in the published site.

use std::fmt;
use std::path::Path;

use super::{ARTICLES, AUTHORS, FILES, Form, PAGES};

/// The path of a file in a site folder, relative to the folder, with slashes on all systems:
/// `articles/2024/bell.json`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

/// What a file of a site is, by its path.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<'a> {
    /// An article, by its slug.
    Article(&'a str),
    /// A page that is no article, by its slug.
    Page(&'a str),
    /// An author, by the slug.
    Author(&'a str),
    /// A file that is published as it is, by its path below the root of the published site.
    File(String),
}

impl SitePath {
    /// A path with slashes, relative to the site folder.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path of the file that is published as it is with this path, which is not percent-encoded. This is the reverse
    /// of [`SitePath::item`].
    pub fn of_published(path: &str) -> Self {
        Self(path.strip_prefix("content/").map_or_else(|| format!("{FILES}/{path}"), str::to_owned))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder at the top of the site that contains the file, and the rest of the path.
    fn split(&self) -> Option<(&str, &str)> {
        self.0.split_once('/')
    }

    /// What the file is, if it is a document or a file.
    pub fn item(&self) -> Item<'_> {
        match (self.split(), self.slug()) {
            (Some((ARTICLES, _)), Some(slug)) => Item::Article(slug),
            (Some((PAGES, _)), Some(slug)) => Item::Page(slug),
            (Some((AUTHORS, _)), Some(slug)) => Item::Author(slug),
            (Some((FILES, path)), _) => Item::File(path.to_owned()),
            _ => Item::File(format!("content/{}", self.0)),
        }
    }

    /// The folder of documents that the file is in, if any.
    pub fn folder(&self) -> Option<&'static str> {
        let (top, _) = self.split()?;
        [ARTICLES, PAGES, AUTHORS].into_iter().find(|folder| *folder == top)
    }

    /// The form in which a document is written. [`None`] if the file is no document because of its ending. Authors are
    /// written in JSON only.
    pub fn form(&self) -> Option<Form> {
        Form::of(Path::new(&self.0)).filter(|form| *form == Form::Json || self.folder() != Some(AUTHORS))
    }

    /// The slug of a document: the name of its file without `.json` or `.md`, or the name of its folder if it is the index
    /// of a bundle. [`None`] if the file is in neither form.
    pub fn slug(&self) -> Option<&str> {
        let path = self.0.strip_suffix(self.form()?.ending())?.strip_suffix('.')?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        match folder.rsplit_once('/') {
            Some((_, bundle)) if name == "index" => Some(bundle),
            _ => Some(name),
        }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, SitePath};

    #[test]
    fn the_slug_is_the_name_of_the_file_or_of_the_bundle() {
        let file = |path: &str| Item::File(path.to_owned());
        for (path, expected) in [
            ("articles/bell.json", Item::Article("bell")),
            ("articles/2024/bell.json", Item::Article("bell")),
            ("articles/bell/index.json", Item::Article("bell")),
            ("articles/2024/bell/index.json", Item::Article("bell")),
            ("articles/index.json", Item::Article("index")),
            ("articles/bell.md", Item::Article("bell")),
            ("articles/2024/bell/index.md", Item::Article("bell")),
            ("pages/about.md", Item::Page("about")),
            ("authors/ines-marlowe.md", file("content/authors/ines-marlowe.md")),
            ("pages/about.json", Item::Page("about")),
            ("pages/about/index.json", Item::Page("about")),
            ("authors/ines-marlowe.json", Item::Author("ines-marlowe")),
            ("articles/bell/lead.jpg", file("content/articles/bell/lead.jpg")),
            ("images/bell.jpg", file("content/images/bell.jpg")),
            ("data.json", file("content/data.json")),
            ("files/CNAME", file("CNAME")),
            ("files/.well-known/security.txt", file(".well-known/security.txt")),
        ] {
            assert_eq!(SitePath::new(path).item(), expected, "{path}");
            if let Item::File(published) = &expected {
                assert_eq!(SitePath::of_published(published).as_str(), path);
            }
        }
    }
}

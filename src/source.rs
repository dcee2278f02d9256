//! A site folder: the folder with `site.json` in which a publisher keeps articles, images and other files. It is only
//! read; `publish` writes to another folder.

pub mod address;
mod form;
mod listing;
pub mod path;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{error, fmt, fs, io};

pub use form::Form;
pub use listing::{Documents, Ignored, Reason, SourceFile};
pub use path::{Item, SitePath};

use crate::file_system::{Unreadable, is_inside, with_slashes};
use crate::spelling::spelling_key;

/// The name of the file that makes a folder a site folder.
pub const SITE_FILE: &str = "site.json";

/// The folder in a site folder to which it is published, unless another is named. It is no part of the site.
pub const OUTPUT: &str = "dist";

/// The folders whose files are documents: articles and pages that are no articles, in JSON or Markdown, and authors in JSON.
pub const ARTICLES: &str = "articles";
/// The folder of pages: see [`ARTICLES`].
pub const PAGES: &str = "pages";
/// The folder of authors: see [`ARTICLES`].
pub const AUTHORS: &str = "authors";
/// The folder whose files are published at the root of the site, as they are.
pub const FILES: &str = "files";

/// A site folder.
#[derive(Debug)]
pub struct SiteFolder {
    root: PathBuf,
    documents: OnceLock<Documents>,
    /// Folders, each with whether it is in the site folder.
    folders: Mutex<HashMap<PathBuf, bool>>,
}

/// There is no site folder at a path or above it.
#[derive(Debug)]
pub struct NoSite {
    /// The path at which the search began.
    pub start: PathBuf,
    /// What is there.
    pub found: Found,
}

/// What is at a path that no site was found at.
#[derive(Debug)]
pub enum Found {
    /// Nothing that can be read.
    Unreadable(io::Error),
    /// A folder to which a site was published.
    Output,
    /// Neither a site nor the output of one.
    NoSite,
}

impl fmt::Display for NoSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start.display();
        match &self.found {
            Found::Unreadable(error) if error.kind() == io::ErrorKind::NotFound => write!(
                f,
                "there is no {start}.\nWhat to do: give the folder that contains site.json, as in `broadsheet check \
                 paper`, or make a site by `broadsheet new paper`"
            ),
            Found::Unreadable(error) => {
                write!(f, "can't read {start}: {error}.\nWhat to do: allow this program to read it")
            }
            Found::Output => write!(
                f,
                "{start} is a folder to which a site was published, and a site is no longer published in place.\nWhat \
                 to do: move {start}/content to a folder of its own, such as paper, and type `broadsheet publish paper \
                 --output {start} --adopt`"
            ),
            Found::NoSite => write!(
                f,
                "there is no site.json in {start} or in a folder above it.\nWhat to do: give the folder that contains \
                 site.json, as in `broadsheet check paper`, or make a site by `broadsheet new paper`"
            ),
        }
    }
}

impl error::Error for NoSite {}

impl SiteFolder {
    /// The site folder with this path, whether or not it contains a `site.json`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), documents: OnceLock::new(), folders: Mutex::default() }
    }

    /// Finds the site folder at a path, or else in the folders above it.
    pub fn find(start: &Path) -> Result<Self, NoSite> {
        let has_site = |folder: &Path| folder.join(SITE_FILE).is_file();
        if has_site(start) {
            return Ok(Self::at(start));
        }
        let none = |found| NoSite { start: start.to_owned(), found };
        let whole = fs::canonicalize(start).map_err(|error| none(Found::Unreadable(error)))?;
        fs::metadata(whole.join(SITE_FILE))
            .err()
            .filter(|error| error.kind() == io::ErrorKind::PermissionDenied)
            .map_or(Ok(()), |error| Err(none(Found::Unreadable(error))))?;
        // The output folder of a site is in the site folder, unless it was given another place.
        let above = whole.ancestors().find(|folder| has_site(folder));
        let is_output = start.join("content").join(SITE_FILE).is_file();
        above.map(Self::at).ok_or_else(|| none(if is_output { Found::Output } else { Found::NoSite }))
    }

    /// The site folder that a document belongs to, and its path there. Without a `site.json` in a folder above it, the
    /// document is treated as an article in the folder of articles.
    pub fn around(file: &Path) -> (Self, SitePath) {
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let folders = || whole.ancestors().skip(1);
        let with_site = folders().find(|folder| folder.join(SITE_FILE).is_file());
        let with_articles = || folders().find(|folder| folder.ends_with(ARTICLES)).and_then(Path::parent);
        // The folder of the file counts as the folder of articles.
        let above = || folders().nth(1).or_else(|| folders().next());
        let root = with_site.or_else(with_articles).or_else(above).unwrap_or(&whole).to_owned();
        let site = Self::at(root);
        let path = site.path_of(&whole).unwrap_or_else(|| SitePath::new(whole.to_string_lossy()));
        (site, path)
    }

    /// The path of the folder, as it was given or found.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path on disk of a file of the site.
    pub fn file(&self, path: &SitePath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// The path in the site of a file on disk. [`None`] if the file is not in the folder, or if its name is not UTF-8.
    pub fn path_of(&self, file: &Path) -> Option<SitePath> {
        let inside = file.strip_prefix(&self.root).ok()?;
        with_slashes(inside).map(SitePath::new)
    }

    /// The path on disk of a file of the site, if there is such a file. A pipe or a device does not count, nor does a
    /// symbolic link that leads out of the site folder.
    pub fn existing(&self, path: &SitePath) -> Option<PathBuf> {
        let file = self.file(path);
        let about = fs::symlink_metadata(&file).ok()?;
        let is_inside = match about.is_symlink() {
            true => file.is_file() && is_inside(&file, &self.root),
            false => about.is_file() && self.contains_folder(file.parent()?),
        };
        is_inside.then_some(file)
    }

    /// Whether a folder is in the site folder after all symbolic links are followed. The answer is remembered, since most
    /// files of a site are in a few folders.
    fn contains_folder(&self, folder: &Path) -> bool {
        let known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).copied();
        known.unwrap_or_else(|| {
            let is_inside = is_inside(folder, &self.root);
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), is_inside);
            is_inside
        })
    }

    /// The documents of the site. They are searched once, at the first call.
    pub fn documents(&self) -> Result<&Documents, Unreadable> {
        if let Some(documents) = self.documents.get() {
            return Ok(documents);
        }
        let documents = listing::documents(self)?;
        Ok(self.documents.get_or_init(|| documents))
    }

    /// Whether a path is that of a document of the site.
    pub fn is_document(&self, path: &SitePath) -> bool {
        self.documents().is_ok_and(|documents| documents.index().paths.contains(path))
    }

    /// The articles with this slug. More than one is a mistake.
    pub fn articles_named(&self, slug: &str) -> impl Iterator<Item = &SourceFile> {
        self.documents_named(ARTICLES, slug)
    }

    /// The documents with this slug in a folder at the top of the site. More than one is a mistake.
    pub fn documents_named(&self, folder: &'static str, slug: &str) -> impl Iterator<Item = &SourceFile> {
        let key = (folder, slug.to_owned());
        let numbers = self.documents().ok().and_then(|documents| documents.index().by_slug.get(&key));
        numbers.into_iter().flatten().filter_map(move |number| self.documents().ok()?.of_folder(folder).get(*number))
    }

    /// The slug of an article that looks like `slug`, but is spelt differently.
    pub fn slug_like(&self, slug: &str) -> Option<&str> {
        let documents = self.documents().ok()?;
        let numbers = documents.index().by_key.get(&spelling_key(slug))?;
        let mut alike = numbers.iter().filter_map(|number| Some(documents.articles.get(*number)?.slug.as_str()));
        alike.find(|other| *other != slug)
    }

    /// The files in `files/`, each with its path at the root of the site.
    pub fn served_files(&self) -> Result<Vec<(PathBuf, String)>, Unreadable> {
        listing::served(self)
    }
}

//! Lists the documents and files of a site folder.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use walkdir::DirEntry;

use super::{ARTICLES, AUTHORS, FILES, Form, Item, OUTPUT, PAGES, SITE_FILE, SiteFolder, SitePath};
use crate::file_system::{Unreadable, is_hidden, walk};
use crate::spelling::spelling_key;

/// The documents of a site folder.
#[derive(Debug, Default)]
pub struct Documents {
    /// The articles, sorted by path.
    pub articles: Vec<SourceFile>,
    /// The pages that are no articles, sorted by path.
    pub pages: Vec<SourceFile>,
    /// The authors, sorted by path.
    pub authors: Vec<SourceFile>,
    /// JSON and Markdown files that are no documents because of their names or places. Most of them are other data.
    pub ignored: Vec<Ignored>,
    pub(super) index: OnceLock<Index>,
}

/// The documents by path, and the articles by slug.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub paths: HashSet<SitePath>,
    /// By the folder at the top of the site and the slug.
    pub by_slug: HashMap<(&'static str, String), Vec<usize>>,
    /// By what all spellings of a slug have in common.
    pub by_key: HashMap<String, Vec<usize>>,
}

impl Documents {
    /// The documents in one of the folders at the top of the site.
    pub fn of_folder(&self, folder: &str) -> &[SourceFile] {
        match folder {
            ARTICLES => &self.articles,
            PAGES => &self.pages,
            AUTHORS => &self.authors,
            _ => &[],
        }
    }

    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for folder in [ARTICLES, PAGES, AUTHORS] {
                for (number, document) in self.of_folder(folder).iter().enumerate() {
                    index.paths.insert(document.path.clone());
                    index.by_slug.entry((folder, document.slug.clone())).or_default().push(number);
                }
            }
            for (number, article) in self.articles.iter().enumerate() {
                index.by_key.entry(spelling_key(&article.slug)).or_default().push(number);
            }
            index
        })
    }
}

/// A document in a site folder.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFile {
    /// Its path on disk.
    pub file: PathBuf,
    /// Its path in the site folder.
    pub path: SitePath,
    /// Its slug: see [`SitePath::slug`].
    pub slug: String,
}

/// A file that is not read as a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignored {
    /// Its path on disk.
    pub file: PathBuf,
    /// Why it is not read.
    pub reason: Reason,
}

/// Why a file is not read as a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// It is in none of the folders of documents.
    Place,
    /// Its name does not end in `.json` or `.md` exactly, as in `BELL.JSON` or `bell.md.txt`.
    Ending,
    /// It is in the folder of a bundle, beside its `index.json` or `index.md`.
    InBundle,
    /// Its name, or that of a folder around it, is not UTF-8.
    NotUtf8,
    /// It is not a file but a pipe, a device, or a symbolic link that leads out of the site folder.
    NotAFile,
}

/// Names of files that systems leave behind.
const LEFT_BEHIND: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Finds the documents of a site.
pub(super) fn documents(site: &SiteFolder) -> Result<Documents, Unreadable> {
    let mut documents = Documents::default();
    let Documents { articles, pages, authors, ignored, .. } = &mut documents;
    for (folder, list) in [(ARTICLES, articles), (PAGES, pages), (AUTHORS, authors)] {
        let folder = site.root().join(folder);
        if folder.is_dir() {
            of_folder(site, &folder, list, ignored)?;
        }
    }
    walk(site.root(), |entry| {
        let (name, is_top) = (entry.file_name(), entry.depth() == 1);
        let others = [ARTICLES, PAGES, AUTHORS, FILES, OUTPUT];
        if is_hidden(name)
            || (is_folder(entry) && (name == "schema" || (is_top && others.iter().any(|own| name == *own))))
        {
            return Ok(false);
        }
        if meant_form(name).is_some() && entry.path().is_file() && !(is_top && name == SITE_FILE) {
            ignored.push(Ignored { file: entry.path().to_owned(), reason: Reason::Place });
        }
        Ok::<_, Unreadable>(true)
    })?;
    Ok(documents)
}

/// Finds the documents in one of the folders of documents.
fn of_folder(
    site: &SiteFolder,
    folder: &Path,
    list: &mut Vec<SourceFile>,
    ignored: &mut Vec<Ignored>,
) -> Result<(), Unreadable> {
    walk(folder, |entry| {
        let (name, path) = (entry.file_name(), entry.path());
        if is_hidden(name) {
            return Ok(false);
        }
        if is_folder(entry) || meant_form(name).is_none() {
            return Ok(true);
        }
        let bundle = path.parent().filter(|parent| *parent != folder);
        let bundle = bundle.and_then(|parent| parent.ancestors().take_while(|above| *above != folder).find(is_bundle));
        let reason = match site.path_of(path) {
            // A broken link, as Emacs leaves it beside an open file.
            _ if entry.path_is_symlink() && !path.exists() => return Ok(true),
            None => Reason::NotUtf8,
            Some(_) if folder.ends_with(AUTHORS) && meant_form(name) == Some(Form::Markdown) => Reason::Place,
            Some(_) if Form::of(path).is_none() => Reason::Ending,
            Some(_) if bundle.is_some_and(|bundle| indexes(bundle).all(|index| path != index)) => Reason::InBundle,
            Some(site_path) => match (site.existing(&site_path), site_path.slug()) {
                (Some(file), Some(slug)) => {
                    let slug = slug.to_owned();
                    list.push(SourceFile { file, path: site_path, slug });
                    return Ok(true);
                }
                // A link to a folder.
                _ if path.is_dir() => return Ok(true),
                _ => Reason::NotAFile,
            },
        };
        ignored.push(Ignored { file: path.to_owned(), reason });
        Ok::<_, Unreadable>(true)
    })
}

/// The files that make a folder a bundle: a document with its images beside it.
fn indexes(folder: &Path) -> impl Iterator<Item = PathBuf> {
    Form::ALL.into_iter().map(|form| folder.join("index").with_extension(form.ending()))
}

fn is_bundle(folder: &&Path) -> bool {
    indexes(folder).any(|index| index.is_file())
}

/// Finds the files in `files/`.
pub(super) fn served(site: &SiteFolder) -> Result<Vec<(PathBuf, String)>, Unreadable> {
    let folder = site.root().join(FILES);
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    walk(&folder, |entry| {
        let name = entry.file_name().to_string_lossy();
        if LEFT_BEHIND.contains(&&*name) || name.starts_with("._") {
            return Ok(false);
        }
        if let Some(path) = site.path_of(entry.path()).filter(|_| !is_folder(entry))
            && let Item::File(output) = path.item()
            && let Some(file) = site.existing(&path)
        {
            files.push((file, output));
        }
        Ok::<_, Unreadable>(true)
    })?;
    Ok(files)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_dir()
}

fn meant_form(name: &OsStr) -> Option<Form> {
    Form::meant_by(&name.to_string_lossy())
}

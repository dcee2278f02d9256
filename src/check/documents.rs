//! Finds the files to check, and the kind of each.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use walkdir::DirEntry;

use crate::file_system::{Unreadable, walk};

use super::misplaced;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Article,
    Site,
    /// An article, or a file that may be one, in a place from which it is not published.
    Misplaced,
}

/// A file to check.
pub(super) type Entry = (PathBuf, Kind);

/// The given files and the files in the given folders, in a stable order. In the folder of a build, only its content.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<Entry>, Unreadable> {
    let mut documents = Vec::new();
    for path in paths {
        let before = documents.len();
        if path.is_dir() {
            search(path, &mut documents)?;
            if documents.len() == before {
                let error = io::Error::new(io::ErrorKind::NotFound, "there is no .json file in it");
                return Err(Unreadable { path: path.clone(), error });
            }
        } else {
            documents.push((path.clone(), kind(path)));
        }
    }
    Ok(documents)
}

fn search(folder: &Path, documents: &mut Vec<Entry>) -> Result<(), Unreadable> {
    let content = folder.join("content");
    if is_content(&content) {
        return of_content(&content, documents);
    }
    if is_content(folder) {
        return of_content(folder, documents);
    }
    let whole = fs::canonicalize(folder).map_err(|error| Unreadable { path: folder.to_owned(), error })?;
    if whole.ends_with("content/articles") {
        return of_articles(folder, documents);
    }
    walk(folder, |entry| {
        match Found::of(entry) {
            Found::Folder(folder) => search(folder, documents)?,
            Found::File(file) if is_json(file) => documents.push((file.to_owned(), kind(file))),
            _ => {}
        }
        Ok(false)
    })
}

fn is_content(folder: &Path) -> bool {
    folder.join("articles").is_dir() || folder.join("site.json").is_file()
}

/// Finds the documents in a publication's `content/` folder.
pub(super) fn of_content(content: &Path, documents: &mut Vec<Entry>) -> Result<(), Unreadable> {
    let articles = content.join("articles");
    if articles.is_dir() {
        of_articles(&articles, documents)?;
    }
    walk(content, |entry| {
        match Found::of(entry) {
            Found::Folder(folder) => return Ok(folder != articles),
            Found::File(file) if entry.depth() == 1 && entry.file_name() == "site.json" => {
                documents.push((file.to_owned(), Kind::Site));
            }
            // Most JSON files here are other data, but one may be an article in the wrong place.
            Found::File(file) if misplaced::is_named_like_one(file) => {
                let is_one = misplaced::is_one(file);
                if is_one.map_err(|error| Unreadable { path: file.to_owned(), error })? {
                    documents.push((file.to_owned(), Kind::Misplaced));
                }
            }
            Found::Nothing => return Ok(false),
            Found::File(_) => {}
        }
        Ok(true)
    })
}

/// Finds the documents in `articles/`. Articles in its subfolders are not published.
fn of_articles(articles: &Path, documents: &mut Vec<Entry>) -> Result<(), Unreadable> {
    walk(articles, |entry| {
        match Found::of(entry) {
            Found::File(file) if entry.depth() == 1 && is_json(file) => {
                documents.push((file.to_owned(), Kind::Article));
            }
            Found::File(file) if misplaced::is_named_like_one(file) => {
                documents.push((file.to_owned(), Kind::Misplaced));
            }
            Found::Nothing => return Ok(false),
            Found::File(_) | Found::Folder(_) => {}
        }
        Ok(true)
    })
}

/// An entry of a folder, as the search sees it.
enum Found<'a> {
    File(&'a Path),
    Folder(&'a Path),
    /// An entry to ignore: hidden files, folders of schemas, broken links and links to folders.
    Nothing,
}

impl<'a> Found<'a> {
    fn of(entry: &'a DirEntry) -> Self {
        let path = entry.path();
        match entry.file_name() {
            name if name.to_string_lossy().starts_with('.') => Self::Nothing,
            name if entry.file_type().is_dir() && name == "schema" => Self::Nothing,
            _ if entry.file_type().is_dir() => Self::Folder(path),
            _ if path.is_file() => Self::File(path),
            _ => Self::Nothing,
        }
    }
}

fn is_json(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("json"))
}

fn kind(path: &Path) -> Kind {
    if path.file_name() == Some(OsStr::new("site.json")) { Kind::Site } else { Kind::Article }
}

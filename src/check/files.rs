//! Which files are checked, and as what.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{error, fmt, fs, io};

use super::misplaced;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Story,
    Site,
    /// A story, or what may be meant as one, where it is not published.
    Misplaced,
}

/// A file or folder that could not be checked.
#[derive(Debug)]
pub struct Unreadable {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't read {}: {}", self.path.display(), self.error)
    }
}

impl error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.error)
    }
}

/// The files that are named, and those in the folders that are named, in an order that does not change. Of a build, its
/// content alone.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Kind)>, Unreadable> {
    let mut documents = Vec::new();
    for path in paths {
        let before = documents.len();
        if path.is_dir() {
            search(path, &mut documents).map_err(|error| Unreadable { path: path.clone(), error })?;
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

/// Those in `content/` that are not published though they look like stories.
pub(super) fn misplaced_files(content: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let mut documents = Vec::new();
    if content.is_dir() {
        let unreadable = |error| Unreadable { path: content.to_owned(), error };
        collect(content, Folder::Content, &mut documents).map_err(unreadable)?;
    }
    Ok(documents.into_iter().filter(|(_, kind)| *kind == Kind::Misplaced).map(|(file, _)| file).collect())
}

/// What a folder is to a publication.
#[derive(Clone, Copy)]
enum Folder {
    /// Nothing: each document in it is a story.
    Any,
    /// `content/`. But for `site.json`, what lies in it is mostly data, and may be a story in the wrong place.
    Content,
    /// `content/articles/`, where stories lie.
    Articles,
    /// A folder in `content/articles/`, where nobody looks for stories.
    InArticles,
    /// Any other folder in `content/`, in which a story is out of place, too.
    InContent,
}

impl Folder {
    fn below(self, name: &OsStr) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::Content if name == "articles" => Self::Articles,
            Self::Content | Self::InContent => Self::InContent,
            Self::Articles | Self::InArticles => Self::InArticles,
        }
    }

    /// What a file in it is read as, if it is.
    fn kind(self, path: &Path) -> io::Result<Option<Kind>> {
        let is_json = path.extension() == Some(OsStr::new("json"));
        Ok(match self {
            Self::Any => is_json.then(|| kind(path)),
            Self::Content if path.file_name() == Some(OsStr::new("site.json")) => Some(Kind::Site),
            Self::Articles if is_json => Some(Kind::Story),
            Self::Articles | Self::InArticles => misplaced::is_named_like_one(path).then_some(Kind::Misplaced),
            Self::Content | Self::InContent => {
                (misplaced::is_named_like_one(path) && misplaced::is_one(path)?).then_some(Kind::Misplaced)
            }
        })
    }
}

fn search(folder: &Path, documents: &mut Vec<(PathBuf, Kind)>) -> io::Result<()> {
    let content = folder.join("content");
    if is_content(&content) {
        collect(&content, Folder::Content, documents)
    } else if is_content(folder) {
        collect(folder, Folder::Content, documents)
    } else if fs::canonicalize(folder)?.ends_with("content/articles") {
        collect(folder, Folder::Articles, documents)
    } else {
        collect(folder, Folder::Any, documents)
    }
}

fn is_content(folder: &Path) -> bool {
    folder.join("articles").is_dir() || folder.join("site.json").is_file()
}

fn collect(folder: &Path, is: Folder, documents: &mut Vec<(PathBuf, Kind)>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let path = entry.path();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        // Not through links: they may lead in circles.
        if entry.file_type()?.is_dir() {
            match is.below(&name) {
                _ if name == "schema" => {}
                Folder::Any => search(&path, documents)?,
                below => collect(&path, below, documents)?,
            }
        } else if path.is_file()
            && let Some(kind) = is.kind(&path)?
        {
            documents.push((path, kind));
        }
    }
    Ok(())
}

fn kind(path: &Path) -> Kind {
    if path.file_name() == Some(OsStr::new("site.json")) { Kind::Site } else { Kind::Story }
}

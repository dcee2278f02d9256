//! Which files are checked, and as what.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{error, fmt, fs, io};

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Story,
    Site,
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

/// The files that are named, and those in the folders that are named, in an order that does not change.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Kind)>, Unreadable> {
    let mut documents = Vec::new();
    for path in paths {
        let before = documents.len();
        if path.is_dir() {
            collect(path, &mut documents).map_err(|error| Unreadable { path: path.clone(), error })?;
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

fn collect(folder: &Path, documents: &mut Vec<(PathBuf, Kind)>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let path = entry.path();
        // Not through links: they may lead in circles.
        if entry.file_type()?.is_dir() {
            let hidden = name.to_string_lossy().starts_with('.');
            if !hidden && name != "schema" {
                collect(&path, documents)?;
            }
        } else if path.extension() == Some(OsStr::new("json")) && path.is_file() {
            documents.push((path.clone(), kind(&path)));
        }
    }
    Ok(())
}

fn kind(path: &Path) -> Kind {
    if path.file_name() == Some(OsStr::new("site.json")) { Kind::Site } else { Kind::Story }
}

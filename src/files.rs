//! Files on disk: finding those in a folder, and writing one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use fs_err as fs;
use walkdir::{DirEntry, WalkDir};

/// A file or folder that can't be read.
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

impl From<Unreadable> for io::Error {
    fn from(unreadable: Unreadable) -> Self {
        Self::new(unreadable.error.kind(), unreadable)
    }
}

/// Visits all that is in a folder, in the order of names: each folder comes before what is in it. Those that `visit`
/// says no to are not entered, and no links to folders are: they may lead in circles.
pub fn walk<E: From<Unreadable>>(folder: &Path, mut visit: impl FnMut(&DirEntry) -> Result<bool, E>) -> Result<(), E> {
    let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            // Only circles of links are none, and links are not followed.
            let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            Unreadable { path, error }
        })?;
        if !visit(&entry)? && entry.file_type().is_dir() {
            walk.skip_current_dir();
        }
    }
    Ok(())
}

/// Writes a file in one step: whoever reads it meanwhile gets the old one or the new one, whole.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // A device or a pipe takes what is written, and a file in its place would not.
    if file.metadata().is_ok_and(|about| !about.is_file()) {
        return fs::write(file, bytes);
    }
    let mut name = file.file_name().map(OsStr::to_owned).unwrap_or_default();
    name.push(".part");
    let part = file.with_file_name(name);
    fs::write(&part, bytes)?;
    fs::rename(part, file)
}

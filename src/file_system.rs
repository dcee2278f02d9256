//! Finds the files in a folder, and writes a file atomically.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use fs_err as fs;
use walkdir::{DirEntry, WalkDir};

/// A file or folder that can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The path of the file or folder.
    pub path: PathBuf,
    /// The error of the operating system.
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

/// Visits all entries below a folder, sorted by name, each folder before its contents. A folder for which `visit`
/// returns `false` is not entered. Links to folders are never followed, since they may form cycles.
pub fn walk<E: From<Unreadable>>(folder: &Path, mut visit: impl FnMut(&DirEntry) -> Result<bool, E>) -> Result<(), E> {
    let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            // An error without an I/O error means a cycle of links, and links are not followed.
            let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            Unreadable { path, error }
        })?;
        if !visit(&entry)? && entry.file_type().is_dir() {
            walk.skip_current_dir();
        }
    }
    Ok(())
}

/// Writes a file atomically: other programs read either the complete old file or the complete new one.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // Devices and pipes are written to directly. Renaming a file over them would replace them.
    if file.metadata().is_ok_and(|about| !about.is_file()) {
        return fs::write(file, bytes);
    }
    let mut name = file.file_name().map(OsStr::to_owned).unwrap_or_default();
    name.push(".part");
    let part = file.with_file_name(name);
    fs::write(&part, bytes)?;
    fs::rename(part, file)
}

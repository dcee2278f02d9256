//! Finds the files in a folder, tells what is at a path, reads a file that may be missing, and writes a file atomically.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
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

/// Whether the name of a file or folder begins with a dot, as those of hidden files do.
pub fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A relative path with slashes on all systems. [`None`] if it is not UTF-8.
pub fn with_slashes(path: &Path) -> Option<String> {
    let names = path.components().map(|part| part.as_os_str().to_str()).collect::<Option<Vec<_>>>()?;
    Some(names.join("/"))
}

/// A folder as a person writes it: `dist/` for `./dist`, with a slash at the end, so that it is plainly a folder.
pub fn folder_name(folder: &Path) -> String {
    let name = folder.strip_prefix(".").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(folder);
    format!("{}/", name.display().to_string().trim_end_matches(std::path::is_separator))
}

/// Whether a path is in a folder after all symbolic links are followed. False if there is nothing at the path.
pub fn is_inside(path: &Path, folder: &Path) -> bool {
    let inside = |folder: PathBuf| Ok::<_, io::Error>(fs::canonicalize(path)?.starts_with(folder));
    fs::canonicalize(folder).and_then(inside).unwrap_or(false)
}

/// What is at a path, without following a link there; [`None`] if there is nothing, or if there can't be anything, since
/// it is below another file.
pub fn about(path: &Path) -> io::Result<Option<Metadata>> {
    use io::ErrorKind::{NotADirectory, NotFound};
    match fs::symlink_metadata(path) {
        Ok(about) => Ok(Some(about)),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a file. A pipe or a device is an error, since reading it may never end.
pub fn read(file: &Path) -> Result<Vec<u8>, Unreadable> {
    let read = || {
        if !std::fs::metadata(file)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
        }
        std::fs::read(file)
    };
    read().map_err(|error| Unreadable { path: file.to_owned(), error })
}

/// Reads a file up to this number of bytes and one more, by which the caller sees that it is larger.
pub fn read_start(file: &Path, length: usize) -> Result<Vec<u8>, Unreadable> {
    let is_larger = std::fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() > length as u64);
    if !is_larger {
        return read(file);
    }
    let mut bytes = Vec::new();
    let start = std::fs::File::open(file).and_then(|file| file.take(length as u64 + 1).read_to_end(&mut bytes));
    start.map(|_| bytes).map_err(|error| Unreadable { path: file.to_owned(), error })
}

/// Reads a file; [`None`] if there is none, or if there can't be one: below another file, or with a name that no file
/// can have.
pub fn read_if_exists(file: &Path) -> io::Result<Option<Vec<u8>>> {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    match read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Unreadable { error, .. })
            if matches!(error.kind(), NotFound | NotADirectory | InvalidFilename | InvalidInput) =>
        {
            Ok(None)
        }
        Err(unreadable) => Err(unreadable.into()),
    }
}

/// Makes a folder and those around it, unless it would be outside of `root`, to which a symbolic link may lead.
pub fn create_inside(folder: &Path, root: &Path) -> io::Result<()> {
    let existing = folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder);
    if !is_inside(existing, root) {
        return Err(io::Error::other(format!("{} leads out of {}", folder.display(), root.display())));
    }
    fs::create_dir_all(folder)
}

/// Writes a file atomically: other programs read either the complete old file or the complete new one.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // Devices and pipes are written to directly. Renaming a file over them would replace them.
    if file.metadata().is_ok_and(|about| !about.is_file()) {
        return fs::write(file, bytes);
    }
    // The name is short, since the name of the file may be as long as the file system allows.
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let part = format!(".part-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let part = file.with_file_name(part);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // The error above says more than one from removing the file would.
        let _ = fs::remove_file(&part);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_folder_ends_in_one_slash_and_does_not_begin_with_a_dot_alone() {
        for (folder, expected) in [
            ("dist", "dist/"),
            ("dist/", "dist/"),
            ("./dist", "dist/"),
            (".", "./"),
            ("..", "../"),
            ("../dist", "../dist/"),
            (".dist", ".dist/"),
            ("/", "/"),
            ("/srv/the paper", "/srv/the paper/"),
        ] {
            assert_eq!(folder_name(Path::new(folder)), expected);
        }
    }
}

//! The built app: the wasm, scripts and styles that `cargo xtask build` makes. It is in a folder, or inside the program.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use crate::file_system::{Unreadable, is_hidden, read_if_exists, walk, with_slashes};

/// The files inside this program, which `cargo xtask release` puts there: each path in the app, sorted, with the file,
/// compressed by brotli. Cargo compiles an empty list unless the feature `app-inside` is on.
#[cfg(feature = "app-inside")]
static INSIDE: &[(&str, &[u8])] = include!(env!("BROADSHEET_APP_FILES"));
#[cfg(not(feature = "app-inside"))]
static INSIDE: &[(&str, &[u8])] = &[];

/// How much of a compressed file is decompressed at once.
const BUFFER: usize = 4096;

/// The built app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App(Place);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Folder(PathBuf),
    Inside,
}

/// There is no app inside this program.
#[derive(Debug, PartialEq, Eq)]
pub struct NoAppInside;

impl fmt::Display for NoAppInside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the app is not inside this program, since it was built by cargo alone.\nWhat to do: name the folder of the \
             app, as in --app target/app, where `cargo xtask build` leaves it; or make a program with the app inside by \
             `cargo xtask release`",
        )
    }
}

impl error::Error for NoAppInside {}

impl App {
    /// The app in a folder, such as `target/app` after `cargo xtask build`.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self(Place::Folder(folder.into()))
    }

    /// The app inside this program.
    pub fn inside() -> Result<Self, NoAppInside> {
        if INSIDE.is_empty() { Err(NoAppInside) } else { Ok(Self(Place::Inside)) }
    }

    /// The folder that the app is in. [`None`] if it is inside the program.
    pub fn folder(&self) -> Option<&Path> {
        match &self.0 {
            Place::Folder(folder) => Some(folder),
            Place::Inside => None,
        }
    }

    /// The paths of all files, with slashes, sorted. Hidden files are no part of the app.
    pub fn files(&self) -> Result<Vec<String>, Unreadable> {
        let Place::Folder(folder) = &self.0 else {
            return Ok(INSIDE.iter().map(|(path, _)| (*path).to_owned()).collect());
        };
        let mut files = Vec::new();
        walk(folder, |entry| {
            let is_shown = !is_hidden(entry.file_name());
            let path = entry.path().strip_prefix(folder).ok().and_then(with_slashes);
            files.extend(path.filter(|_| is_shown && entry.path().is_file()));
            Ok::<_, Unreadable>(is_shown)
        })?;
        files.sort();
        Ok(files)
    }

    /// Reads a file. [`None`] if the app has no file with this path.
    pub fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match &self.0 {
            Place::Folder(folder) => read_if_exists(&folder.join(path)),
            Place::Inside => self.compressed(path).map(decompress).transpose(),
        }
    }

    /// The file, compressed by brotli with the highest effort, if the app is kept in that form.
    pub fn compressed(&self, path: &str) -> Option<&'static [u8]> {
        if self.folder().is_some() {
            return None;
        }
        let number = INSIDE.binary_search_by_key(&path, |(path, _)| *path).ok()?;
        Some(INSIDE[number].1)
    }

    /// The name of a file of the app for people: its path on disk, or its name in the program.
    pub fn name_of(&self, path: &str) -> Cow<'_, str> {
        match &self.0 {
            Place::Folder(folder) => folder.join(path).display().to_string().into(),
            Place::Inside => format!("{path} inside this program").into(),
        }
    }
}

fn decompress(compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::copy(&mut brotli::Decompressor::new(compressed, BUFFER), &mut bytes)?;
    Ok(bytes)
}

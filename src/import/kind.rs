//! The kinds of sources, and how each is recognised.

use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Reader, SourceError, page, wordpress};
use crate::file_system::{self, Unreadable, is_hidden};

/// How much of a file is read to recognise it, in bytes.
const START: usize = 64 * 1024;

/// Opens files and folders of one kind.
type Open = fn(&[PathBuf]) -> Result<Box<dyn Reader>, SourceError>;

/// A kind of source.
pub struct Kind {
    /// Its name for `--from`.
    pub name: &'static str,
    is_file: fn(&[u8], &Path) -> bool,
    is_folder: fn(&Path) -> bool,
    open: Open,
}

/// Declares the kinds: the name, the type of the reader, what recognises a file by its beginning, and what recognises a folder.
macro_rules! kinds {
    ($($name:literal: $reader:ty, $is_file:expr, $is_folder:expr;)*) => {
        /// All kinds. A source is of the first kind that recognises it.
        pub const KINDS: &[Kind] = &[$(Kind {
            name: $name,
            is_file: $is_file,
            is_folder: $is_folder,
            open: |files| Ok(Box::new(<$reader>::open(files)?)),
        },)*];
    };
}

kinds! {
    // The most particular first: most texts are HTML in some way.
    "wordpress": wordpress::WordPress, wordpress::is, no_folder;
    "html": page::Pages, page::is, page::is_folder;
}

/// For a kind of which no folder is one source. Its files are recognised one by one.
fn no_folder(_: &Path) -> bool {
    false
}

/// For a kind of which no single file is a source.
#[allow(dead_code, reason = "kinds that are not there yet need it")]
fn no_file(_: &[u8], _: &Path) -> bool {
    false
}

/// The kind with this name.
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// A source that can be read.
pub struct Opened {
    /// The name of its kind.
    pub kind: &'static str,
    /// The files and folders that it consists of, as they were named.
    pub files: Vec<PathBuf>,
    /// The folders in which its images may be: itself, or the folder around a file.
    pub folders: Vec<PathBuf>,
    /// What reads it.
    pub reader: Box<dyn Reader>,
}

/// Recognises sources, and opens them: those of one kind together, since a publisher may have divided an export. With `kind`, all
/// are of that kind.
pub fn open(sources: &[PathBuf], kind: Option<&'static Kind>) -> Result<Vec<Opened>, SourceError> {
    let mut groups: Vec<(&'static Kind, Vec<PathBuf>)> = Vec::new();
    let mut add =
        |kind: &'static Kind, file: PathBuf| match groups.iter_mut().find(|(known, _)| known.name == kind.name) {
            Some((_, files)) => files.push(file),
            None => groups.push((kind, vec![file])),
        };
    for source in sources {
        let about = fs::metadata(source).map_err(|error| SourceError::Io(source.clone(), error))?;
        match (kind, about.is_dir()) {
            (Some(kind), false) => add(kind, source.clone()),
            (Some(kind), true) if (kind.is_folder)(source) => add(kind, source.clone()),
            (Some(kind), true) => {
                let files = files_in(source)?;
                let mut files: Vec<_> = files.into_iter().filter(|file| recognise(file, &[kind]).is_some()).collect();
                if files.is_empty() {
                    files.push(source.clone());
                }
                files.into_iter().for_each(|file| add(kind, file));
            }
            (None, false) => add(of_file(source)?, source.clone()),
            (None, true) => match KINDS.iter().find(|kind| (kind.is_folder)(source)) {
                Some(kind) => add(kind, source.clone()),
                None => {
                    let all: Vec<_> = KINDS.iter().collect();
                    let files = files_in(source)?.into_iter();
                    let known: Vec<_> = files.filter_map(|file| Some((recognise(&file, &all)?, file))).collect();
                    if known.is_empty() {
                        let why = format!("no file in it is of a kind that is read ({})", names());
                        return Err(SourceError::Unreadable(source.clone(), why));
                    }
                    known.into_iter().for_each(|(kind, file)| add(kind, file));
                }
            },
        }
    }
    let opened = groups.into_iter().map(|(kind, files)| {
        let folders = sources.iter().map(|source| folder_of(source)).collect();
        Ok(Opened { kind: kind.name, reader: (kind.open)(&files)?, files, folders })
    });
    opened.collect()
}

/// The folder that a source is, or is in.
fn folder_of(source: &Path) -> PathBuf {
    if source.is_dir() {
        return source.to_owned();
    }
    let folder = source.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

fn of_file(file: &Path) -> Result<&'static Kind, SourceError> {
    let all: Vec<_> = KINDS.iter().collect();
    let start = file_system::read_start(file, START).map_err(|error| SourceError::Io(error.path, error.error))?;
    all.into_iter().find(|kind| (kind.is_file)(&start, file)).ok_or_else(|| {
        let why = format!(
            "what kind of source it is can't be told.\nWhat to do: name the kind, as in `--from html` (the kinds are {}). Other \
             formats, such as .doc, .odt or .pages, can be saved as .docx",
            names()
        );
        SourceError::Unreadable(file.to_owned(), why)
    })
}

fn names() -> String {
    KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}

/// The kind of a file. [`None`] if it is of none of these, or can't be read.
fn recognise(file: &Path, kinds: &[&'static Kind]) -> Option<&'static Kind> {
    /// Files of which a site has thousands, and which are no source of articles.
    const MEDIA: [&str; 14] =
        ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "mp3", "mp4", "webm", "css", "js", "woff2", "pdf"];
    let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
    if MEDIA.iter().any(|media| ending == *media) {
        return None;
    }
    let start = file_system::read_start(file, START).ok()?;
    kinds.iter().find(|kind| (kind.is_file)(&start, file)).copied()
}

/// The files in a folder and those below it, without hidden ones.
pub(super) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let mut files = Vec::new();
    let walked = file_system::walk(folder, |entry| {
        if is_hidden(entry.file_name()) {
            return Ok(false);
        }
        if entry.file_type().is_file() {
            files.push(entry.path().to_owned());
        }
        Ok::<_, Unreadable>(true)
    });
    walked.map_err(|error| SourceError::Io(error.path, error.error))?;
    Ok(files)
}

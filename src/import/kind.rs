//! The kinds of sources, and how each is recognised.

use std::io;
use std::path::{Path, PathBuf};

use super::{Cause, Loss, Reader, SourceError, archieml, docx, feed, folder, ghost, page, pandoc, wordpress};
use crate::file_system::{self, Unreadable, is_hidden};
use crate::publish::amount::things;

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
    "ghost": ghost::Reader, ghost::is, no_folder;
    "pandoc": pandoc::Pandoc, pandoc::is, no_folder;
    "docx": docx::Docx, docx::is, no_folder;
    "feed": feed::Reader, feed::is, no_folder;
    "markdown": folder::Reader, folder::is, folder::is_folder;
    "html": page::Pages, page::is, page::is_folder;
    "archieml": archieml::Reader, archieml::is, no_folder;
}

/// For a kind of which no folder is one source. Its files are recognised one by one.
fn no_folder(_: &Path) -> bool {
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
    /// The files and folders that it consists of.
    pub files: Vec<PathBuf>,
    /// All files and folders that were named, also those of other kinds.
    pub named: Vec<PathBuf>,
    /// The folders in which its images may be: itself, or the folder around a file.
    pub folders: Vec<PathBuf>,
    /// What reads it.
    pub reader: Box<dyn Reader>,
    /// What was left out of these folders.
    pub losses: Vec<Loss>,
}

/// Recognises sources, and opens them: those of one kind together, since a publisher may have divided an export. With `kind`, all
/// are of that kind.
pub fn open(sources: &[PathBuf], kind: Option<&'static Kind>) -> Result<Vec<Opened>, SourceError> {
    let mut groups: Vec<(&'static Kind, Vec<PathBuf>)> = Vec::new();
    let mut losses = Vec::new();
    for source in sources {
        for (kind, file) in found_in(source, kind, &mut losses)? {
            match groups.iter_mut().find(|(known, _)| known.name == kind.name) {
                Some((_, files)) => files.push(file),
                None => groups.push((kind, vec![file])),
            }
        }
    }
    let folders: Vec<_> = sources.iter().map(|source| folder_of(source)).collect();
    let opened = groups.into_iter().map(|(kind, files)| {
        let (folders, losses) = (folders.clone(), std::mem::take(&mut losses));
        let named = sources.to_vec();
        Ok(Opened { kind: kind.name, reader: (kind.open)(&files)?, files, named, folders, losses })
    });
    opened.collect()
}

/// The sources at a path: a file, a folder that is one source, or the files in a folder, each with its kind.
fn found_in(
    source: &Path,
    kind: Option<&'static Kind>,
    losses: &mut Vec<Loss>,
) -> Result<Vec<(&'static Kind, PathBuf)>, SourceError> {
    let kinds = kind.map_or(KINDS, std::slice::from_ref);
    let about = std::fs::metadata(source).map_err(|error| SourceError::Io(source.to_owned(), error))?;
    if !about.is_dir() {
        // Each reader reads a source more than once, and from a pipe nothing may ever come.
        if !about.is_file() {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "it is not a file");
            return Err(SourceError::Io(source.to_owned(), error));
        }
        let kind = match kind {
            Some(kind) => kind,
            None => recognise(source, KINDS)?.ok_or_else(|| unknown(source))?,
        };
        return Ok(vec![(kind, source.to_owned())]);
    }
    let whole = kinds.iter().find(|one| (one.is_folder)(source));
    // Of a folder that no generator has made, the reader of Markdown reads nothing else.
    let is_mixed = |one: &Kind| kind.is_none() && one.name == "markdown" && folder::is_plain(source);
    let (mut found, mut others): (Vec<(&'static Kind, PathBuf)>, Vec<PathBuf>) = (Vec::new(), Vec::new());
    if let Some(one) = whole {
        found.push((one, source.to_owned()));
    }
    let files = if whole.is_none_or(is_mixed) { files_in(source)? } else { Vec::new() };
    for file in files.into_iter().filter(|file| !is_media(file)) {
        match recognise(&file, kinds) {
            Ok(Some(kind)) if whole.is_some_and(|whole| whole.name == kind.name) => {}
            // It is rather made from the article beside it.
            Ok(Some(kind)) if whole.is_some() && kind.name == "html" && folder::has_markdown_beside(&file) => {
                others.push(file);
            }
            Ok(Some(kind)) => found.push((kind, file)),
            _ => others.push(file),
        }
    }
    let links = links_in(source);
    if let Some(first) = links.first() {
        let detail = format!("{}, beginning with {}", things(links.len(), "symbolic link"), first.display());
        losses.push(Loss::new(Cause::Unknown, detail));
    }
    match (&found[..], &others[..]) {
        ([], _) => {
            let why = format!("no file in it is of a kind that is read ({})", names(kinds));
            return Err(SourceError::Unreadable(source.to_owned(), why));
        }
        (_, []) => {}
        (_, [first, ..]) => {
            let detail = format!("{}, beginning with {}", things(others.len(), "file"), first.display());
            losses.push(Loss::new(Cause::Unknown, detail));
        }
    }
    Ok(found)
}

/// The folder that a source is, or is in.
fn folder_of(source: &Path) -> PathBuf {
    if source.is_dir() {
        return source.to_owned();
    }
    let folder = source.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

fn unknown(file: &Path) -> SourceError {
    let why = format!(
        "what kind of source it is can't be told.\nWhat to do: name the kind, as in `--from html` (the kinds are {}). Other formats, \
         such as .doc, .odt or .pages, can be saved as .docx",
        names(KINDS)
    );
    SourceError::Unreadable(file.to_owned(), why)
}

fn names(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}

/// The kind of a file. [`None`] if it is of none of these.
fn recognise(file: &Path, kinds: &'static [Kind]) -> Result<Option<&'static Kind>, SourceError> {
    let start = file_system::read_start(file, START).map_err(|error| SourceError::Io(error.path, error.error))?;
    Ok(kinds.iter().find(|kind| (kind.is_file)(&start, file)))
}

/// Whether a file is one of those of which a site has thousands, and which are no source of articles.
fn is_media(file: &Path) -> bool {
    const MEDIA: [&str; 19] = [
        "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "mp3", "mp4", "webm", "css", "js", "map", "woff",
        "woff2", "ttf", "pdf", "scss",
    ];
    let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
    MEDIA.iter().any(|media| ending == *media)
}

/// The symbolic links in a folder and those below it, but for images and the like, of which an article says that they are missing.
/// No link is followed, since it may lead anywhere.
fn links_in(folder: &Path) -> Vec<PathBuf> {
    let mut links = Vec::new();
    let _ = file_system::walk(folder, |entry| {
        if is_hidden(entry.file_name()) || entry.file_name() == "node_modules" {
            return Ok(false);
        }
        if entry.path_is_symlink() && !is_media(entry.path()) {
            links.push(entry.path().to_owned());
        }
        Ok::<_, Unreadable>(true)
    });
    links
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

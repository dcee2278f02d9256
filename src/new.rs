//! `broadsheet new`: makes a site folder that can be published at once.
//!
//! A site is made whole or not at all: all that could prevent it is looked at before the first file is written, and if
//! writing fails all the same, what was written is removed.

mod error;
mod place;
mod starter;
mod writer;

use std::path::Path;

pub use error::NewError;

use crate::source::{ARTICLES, SiteFolder, SitePath};
use starter::{File, Part};
use writer::Writer;

/// The files of a site that was made.
#[derive(Debug, Default, PartialEq)]
pub struct Made {
    /// The paths of the files that were written, in the site folder.
    pub written: Vec<&'static str>,
    /// The paths of the files that were there before, and that stay as they are.
    pub kept: Vec<String>,
    /// Whether the folder had articles of its own, so that it got no examples.
    pub has_articles: bool,
}

/// Makes a site in a folder, which is created if it does not exist. The examples have the dates of today and yesterday
/// by `now`, which is in seconds since 1970, UTC.
///
/// If `completes` is set, the folder may contain files. Those that a new site has and the folder lacks are written, and
/// none is changed. A folder with articles of its own does not get the examples.
///
/// ```
/// let folder = std::env::temp_dir().join("broadsheet-example");
/// # let _ = std::fs::remove_dir_all(&folder);
/// let made = broadsheet::new::make(&folder, 1_728_000_000, false)?;
/// assert!(made.written.contains(&"site.json"));
/// assert!(folder.join("articles/page-one.md").is_file());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Nothing was changed, except after [`NewError::PartWay`].
pub fn make(folder: &Path, now: i64, completes: bool) -> Result<Made, NewError> {
    place::ensure_suitable(folder, completes)?;
    let files = starter::files(now);
    let has_articles = has_articles(&SiteFolder::at(folder), &files);
    write(folder, files, has_articles, !has_articles)
}

/// Makes a site without examples in a folder that does not exist or is empty, as [`make`] does, and without the files for
/// which `has_own` says that another takes their place.
///
/// # Errors
///
/// Nothing was changed, except after [`NewError::PartWay`].
pub fn make_without_examples(folder: &Path, now: i64, has_own: impl Fn(&SitePath) -> bool) -> Result<Made, NewError> {
    place::ensure_suitable(folder, false)?;
    let mut files = starter::files(now);
    files.retain(|file| !has_own(&SitePath::new(file.path)));
    write(folder, files, false, false)
}

/// Whether a site can be made by [`make_without_examples`].
///
/// # Errors
///
/// It fails as that would.
pub fn can_make(folder: &Path) -> Result<(), NewError> {
    place::ensure_suitable(folder, false)
}

fn write(folder: &Path, files: Vec<File>, has_articles: bool, with_examples: bool) -> Result<Made, NewError> {
    let site = SiteFolder::at(folder);
    let mut made = Made { has_articles, ..Made::default() };
    let mut missing = Vec::new();
    for file in files.into_iter().filter(|file| with_examples || file.part != Part::Example) {
        if place::is_taken(folder, file.path)? {
            made.kept.push(file.path.to_owned());
        } else if let Some(other) = same_document(&site, file.path) {
            made.kept.push(other);
        } else {
            made.written.push(file.path);
            missing.push(file);
        }
    }
    let mut writer = Writer::default();
    for file in &missing {
        if let Err(error) = writer.write(&folder.join(file.path), &file.bytes) {
            return Err(if writer.undo() { NewError::Io(error) } else { NewError::PartWay(error) });
        }
    }
    Ok(made)
}

/// Whether a site has other articles than the examples.
fn has_articles(site: &SiteFolder, files: &[File]) -> bool {
    if !site.root().join(ARTICLES).is_dir() {
        return false;
    }
    // A folder that can't be read may contain some.
    site.documents().map_or(true, |documents| {
        documents.articles.iter().any(|article| files.iter().all(|file| file.path != article.path.as_str()))
    })
}

/// The path of the document that a site has instead of the one at `path`: of the same name, but in JSON, or in a folder of
/// its own.
fn same_document(site: &SiteFolder, path: &str) -> Option<String> {
    let path = SitePath::new(path);
    let document = site.documents_named(path.folder()?, path.slug()?).next()?;
    Some(document.path.to_string())
}

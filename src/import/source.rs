//! What an article comes from.

use std::path::{Path, PathBuf};
use std::{error, fmt, fs, io};

use super::{Cause, Draft, Loss};

/// Reads a source.
pub trait Reader {
    /// Gives each article of the source to `take`, in the order of the source. It is called more than once, and gives the same
    /// each time. What it holds in memory does not grow with the number of articles, but for their addresses.
    ///
    /// A broken article is given as far as it can be read, with a [`Loss`]. If the source is broken from some place on, the
    /// rest is missing, and the result has a [`Loss`] that says so.
    ///
    /// # Errors
    ///
    /// Fails if the source can't be read at all.
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError>;
}

/// Why a source can't be read at all.
#[derive(Debug)]
pub enum SourceError {
    /// The system can't read it.
    Io(PathBuf, io::Error),
    /// It is not what it seems to be, or has a feature that is not read. The text says which, and what to do.
    Unreadable(PathBuf, String),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(file, error) => write!(f, "can't read {}: {error}", file.display()),
            Self::Unreadable(file, why) => write!(f, "{} can't be imported: {why}", file.display()),
        }
    }
}

impl error::Error for SourceError {}

/// Gives each file's article to `take`. A file that can't be read costs only itself.
///
/// # Errors
///
/// Fails with the first error if no file can be read.
pub(super) fn read_each(
    files: &[PathBuf],
    take: &mut dyn FnMut(Draft),
    read: impl Fn(&Path) -> Result<Draft, SourceError>,
) -> Result<Vec<Loss>, SourceError> {
    let mut losses = Vec::new();
    let mut first = None;
    let mut count = 0;
    for file in files {
        match read(file) {
            Ok(draft) => {
                take(draft);
                count += 1;
            }
            Err(error) => {
                losses.push(Loss::new(Cause::Broken, error.to_string()));
                first.get_or_insert(error);
            }
        }
    }
    first.filter(|_| count == 0).map_or(Ok(losses), Err)
}

/// Makes sure that each file can be opened and has at most so many bytes.
pub(super) fn ensure_at_most(size: u64, files: &[PathBuf]) -> Result<(), SourceError> {
    for file in files {
        let about = fs::metadata(file).map_err(|error| SourceError::Io(file.clone(), error))?;
        if about.len() > size {
            return Err(SourceError::Unreadable(file.clone(), format!("it is larger than {} MB", size / 1_000_000)));
        }
    }
    Ok(())
}

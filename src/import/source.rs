//! What an article comes from.

use std::path::PathBuf;
use std::{error, fmt, io};

use super::{Draft, Loss};

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

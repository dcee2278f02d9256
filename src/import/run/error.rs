//! Why an import failed, and what a publisher does then.

use std::path::PathBuf;
use std::{error, fmt};

use crate::file_system::Unreadable;
use crate::import::SourceError;
use crate::import::record::RecordError;
use crate::new::NewError;

/// Why an import failed.
#[derive(Debug)]
pub enum ImportError {
    /// A source can't be read.
    Source(SourceError),
    /// The site can't be made.
    Site(NewError),
    /// The folder is not empty, and is no site.
    NoSite(PathBuf),
    /// The record of earlier imports can't be used.
    Record(RecordError),
    /// The site can't be read.
    Unreadable(Unreadable),
    /// Another import into the site is running.
    Busy(PathBuf),
    /// Nothing was changed before it was interrupted.
    Interrupted,
    /// It failed before anything was changed.
    Stopped(String),
    /// Something was written before it failed.
    PartWay(String),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => write!(f, "{error}. Nothing was changed"),
            Self::Site(error) => write!(f, "{error}"),
            Self::NoSite(folder) => write!(
                f,
                "{} is not empty, and has no site.json.\nWhat to do: name a folder that does not exist yet, or make a site there \
                 by `broadsheet new --force {0}`. Nothing was changed",
                folder.display()
            ),
            Self::Record(error) => write!(f, "{error}"),
            Self::Unreadable(error) => write!(f, "{error}. Nothing was changed"),
            Self::Busy(folder) => write!(
                f,
                "another import into {} is running.\nWhat to do: wait until it ends. Nothing was changed",
                folder.display()
            ),
            Self::Interrupted => f.write_str("the import was interrupted. Nothing was changed"),
            Self::Stopped(why) => write!(f, "{why}. Nothing was changed"),
            Self::PartWay(why) => write!(
                f,
                "stopped part way: {why}.\nWhat to do: type the same command again. It goes on where it was stopped"
            ),
        }
    }
}

impl error::Error for ImportError {}

impl From<SourceError> for ImportError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<RecordError> for ImportError {
    fn from(error: RecordError) -> Self {
        Self::Record(error)
    }
}

//! Why nothing could be published.

use std::path::PathBuf;
use std::{error, fmt, io};

use crate::article::ParseError;
use crate::files::Unreadable;
use crate::site::address::Mistake;

/// Why nothing could be published. A slip in an article is not among these: it is reported, and the others are
/// published.
#[derive(Debug)]
pub enum PublishError {
    /// The folder has no build in it.
    NoBuild {
        /// What is missing.
        reason: String,
    },
    /// `site.json` can't be read, and every page depends on it.
    Site {
        /// The file.
        file: PathBuf,
        /// Why.
        error: ParseError,
    },
    /// The `url` of `site.json` can't stand before the addresses of pages.
    SiteAddress {
        /// The file.
        file: PathBuf,
        /// The mistake in it.
        mistake: Mistake,
    },
    /// An article was changed while it was being published.
    Changed {
        /// Its file.
        file: PathBuf,
        /// What is wrong with it now.
        error: ParseError,
    },
    /// The list of what was written before names a file that this program never writes.
    ForeignManifest {
        /// The list.
        file: PathBuf,
        /// The path in it.
        path: String,
    },
    /// There is no article of this name.
    NoArticle {
        /// The name.
        slug: String,
    },
    /// A file can't be read or written; it is named in the error.
    Io(io::Error),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBuild { reason } => write!(
                f,
                "this is no folder of a build: {reason}.\nWhat to do: name the folder that `cargo xtask build` made, or \
                 that was downloaded"
            ),
            Self::Site { file, error } => write!(
                f,
                "{} can't be read: {error}.\nWhat to do: mend it (`broadsheet check` says more); nothing was changed",
                file.display()
            ),
            Self::SiteAddress { file, mistake: Mistake { what, instead } } => {
                let instead = instead.as_deref().unwrap_or("https://example.org/news/");
                write!(
                    f,
                    "{}: the address of the site {what}, and all addresses of its pages would begin with it.\nWhat to do: \
                     write \"url\": \"{instead}\" (or where the site is); nothing was changed",
                    file.display()
                )
            }
            Self::Changed { file, error } => {
                write!(f, "{} was changed meanwhile: {error}.\nWhat to do: run it again", file.display())
            }
            Self::ForeignManifest { file, path } => write!(
                f,
                "{} lists \"{path}\", which is no file that `broadsheet publish` writes: the list is from elsewhere.\nWhat \
                 to do: remove the list; then all pages are written anew, and none is removed. Nothing was changed",
                file.display()
            ),
            Self::NoArticle { slug } => write!(
                f,
                "there is no story content/articles/{slug}.json.\nWhat to do: name the file of a story, without .json"
            ),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl error::Error for PublishError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Unreadable> for PublishError {
    fn from(unreadable: Unreadable) -> Self {
        Self::Io(unreadable.into())
    }
}

impl From<io::Error> for PublishError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

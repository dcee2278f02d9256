//! The errors that stop publishing.

use std::path::PathBuf;
use std::{error, fmt, io};

use crate::article::ParseError;
use crate::file_system::Unreadable;
use crate::site::address::Mistake;

/// An error that stops publishing. Errors in an article are not among these: they are reported, and the other articles
/// are published.
#[derive(Debug)]
pub enum PublishError {
    /// The folder contains no build.
    NoBuild {
        /// What is missing.
        reason: String,
    },
    /// `site.json` can't be read, and every page depends on it.
    Site {
        /// Its path.
        file: PathBuf,
        /// Why it can't be read.
        error: ParseError,
    },
    /// The `url` of `site.json` is not an address that page addresses can begin with.
    SiteAddress {
        /// The path of `site.json`.
        file: PathBuf,
        /// What is wrong with the address.
        mistake: Mistake,
    },
    /// An article was changed while it was being published.
    Changed {
        /// The file of the article.
        file: PathBuf,
        /// Why the file can't be read now.
        error: ParseError,
    },
    /// The manifest lists a file that `broadsheet publish` never writes.
    ForeignManifest {
        /// The file of the manifest.
        file: PathBuf,
        /// The path that it lists.
        path: String,
    },
    /// There is no article with this slug.
    NoArticle {
        /// The slug.
        slug: String,
    },
    /// A file can't be read or written. The error names the file.
    Io(io::Error),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBuild { reason } => write!(
                f,
                "this folder contains no build: {reason}.\nWhat to do: give the folder that `cargo xtask build` made, \
                 or the build that you downloaded"
            ),
            Self::Site { file, error } => write!(
                f,
                "{} can't be read: {error}.\nWhat to do: fix the file (`broadsheet check` shows all errors). \
                 Nothing was changed",
                file.display()
            ),
            Self::SiteAddress { file, mistake: Mistake { what, instead } } => {
                let instead = instead.as_deref().unwrap_or("https://example.org/news/");
                write!(
                    f,
                    "{}: the address of the site {what}, and the address of every page begins with it.\nWhat to do: \
                     write \"url\": \"{instead}\" (or the real address of the site). Nothing was changed",
                    file.display()
                )
            }
            Self::Changed { file, error } => {
                write!(
                    f,
                    "{} was changed while it was being published: {error}.\nWhat to do: run the command again",
                    file.display()
                )
            }
            Self::ForeignManifest { file, path } => write!(
                f,
                "{} lists \"{path}\", which `broadsheet publish` never writes, so the list comes from another \
                 program.\nWhat to do: delete the list and run the command again; it then writes all pages, and \
                 removes none. Nothing was changed",
                file.display()
            ),
            Self::NoArticle { slug } => write!(
                f,
                "there is no article content/articles/{slug}.json.\nWhat to do: give the file name of an article, \
                 without .json"
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

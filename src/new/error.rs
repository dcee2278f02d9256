//! The errors that keep a site from being made.

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::{error, fmt};

/// Why no site was made. Nothing was changed, except after [`NewError::PartWay`].
#[derive(Debug)]
pub enum NewError {
    /// There is something else than a folder at the path of the site, or at that of a folder above it.
    NotAFolder {
        /// Its path.
        path: PathBuf,
    },
    /// The folder contains something.
    NotEmpty {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder is in a site folder.
    InSite {
        /// The folder.
        folder: PathBuf,
        /// The site folder.
        site: PathBuf,
    },
    /// The folder is one to which a site was published, or is in one.
    Output {
        /// The folder.
        folder: PathBuf,
        /// The folder to which a site was published.
        output: PathBuf,
    },
    /// Something is in the place of a file or a folder of the site: a folder, a file, or a link that leads elsewhere.
    InTheWay {
        /// Its path.
        path: PathBuf,
    },
    /// A file can't be read or written. The error names the file.
    Io(io::Error),
    /// A file can't be written, and the files that were written before it could not be removed.
    PartWay(io::Error),
}

impl fmt::Display for NewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder { path } => write!(
                f,
                "{} is not a folder.\nWhat to do: give another name to the folder of the site. Nothing was changed",
                path.display()
            ),
            Self::NotEmpty { folder } => write!(
                f,
                "{} is not empty.\nWhat to do: name a folder that does not exist yet, or add --force, which writes the \
                 files that are missing there and changes no other. Nothing was changed",
                folder.display()
            ),
            Self::InSite { folder, site } => write!(
                f,
                "{} is in {}, which contains site.json and so is a site already; a site can't be in another one.\nWhat to \
                 do: name a folder outside of it. If you want one more article there, put its file into the folder \
                 articles. Nothing was changed",
                folder.display(),
                site.display()
            ),
            Self::Output { folder, output } if folder == output => write!(
                f,
                "{} is a folder to which a site was published.\nWhat to do: name another folder. Nothing was changed",
                folder.display()
            ),
            Self::Output { folder, output } => write!(
                f,
                "{} is in {}, a folder to which a site was published.\nWhat to do: name a folder outside of it. Nothing \
                 was changed",
                folder.display(),
                output.display()
            ),
            Self::InTheWay { path } => write!(
                f,
                "{} is in the place of a file or folder of the site.\nWhat to do: move it away, or name another folder for the \
                 site. Nothing was changed",
                path.display()
            ),
            Self::Io(error) => write!(f, "{error}.\nWhat to do: {}. Nothing was changed", advice(error)),
            Self::PartWay(error) => write!(
                f,
                "stopped part way: {error}.\nWhat to do: {}. Add --force, since some files are written already",
                advice(error)
            ),
        }
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "allow this program to write there, or name another folder"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk, and type the command again",
        _ => "remove the cause, and type the command again",
    }
}

impl error::Error for NewError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) | Self::PartWay(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for NewError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

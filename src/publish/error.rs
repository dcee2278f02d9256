//! The errors that stop publishing.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::{error, fmt, io};

use crate::article::ParseError;
use crate::file_system::Unreadable;
use crate::site::address::Mistake;
use crate::source::OUTPUT;

/// An error that stops publishing. Errors in an article are not among these: they are reported, and the other articles
/// are published. Nothing in the output folder has changed, except after [`PublishError::PartWay`].
#[derive(Debug)]
pub enum PublishError {
    /// The folder contains no app.
    NoApp {
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
    /// The output folder is the site folder, contains it, or is in it under another name than `dist`.
    InPlace {
        /// The site folder.
        site: PathBuf,
        /// The output folder.
        output: PathBuf,
    },
    /// The app is in the output folder, or the output folder in that of the app.
    AppInOutput {
        /// The folder of the app.
        app: PathBuf,
        /// The output folder.
        output: PathBuf,
    },
    /// Another run is publishing to the folder.
    Busy {
        /// The output folder.
        folder: PathBuf,
    },
    /// The output folder contains files at paths of the site that no run has written.
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// Their paths in it.
        paths: Vec<String>,
    },
    /// The manifest is not one, or one of a later version.
    UnreadableManifest {
        /// The file of the manifest.
        file: PathBuf,
    },
    /// The manifest lists a file that `broadsheet publish` never writes.
    ForeignManifest {
        /// The file of the manifest.
        file: PathBuf,
        /// The path that it lists.
        path: String,
    },
    /// A file of the site would have a path that is not possible in the output folder.
    ImpossiblePath {
        /// The path.
        path: String,
    },
    /// An article was changed while it was being published.
    Changed {
        /// The file of the article.
        file: PathBuf,
    },
    /// There is no article with this slug.
    NoArticle {
        /// The slug.
        slug: String,
    },
    /// The run was told to stop.
    Interrupted,
    /// The run stopped while it was putting files into place. The next run completes its work.
    PartWay(Box<PublishError>),
    /// A file can't be read or written. The error names the file.
    Io(io::Error),
}

impl PublishError {
    /// Whether the error concerns only the article that was being published.
    pub fn is_of_article(&self) -> bool {
        match self {
            Self::Changed { .. } | Self::ImpossiblePath { .. } => true,
            Self::Io(error) => error.kind() == ErrorKind::InvalidFilename,
            _ => false,
        }
    }
}

/// How many foreign files a message names.
const MAX_NAMED: usize = 10;

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoApp { reason } => write!(
                f,
                "the app is not complete: {reason}.\nWhat to do: give the folder of the app with --app, such \
                 as target/app after `cargo xtask build`. Nothing was changed"
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
            Self::InPlace { site, output } => write!(
                f,
                "a site is not published in place: {} and {} are not apart.\nWhat to do: name a folder outside of the \
                 site folder with --output, or name none: then it is {}. Nothing was changed",
                site.display(),
                output.display(),
                site.join(OUTPUT).display()
            ),
            Self::AppInOutput { app, output } => write!(
                f,
                "the app in {} can't be published to {}, since one contains the other.\nWhat to do: name another folder \
                 with --output. Nothing was changed",
                app.display(),
                output.display()
            ),
            Self::Busy { folder } => write!(
                f,
                "another run is publishing to {}.\nWhat to do: wait until it has ended. Nothing was changed",
                folder.display()
            ),
            Self::Foreign { folder, paths } => {
                writeln!(
                    f,
                    "{} contains files that are in the way and do not come from this program:",
                    folder.display()
                )?;
                for path in paths.iter().take(MAX_NAMED) {
                    writeln!(f, "  {path}")?;
                }
                if paths.len() > MAX_NAMED {
                    writeln!(f, "  and {} more", paths.len() - MAX_NAMED)?;
                }
                f.write_str(
                    "What to do: name another folder with --output, or move them away. With --adopt, the program \
                     replaces files (but not folders, nor links that lead elsewhere). Nothing was changed",
                )
            }
            Self::UnreadableManifest { file } => write!(
                f,
                "{} is not a list of files of this version.\nWhat to do: publish with the program that wrote it, or \
                 delete it and publish with --adopt; then old pages of deleted articles stay. Nothing was changed",
                file.display()
            ),
            Self::ForeignManifest { file, path } => write!(
                f,
                "{} lists \"{path}\", which `broadsheet publish` never writes, so the list comes from another \
                 program.\nWhat to do: delete the list and publish with --adopt; then old pages of deleted articles \
                 stay. Nothing was changed",
                file.display()
            ),
            Self::ImpossiblePath { path } => write!(f, "no file of the site can have the path {path}"),
            Self::Changed { file } => {
                write!(
                    f,
                    "{} was changed while it was being published.\nWhat to do: publish again. Nothing was changed",
                    file.display()
                )
            }
            Self::NoArticle { slug } => write!(
                f,
                "there is no article articles/{slug}.json.\nWhat to do: give the file name of an article, without .json"
            ),
            Self::Interrupted => f.write_str("stopped. Nothing was changed"),
            Self::PartWay(error) => {
                let reason: &dyn fmt::Display = match &**error {
                    Self::Interrupted => return f.write_str("stopped part way.\nWhat to do: run the command again"),
                    // Its own advice does not hold part way.
                    Self::Io(error) => error,
                    error => error,
                };
                write!(
                    f,
                    "stopped part way: {reason}.\nWhat to do: free the way, and run the command again: it completes \
                     the site"
                )
            }
            Self::Io(error) => {
                let advice = match error.kind() {
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                        "give this program access to it, or name another folder with --output"
                    }
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk, and publish again",
                    _ => "remove the cause, and publish again",
                };
                write!(f, "{error}.\nWhat to do: {advice}. Nothing was changed")
            }
        }
    }
}

impl error::Error for PublishError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::PartWay(error) => Some(error),
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

//! From an address to an article, or to a [`LoadError`] that says what to do.

#[cfg(target_arch = "wasm32")]
mod fetch;

use std::fmt;

#[cfg(target_arch = "wasm32")]
pub use fetch::{PreloadedResponses, Request, sleep};

#[cfg(target_arch = "wasm32")]
use crate::address::Base;
use crate::article::ParseError;
#[cfg(target_arch = "wasm32")]
use crate::article::{self, read::Problem, read::Read};
use crate::labels::Fault;

/// Why a document did not come.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// The server has no such file, or keeps it to itself: a 4xx status.
    NotFound(u16),
    /// The server is in trouble, or wants to be asked again: a status for which [`verdict`] says so, after two more
    /// tries.
    Server(u16),
    /// No answer: the name, the connection, or a missing CORS header. Browsers do not tell which.
    Network,
    /// The device says that it is offline.
    Offline,
    /// No byte for 10 seconds, or not all of it within 30.
    Timeout,
    /// The bytes came, and are not a document of the format.
    Parse(ParseError),
}

impl LoadError {
    /// A name for tests, styles and hosts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not-found",
            Self::Server(_) => "server",
            Self::Network => "network",
            Self::Offline => "offline",
            Self::Timeout => "timeout",
            Self::Parse(error) => match error {
                ParseError::Empty => "empty",
                ParseError::WebPage => "web-page",
                ParseError::Truncated => "truncated",
                ParseError::Syntax { .. } => "syntax",
                ParseError::Encoding => "encoding",
                ParseError::Nesting => "nesting",
                ParseError::LongString { .. } | ParseError::TooLarge => "too-large",
                ParseError::Shape(_) => "shape",
            },
        }
    }

    /// What the reader is told.
    pub fn fault(&self) -> Fault {
        match self {
            // Servers of single-page apps answer every address with a page.
            Self::NotFound(_) | Self::Parse(ParseError::WebPage) => Fault::NotFound,
            Self::Server(_) => Fault::Server,
            Self::Network => Fault::Network,
            Self::Offline => Fault::Offline,
            Self::Timeout => Fault::Slow,
            Self::Parse(ParseError::Truncated | ParseError::Empty) => Fault::Truncated,
            Self::Parse(_) => Fault::Unreadable,
        }
    }

    /// Whether another try could end differently.
    pub fn may_pass(&self) -> bool {
        !matches!(self.fault(), Fault::NotFound | Fault::Unreadable)
    }

    /// Whether the publisher needs to know more than the reader: what is wrong, and where.
    pub fn details(&self) -> Option<String> {
        (self.fault() == Fault::Unreadable).then(|| self.to_string())
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(status) | Self::Server(status) => write!(f, "the server answered {status}"),
            Self::Network => f.write_str("no answer (connection refused or broken, or no CORS header)"),
            Self::Offline => f.write_str("offline"),
            Self::Timeout => f.write_str("no byte for 10 s, or over 30 s in all"),
            Self::Parse(error) => error.fmt(f),
        }
    }
}

impl From<ParseError> for LoadError {
    fn from(error: ParseError) -> Self {
        Self::Parse(error)
    }
}

/// What became of one request: see [`verdict`].
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The body is worth reading.
    Read,
    /// The same request may succeed in a moment.
    Again(LoadError),
    /// It will not.
    Stop(LoadError),
}

/// Judges an answer by its status. The one list of those for which another try may help: what the server failed at, and
/// what it refused for the moment alone (Request Timeout, Too Early, Too Many Requests).
///
/// ```
/// use broadsheet::load::{Verdict, verdict};
///
/// assert_eq!(verdict(200), Verdict::Read);
/// assert!(matches!(verdict(503), Verdict::Again(_)));
/// assert!(matches!(verdict(404), Verdict::Stop(_)));
/// ```
pub fn verdict(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Read,
        408 | 425 | 429 | 500.. => Verdict::Again(LoadError::Server(status)),
        _ => Verdict::Stop(LoadError::NotFound(status)),
    }
}

/// Reads a document out of the bytes at its address. What is wrong in it is told to its publisher, on the console.
#[cfg(target_arch = "wasm32")]
pub fn read<T: Read>(bytes: &[u8], base: &Base) -> Result<T, LoadError> {
    let (document, problems) = article::from_json(bytes, base)?;
    tell(&problems, base);
    Ok(document)
}

#[cfg(target_arch = "wasm32")]
fn tell(problems: &[Problem], base: &Base) {
    for problem in problems {
        web_sys::console::warn_1(&format!("{}: {problem}", base.url()).into());
    }
}

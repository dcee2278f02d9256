//! Loads a document. The result is the document, or a [`LoadError`] that says what to do.

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

/// Why a document can't be loaded.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// The server has no such file, or refuses access: a 4xx status.
    NotFound(u16),
    /// The server failed, or asked for a retry, in all three attempts: see [`verdict`] for the statuses.
    Server(u16),
    /// No response, because of the host name, the connection or a missing CORS header. Browsers don't say which.
    Network,
    /// The device is offline, as far as the browser knows.
    Offline,
    /// No byte arrived for 10 seconds, or not all of them within 30.
    Timeout,
    /// The response is not a document of the format.
    Parse(ParseError),
}

impl LoadError {
    /// The error's name for tests, styles and host pages.
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

    /// The kind of error that the reader sees.
    pub fn fault(&self) -> Fault {
        match self {
            // Servers of single-page apps respond with a page to every address.
            Self::NotFound(_) | Self::Parse(ParseError::WebPage) => Fault::NotFound,
            Self::Server(_) => Fault::Server,
            Self::Network => Fault::Network,
            Self::Offline => Fault::Offline,
            Self::Timeout => Fault::Slow,
            Self::Parse(ParseError::Truncated | ParseError::Empty) => Fault::Truncated,
            Self::Parse(_) => Fault::Unreadable,
        }
    }

    /// Whether a retry could succeed.
    pub fn may_pass(&self) -> bool {
        !matches!(self.fault(), Fault::NotFound | Fault::Unreadable)
    }

    /// For the publisher: what is wrong in the document, and where. [`None`] if the document is not the cause.
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

/// What to do with a response: see [`verdict`].
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// Read the body.
    Read,
    /// Retry: the same request may succeed in a moment.
    Again(LoadError),
    /// Stop: a retry would not help.
    Stop(LoadError),
}

/// Decides by its status what to do with a response. This is the only list of statuses that allow a retry: errors of
/// the server, and temporary refusals (Request Timeout, Too Early, Too Many Requests).
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

/// Reads a document from the bytes at its address. Problems in it go to the console, for its publisher.
#[cfg(target_arch = "wasm32")]
pub fn read<T: Read>(bytes: &[u8], base: &Base) -> Result<T, LoadError> {
    let (document, problems) = article::from_json(bytes, base)?;
    log_problems(&problems, base);
    Ok(document)
}

#[cfg(target_arch = "wasm32")]
fn log_problems(problems: &[Problem], base: &Base) {
    for problem in problems {
        web_sys::console::warn_1(&format!("{}: {problem}", base.url()).into());
    }
}

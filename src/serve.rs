//! `broadsheet serve`: publishes a site to a temporary folder, serves it on this machine, and publishes again whenever
//! a file of the site changes. Open pages then reload by themselves.

mod changes;
mod http;
mod preview;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{error, fmt, io};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::app::App;
use crate::file_system::is_inside;
use crate::publish::progress::{Progress, Silent};
use crate::publish::{self, Files, LastRun, Outcome, PublishError};
use crate::source::{OUTPUT, SITE_FILE, SiteFolder};
use changes::{Change, Changes};
use preview::Preview;

/// How many ports are tried after the first one, if they are taken.
const TRIES: u16 = 100;

/// How long the loop waits for a change before it looks whether it has to stop.
const PAUSE: Duration = Duration::from_millis(200);

/// Of how many files that have changed at once the articles are shown before all else.
const MAX_ARTICLES: usize = 10;

/// What to serve, and where.
pub struct Options<'a> {
    /// The built app.
    pub app: &'a App,
    /// The network interface, and the first port that is tried; with port 0, the system chooses one. Only on a loopback
    /// interface are other machines kept out.
    pub address: SocketAddr,
    /// The current time, in seconds since 1970, UTC: see [`publish::Options::now`].
    pub now: &'a dyn Fn() -> i64,
    /// Set it to end serving.
    pub interrupted: &'a AtomicBool,
}

/// What happens while a site is served, for the terminal.
#[derive(Debug)]
pub enum Event<'a> {
    /// The first run ended, and the site can be opened.
    Ready {
        /// The address of the front page.
        address: &'a str,
        /// Its address for other machines in the network, if they reach it.
        elsewhere: Option<&'a str>,
        /// The port that was asked for, if it was taken.
        taken: Option<u16>,
    },
    /// The site was published.
    Published {
        /// The result.
        outcome: &'a Outcome,
        /// How long it took.
        took: Duration,
        /// Whether the findings differ from those of the run before.
        has_new_findings: bool,
    },
    /// The site could not be published. What was published before is still served.
    Failed(&'a ServeError),
}

/// Why a site can't be served, or can't be published again.
#[derive(Debug)]
pub enum ServeError {
    /// No port is free.
    NoPort {
        /// The first port that was tried.
        first: u16,
        /// The error of the last one.
        error: io::Error,
    },
    /// The site folder has no `site.json` any more, or is gone.
    Gone(PathBuf),
    /// This machine has no network interface with this address.
    NoInterface(IpAddr),
    /// There is no place for the published site.
    NoTemporaryFolder {
        /// The folder in which it was to be.
        folder: PathBuf,
        /// Why it can't be there.
        reason: String,
    },
    /// The site can't be published.
    Publish(PublishError),
    /// An error of the system.
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPort { first, error } => write!(
                f,
                "no port from {first} on can be used ({error}).\nWhat to do: name another port, as in `broadsheet serve \
                 --port 9000`"
            ),
            Self::Gone(site) => write!(
                f,
                "there is no site.json in {} any more. The site as it was is still served.\nWhat to do: put it back; it is \
                 then read again",
                site.display()
            ),
            Self::NoInterface(host) => write!(
                f,
                "this machine has no network interface with the address {host}.\nWhat to do: give one that it has, or \
                 0.0.0.0 for all of them"
            ),
            Self::NoTemporaryFolder { folder, reason } => write!(
                f,
                "the site can't be published to the temporary folder {}: {reason}.\nWhat to do: set TMPDIR to a folder \
                 that is not in the site folder, and in which this program may write",
                folder.display()
            ),
            Self::Publish(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl error::Error for ServeError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NoPort { error, .. } | Self::Io(error) => Some(error),
            Self::Publish(error) => Some(error),
            Self::Gone(_) | Self::NoInterface(_) | Self::NoTemporaryFolder { .. } => None,
        }
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Serves the site in a folder until `options.interrupted` is set. `tell` is told what happens.
///
/// # Errors
///
/// Fails only before the site is served. Later, errors are told, and what was published before stays.
pub fn serve(site: &Path, options: &Options, progress: &dyn Progress, tell: &dyn Fn(&Event)) -> Result<(), ServeError> {
    let listener = listen(options.address)?;
    let output = temporary_folder(site)?;
    let preview = Arc::new(Preview::new());
    let mut session = Session { site, options, output: output.path().join(OUTPUT), preview, tell, last: None };
    // Changes during the first run must not be missed.
    let mut changes = Changes::of(&session.watched());
    session.publish(progress);
    let port = listener.local_addr()?.port();
    let runtime = Runtime::new()?;
    let server = http::serve(listener, session.output.clone(), session.preview.clone(), options.address.ip());
    runtime.spawn(server);
    if options.interrupted.load(Ordering::Relaxed) {
        runtime.shutdown_background();
        return Ok(());
    }
    // A browser on this machine reaches all interfaces by the loopback address.
    let host = match options.address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    let address = |host| format!("http://{}/", SocketAddr::new(host, port));
    let elsewhere = options.address.ip().is_unspecified().then(network_address).flatten().map(address);
    let taken = Some(options.address.port()).filter(|asked| *asked != 0 && *asked != port);
    tell(&Event::Ready { address: &address(host), elsewhere: elsewhere.as_deref(), taken });
    while !options.interrupted.load(Ordering::Relaxed) {
        if let Some(change) = changes.wait(PAUSE) {
            session.publish_articles(&change);
            session.publish(&Silent);
        }
    }
    // Open pages keep their connections, which must not keep the program.
    runtime.shutdown_background();
    Ok(())
}

/// The first free port.
fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let (host, first) = (address.ip(), address.port());
    let mut port = first;
    loop {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => return Err(ServeError::NoInterface(host)),
            // Only the system may use the first ports, and the next one would be refused, too.
            Err(error)
                if error.kind() == io::ErrorKind::PermissionDenied
                    || port == u16::MAX
                    || port >= first.saturating_add(TRIES) =>
            {
                return Err(ServeError::NoPort { first, error });
            }
            Err(_) => port += 1,
        }
    }
}

/// A temporary folder, which is removed when the value is dropped.
fn temporary_folder(site: &Path) -> Result<TempDir, ServeError> {
    let folder = std::env::temp_dir();
    let failed = |reason: String| ServeError::NoTemporaryFolder { folder: folder.clone(), reason };
    if is_inside(&folder, site) {
        return Err(failed("it is in the site folder".to_owned()));
    }
    let made = tempfile::Builder::new().prefix("broadsheet-").tempdir_in(&folder);
    made.map_err(|error| failed(error.kind().to_string()))
}

/// The address of this machine in its network. [`None`] if it is in none.
fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // This sends nothing. It only has the system choose the interface by which it would reach an address, here one that
    // is kept for documents (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// A site that is being served.
struct Session<'a> {
    site: &'a Path,
    options: &'a Options<'a>,
    output: PathBuf,
    preview: Arc<Preview>,
    tell: &'a dyn Fn(&Event),
    /// What the last run has read.
    last: Option<LastRun>,
}

impl Session<'_> {
    /// The folders whose changes are looked for.
    fn watched(&self) -> Vec<PathBuf> {
        [self.site].into_iter().chain(self.options.app.folder()).map(Path::to_owned).collect()
    }

    /// Publishes the site, and tells open pages and the terminal about it.
    fn publish(&mut self, progress: &dyn Progress) {
        let begin = Instant::now();
        match self.try_to_publish(progress) {
            Ok((outcome, last)) => {
                self.last = Some(last);
                let has_new_findings = self.preview.published(&outcome, self.site, &self.output);
                (self.tell)(&Event::Published { outcome: &outcome, took: begin.elapsed(), has_new_findings });
            }
            // The person who has stopped it knows.
            Err(ServeError::Publish(PublishError::Interrupted)) => {}
            Err(error) => {
                if self.preview.failed(&error.to_string()) {
                    (self.tell)(&Event::Failed(&error));
                }
            }
        }
    }

    /// Shows articles whose text has changed, before all other pages are made: of a large site, that takes a while.
    fn publish_articles(&mut self, change: &Change) {
        let (Change::Of(files), Some(last)) = (change, &mut self.last) else { return };
        if files.len() > MAX_ARTICLES {
            return;
        }
        let root = std::path::absolute(self.site).unwrap_or_else(|_| self.site.to_owned());
        let (site, options) = (SiteFolder::at(root), publish_options(self.options));
        let made = files.iter().filter_map(|file| last.article(&site, &site.path_of(file)?, &options));
        let made: Files = made.flatten().collect();
        if !made.is_empty() {
            self.preview.show_early(made, &self.output);
        }
    }

    fn try_to_publish(&self, progress: &dyn Progress) -> Result<(Outcome, LastRun), ServeError> {
        let site = SiteFolder::at(self.site);
        if !self.site.join(SITE_FILE).is_file() {
            return Err(ServeError::Gone(self.site.to_owned()));
        }
        let options = publish_options(self.options);
        publish::publish_and_remember(&site, &self.output, &options, progress).map_err(ServeError::Publish)
    }
}

/// The options of all runs.
fn publish_options<'a>(options: &Options<'a>) -> publish::Options<'a> {
    publish::Options {
        drafts: true,
        is_preview: true,
        interrupted: options.interrupted,
        ..publish::Options::new(options.app, (options.now)())
    }
}

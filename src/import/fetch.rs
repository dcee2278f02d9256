//! Fetches images and other files from the old site, for `--fetch`.
//!
//! A source names the addresses, so each is a stranger's word: none may lead into the network of the one who imports.
//! The address of a server is looked up once, checked, and connected to as it was checked.

use std::collections::HashMap;
use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use fs_err as fs;
use ureq::Agent;
use ureq::http::{Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::media;
use crate::publish::store::hash;

/// The size of the largest file that is fetched, in bytes.
pub const MAX_BYTES: u64 = 50_000_000;

/// How much of a file is in memory at once, in bytes.
const BUFFER: usize = 64 * 1024;

/// How many files are fetched at once.
const AT_ONCE: usize = 4;

/// How often a server that is busy is asked.
const TRIES: u32 = 3;

/// How many times in a row a server may be out of reach before it is no longer asked.
const PATIENCE: usize = 4;

/// The longest time to wait because a server asks for it.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Why a file was not fetched.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchError {
    /// There is no such file: the server says so.
    Gone,
    /// The server has answered with this status.
    Status(u16),
    /// The address is in a private network.
    Private,
    /// The file is too large.
    TooLarge,
    /// It is no image, video or recording.
    OtherType,
    /// The server can't be reached, or the connection was lost.
    Network(String),
    /// The file can't be written.
    Unwritable(String),
    /// The run was stopped.
    Interrupted,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the server has no such file"),
            Self::Status(status) => write!(f, "the server answered {status}"),
            Self::Private => f.write_str("its address is in a private network: add --allow-private if that is right"),
            Self::TooLarge => write!(f, "it is larger than {} MB", MAX_BYTES / 1_000_000),
            Self::OtherType => f.write_str("it is no image, video or recording"),
            Self::Network(why) => write!(f, "the server can't be reached ({why})"),
            Self::Unwritable(why) => write!(f, "it can't be written ({why})"),
            Self::Interrupted => f.write_str("the import was stopped"),
        }
    }
}

/// Fetches files into a folder, each once.
pub struct Fetcher<'a> {
    agent: Agent,
    /// The files that were fetched, each named by its address.
    folder: PathBuf,
    done: HashMap<String, Result<PathBuf, FetchError>>,
    /// How many times in a row each host was out of reach.
    failures: Mutex<HashMap<String, usize>>,
    interrupted: &'a AtomicBool,
}

impl<'a> Fetcher<'a> {
    /// A fetcher that keeps what it fetches in a folder until [`Fetcher::finish`]. What is there already is not fetched again.
    pub fn new(folder: PathBuf, allows_private: bool, interrupted: &'a AtomicBool) -> Self {
        Self::with(folder, if allows_private { |_| true } else { is_public }, interrupted)
    }

    /// A fetcher that connects only to addresses that `is_allowed` accepts.
    fn with(folder: PathBuf, is_allowed: fn(IpAddr) -> bool, interrupted: &'a AtomicBool) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(5)
            // A proxy would look up addresses itself, unchecked.
            .proxy(None)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(20)))
            .timeout_recv_body(Some(Duration::from_secs(120)))
            .timeout_global(Some(Duration::from_secs(180)))
            .user_agent(concat!("broadsheet-import/", env!("CARGO_PKG_VERSION")))
            .accept("image/*,audio/*,video/*;q=0.9")
            .build();
        let resolver = Checked { resolver: DefaultResolver::default(), is_allowed };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, folder, done: HashMap::new(), failures: Mutex::default(), interrupted }
    }

    /// Fetches files, a few at once. Their order has no influence on the result.
    pub fn fetch(&mut self, urls: Vec<String>) {
        let mut urls: Vec<_> = urls.into_iter().filter(|url| !self.done.contains_key(url)).collect();
        urls.sort();
        urls.dedup();
        if urls.is_empty() {
            return;
        }
        let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let this = &*self;
        thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(urls.len()) {
                scope.spawn(|| {
                    while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let result = this.get(url);
                        results.lock().unwrap_or_else(PoisonError::into_inner).push((url.clone(), result));
                    }
                });
            }
        });
        self.done.extend(results.into_inner().unwrap_or_else(PoisonError::into_inner));
    }

    /// The file of an address that was fetched, or why it was not.
    pub fn file(&self, url: &str) -> Option<&Result<PathBuf, FetchError>> {
        self.done.get(url)
    }

    /// Removes the folder with what was fetched, which is in its place now.
    pub fn finish(self) {
        // What can't be removed does no harm: the folder is hidden, and the next run uses it.
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn get(&self, url: &str) -> Result<PathBuf, FetchError> {
        let file = self.folder.join(hash::of(url.as_bytes()));
        if file.is_file() {
            return Ok(file);
        }
        let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let failures = || self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures().get(&host).is_some_and(|count| *count >= PATIENCE) {
            return Err(FetchError::Network("it did not answer before".to_owned()));
        }
        let result = (1..=TRIES).find_map(|attempt| self.attempt(url, &file, attempt)).unwrap_or(Err(FetchError::Gone));
        match &result {
            Err(FetchError::Network(_)) => *failures().entry(host).or_default() += 1,
            _ => {
                failures().remove(&host);
            }
        }
        result.map(|()| file)
    }

    /// Tries to fetch a file. [`None`] if the server is busy, and it is worth another try.
    fn attempt(&self, url: &str, file: &Path, attempt: u32) -> Option<Result<(), FetchError>> {
        if self.is_interrupted() {
            return Some(Err(FetchError::Interrupted));
        }
        let mut response = match self.agent.get(url).call() {
            Ok(response) => response,
            Err(error) => return Some(Err(of_ureq(error))),
        };
        match response.status().as_u16() {
            200..=299 => {}
            404 | 410 => return Some(Err(FetchError::Gone)),
            status @ (429 | 503) => {
                if attempt == TRIES {
                    return Some(Err(FetchError::Status(status)));
                }
                let asked = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                let asked = asked.and_then(|seconds| seconds.trim().parse().ok()).map(Duration::from_secs);
                self.wait(asked.unwrap_or(Duration::from_secs(2_u64.pow(attempt))).min(LONGEST_WAIT));
                return None;
            }
            status => return Some(Err(FetchError::Status(status))),
        }
        let kind =
            response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.trim().to_ascii_lowercase();
        // Some stores of files call all of them a stream of bytes, and the bytes say what they are.
        let kinds =
            ["image/", "audio/", "video/", "application/octet-stream", "binary/octet-stream", "application/ogg"];
        if !kind.is_empty() && !kinds.iter().any(|start| kind.starts_with(start)) {
            return Some(Err(FetchError::OtherType));
        }
        let length = response.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        if length.is_some_and(|length: u64| length > MAX_BYTES) {
            return Some(Err(FetchError::TooLarge));
        }
        // Beyond its limit, the body fails as if the connection were lost, so that `copy` has to see before that it is too large.
        let mut body = response.body_mut().with_config().limit(MAX_BYTES + 2 * BUFFER as u64).reader();
        Some(self.save(&mut body, file))
    }

    fn save(&self, body: &mut impl Read, file: &Path) -> Result<(), FetchError> {
        let unwritable = |error: std::io::Error| FetchError::Unwritable(error.to_string());
        fs::create_dir_all(&self.folder).map_err(unwritable)?;
        let part = file.with_extension("part");
        let mut out = fs::File::create(&part).map_err(unwritable)?;
        let result = copy(body, &mut out, self.interrupted);
        drop(out);
        let result = result.and_then(|()| fs::rename(&part, file).map_err(unwritable));
        if result.is_err() {
            let _ = fs::remove_file(&part);
        }
        result
    }

    fn wait(&self, time: Duration) {
        let step = Duration::from_millis(50);
        for _ in 0..time.as_millis() / step.as_millis() {
            if self.is_interrupted() {
                return;
            }
            thread::sleep(step);
        }
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

/// Copies a body to a file, if it is an image, a video or a recording within the limit.
fn copy(body: &mut impl Read, out: &mut fs::File, interrupted: &AtomicBool) -> Result<(), FetchError> {
    let (mut buffer, mut size, mut is_known) = (vec![0; BUFFER], 0, false);
    loop {
        if interrupted.load(Ordering::Relaxed) {
            return Err(FetchError::Interrupted);
        }
        let mut filled = 0;
        // The first bytes tell what it is, so they are read together.
        while filled < buffer.len() {
            match body.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(FetchError::Network(error.to_string())),
            }
        }
        if !is_known && media::of(&buffer[..filled]).is_none() {
            return Err(FetchError::OtherType);
        }
        is_known = true;
        size += filled as u64;
        if size > MAX_BYTES {
            return Err(FetchError::TooLarge);
        }
        out.write_all(&buffer[..filled]).map_err(|error| FetchError::Unwritable(error.to_string()))?;
        if filled < buffer.len() {
            return Ok(());
        }
    }
}

fn of_ureq(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Io(error) if error.kind() == ErrorKind::PermissionDenied && error.to_string() == PRIVATE => {
            FetchError::Private
        }
        ureq::Error::TooManyRedirects => FetchError::Network("too many redirects".to_owned()),
        error => FetchError::Network(error.to_string()),
    }
}

const PRIVATE: &str = "an address of a private network";

/// Looks up the addresses of servers, and refuses those of private networks. It is asked before each connection, also after a
/// redirect.
#[derive(Debug)]
struct Checked {
    resolver: DefaultResolver,
    is_allowed: fn(IpAddr) -> bool,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| (self.is_allowed)(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            return Err(ureq::Error::Io(std::io::Error::new(ErrorKind::PermissionDenied, PRIVATE)));
        }
        Ok(allowed)
    }
}

/// Whether an address is one of the internet, and not one of this machine or of a network around it.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        // Reserved, and shared by the customers of a provider (RFC 6598).
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        // For protocols (RFC 6890), relays of IPv6, and measurements (RFC 2544).
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || (a == 198 && matches!(b, 18 | 19));
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let [.., high, low] = parts;
    let embedded = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        // An address of IPv4 in other forms: mapped, and translated by NAT64.
        [0, 0, 0, 0, 0, 0xFFFF, ..] | [0x64, 0xFF9B, 0, 0, 0, 0, ..] => is_public_v4(embedded),
        // 6to4 has the address of IPv4 in its second and third part.
        [0x2002, high, low, ..] => is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))),
        // Of all others, only global unicast addresses are public, without those for documentation and Teredo.
        [0x2001, 0 | 0xDB8, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for (address, expected) in [
            ("93.184.216.34", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("172.32.0.1", true),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:4700::1111", true),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fc00::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:93.184.216.34", true),
            ("64:ff9b::a9fe:a9fe", false),
            ("2002:7f00:1::", false),
            ("2001:db8::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
        }
    }
    /// Both addresses are of this machine. The first is allowed here, and stands for one of the internet.
    #[test]
    fn a_redirect_into_a_private_network_is_not_followed() {
        let listen = |address| std::net::TcpListener::bind((address, 0)).unwrap();
        let (public, private) = (listen("127.0.0.1"), listen("127.0.0.2"));
        let target = format!("http://{}/a.png", private.local_addr().unwrap());
        let url = format!("http://{}/a.png", public.local_addr().unwrap());
        let answering = thread::spawn(move || {
            let (mut stream, _) = public.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]).unwrap();
            write!(stream, "HTTP/1.1 302 x\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        let interrupted = AtomicBool::new(false);
        let is_first = |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST);
        let mut fetcher = Fetcher::with(PathBuf::from("unused"), is_first, &interrupted);
        fetcher.fetch(vec![url.clone()]);
        answering.join().unwrap();
        assert_eq!(fetcher.file(&url), Some(&Err(FetchError::Private)));
        private.set_nonblocking(true).unwrap();
        assert!(private.accept().is_err(), "nobody has connected to the private server");
    }
}

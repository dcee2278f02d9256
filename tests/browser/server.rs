//! A static file server on loopback that can simulate every kind of failure.

mod answer;
mod connection;
mod folder;
mod observer;
mod published_headers;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

pub use answer::Answer;
pub use folder::app;

/// The Content-Security-Policy of a strict host, under which the app has to run.
pub const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'none'";

/// What a server answers to `/dir` when `dir` is a folder.
#[derive(Clone, Copy, PartialEq)]
pub enum BareFolder {
    /// A redirect to `/dir/`.
    Redirects,
    /// Answers `/dir` with 404. Only `/dir/`, with the slash, is found.
    NotFound,
    /// The page of `/dir/`.
    ServesPage,
}

/// The configuration of a server.
#[derive(Clone)]
pub struct Host {
    /// The folder that it serves.
    pub folder: PathBuf,
    /// The path under which the folder is served. It begins and ends with `/`.
    pub prefix: &'static str,
    /// What it answers to a folder without its trailing slash.
    pub bare_folder: BareFolder,
    /// The Content-Security-Policy that it sends with every response.
    pub policy: Option<&'static str>,
    /// Whether it sends the right media types for wasm and JSON. Several real servers don't.
    pub knows_modern_types: bool,
    /// Whether it knows any media type except HTML. If not, it sends everything else as `text/plain`.
    pub knows_types: bool,
    /// Whether it sends a CORS header that allows every origin.
    pub allows_cors: bool,
    /// Whether it sends the headers in `_headers`, which `broadsheet publish` writes.
    pub sends_published_headers: bool,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            folder: folder::dist(),
            prefix: "/",
            bare_folder: BareFolder::Redirects,
            policy: Some(STRICT_POLICY),
            knows_modern_types: true,
            knows_types: true,
            allows_cors: false,
            sends_published_headers: false,
        }
    }
}

/// A request in the server's log.
#[derive(Clone, Debug)]
pub struct Request {
    /// The requested path: percent-encoded, with its query.
    pub path: String,
    /// The request headers.
    pub headers: Vec<(String, String)>,
    /// When the request's headers had arrived.
    pub started: Instant,
    /// When the last byte was sent, or the client closed the connection.
    pub finished: Option<Instant>,
    /// How many bytes of the body were sent.
    pub sent: usize,
}

impl Request {
    /// The value of a header. Case does not matter in its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What to do with requests whose path ends in `suffix`.
struct Rule {
    suffix: String,
    /// For how many more requests the rule applies. `None` means all.
    left: Option<usize>,
    effect: Effect,
}

#[derive(Clone)]
enum Effect {
    Answer(Answer),
    Delay(Duration),
}

/// The state that the server shares with its connections.
struct State {
    host: Host,
    /// The headers of `_headers`, if the server sends them.
    published: Option<published_headers::PublishedHeaders>,
    rules: Mutex<Vec<Rule>>,
    log: Mutex<Vec<Request>>,
}

/// A running server. It stops when this is dropped, and closes every connection.
pub struct Server {
    origin: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    pub async fn start(host: Host) -> Self {
        let listener = listen().expect("a free port on 127.0.0.1");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let published = host.sends_published_headers.then(|| published_headers::PublishedHeaders::read(&host.folder));
        let state = Arc::new(State { host, published, rules: Mutex::default(), log: Mutex::default() });
        let task = tokio::spawn(connection::accept(listener, Arc::clone(&state)));
        Self { origin: format!("http://127.0.0.1:{port}"), state, task }
    }

    /// The server's origin, such as `http://127.0.0.1:4000`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of a file in the folder, as in `url("reader.html#/slug")`.
    pub fn url(&self, relative: &str) -> String {
        format!("{}{}{relative}", self.origin, self.state.host.prefix)
    }

    /// Answers every request whose path ends in `suffix` with this, from now on. Of several rules for a path, the
    /// newest applies.
    pub fn answer(&self, suffix: &str, answer: Answer) {
        self.add(suffix, None, Effect::Answer(answer));
    }

    /// Answers the next `times` requests with this. After that, the older rules apply again.
    pub fn answer_next(&self, times: usize, suffix: &str, answer: Answer) {
        self.add(suffix, Some(times), Effect::Answer(answer));
    }

    /// Delays the normal answer to requests whose path ends in `suffix`.
    pub fn delay(&self, suffix: &str, delay: Duration) {
        self.add(suffix, None, Effect::Delay(delay));
    }

    /// Removes all rules for `suffix`, so that the folder answers again.
    pub fn clear_rules(&self, suffix: &str) {
        let mut rules = self.state.rules.lock().expect("no test panics with the lock");
        rules.retain(|rule| rule.suffix != suffix);
    }

    /// All requests so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.state.log.lock().expect("no test panics with the lock").clone()
    }

    /// The requests whose path ends in `suffix`.
    pub fn requests_for(&self, suffix: &str) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| path_only(&request.path).ends_with(suffix));
        requests
    }

    /// Waits until the last request for `suffix` has ended: it was answered, or the client aborted it.
    pub async fn wait_for_request_end(&self, suffix: &str) {
        let begun = Instant::now();
        while self.requests_for(suffix).last().is_some_and(|request| request.finished.is_none()) {
            assert!(begun.elapsed() < Duration::from_secs(5), "{suffix} is still being asked for");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn add(&self, suffix: &str, left: Option<usize>, effect: Effect) {
        let rule = Rule { suffix: suffix.to_owned(), left, effect };
        self.state.rules.lock().expect("no test panics with the lock").push(rule);
    }
}

impl State {
    /// The effect of the newest rule that applies to a path.
    fn effect(&self, path: &str) -> Option<Effect> {
        let mut rules = self.rules.lock().expect("no test panics with the lock");
        let rule = rules.iter_mut().rev().find(|rule| rule.left != Some(0) && path.ends_with(rule.suffix.as_str()))?;
        rule.left = rule.left.map(|left| left - 1);
        Some(rule.effect.clone())
    }

    /// Updates a request in the log.
    fn note(&self, request: usize, change: impl FnOnce(&mut Request)) {
        change(&mut self.log.lock().expect("no test panics with the lock")[request]);
    }
}

/// Removes the query from a path.
fn path_only(path: &str) -> &str {
    path.split('?').next().unwrap_or(path)
}

fn listen() -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // A small send buffer keeps `Request::sent` close to what the client has received.
    socket.set_send_buffer_size(64 * 1024)?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    socket.listen(64)
}

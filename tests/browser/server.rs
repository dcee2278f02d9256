//! A static file server on loopback that can misbehave in every way a test needs.

mod answer;
mod connection;
mod folder;
mod rules;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpSocket};

pub use answer::Answer;

/// The policy of a strict host, under which everything has to run.
pub const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'none'";

/// What a server does with `/dir` when `dir` is a folder.
#[derive(Clone, Copy, PartialEq)]
pub enum BareFolder {
    /// Redirects to `/dir/`.
    Redirects,
    /// Knows only `/dir/`, and answers 404.
    IsMissing,
    /// Sends the page of `/dir/`.
    AnswersThere,
}

/// How a server is set up.
#[derive(Clone)]
pub struct Host {
    /// The folder it serves.
    pub folder: PathBuf,
    /// Where the folder appears; begins and ends with `/`.
    pub prefix: &'static str,
    /// What `/dir` does.
    pub bare_folder: BareFolder,
    /// The Content-Security-Policy sent with everything.
    pub policy: Option<&'static str>,
    /// Whether it knows the types of wasm and JSON; several servers don't.
    pub knows_modern_types: bool,
    /// Whether it knows any type but that of web pages; one that does not sends all else as `text/plain`.
    pub knows_types: bool,
    /// Whether pages of other origins may read what it sends.
    pub open_to_others: bool,
    /// Whether it sends the headers that `broadsheet publish` has written down for the folder.
    pub keeps_rules: bool,
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
            open_to_others: false,
            keeps_rules: false,
        }
    }
}

/// One request, as the log has it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The path as it was sent: still percent-encoded, with its query.
    pub path: String,
    /// The header lines, as they were sent.
    pub headers: Vec<(String, String)>,
    /// When its head had arrived.
    pub started: Instant,
    /// When the last byte had gone, or the client had hung up.
    pub finished: Option<Instant>,
    /// How many bytes of the body were handed to the client.
    pub sent: usize,
}

impl Request {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What to do with the requests whose path ends in `suffix`.
struct Rule {
    suffix: String,
    /// How many more requests it holds for; without a number, for all.
    left: Option<usize>,
    effect: Effect,
}

#[derive(Clone)]
enum Effect {
    Answer(Answer),
    Delay(Duration),
}

/// What the server and its connections share.
struct State {
    host: Host,
    /// None if it doesn't keep to them.
    published: Option<rules::Rules>,
    rules: Mutex<Vec<Rule>>,
    log: Mutex<Vec<Request>>,
}

/// A running server; it stops with the runtime it was started on.
pub struct Server {
    origin: String,
    state: Arc<State>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    pub async fn start(host: Host) -> Self {
        let listener = listen().expect("a free port on 127.0.0.1");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let published = host.keeps_rules.then(|| rules::Rules::read(&host.folder));
        let state = Arc::new(State { host, published, rules: Mutex::default(), log: Mutex::default() });
        tokio::spawn(connection::accept(listener, Arc::clone(&state)));
        Self { origin: format!("http://127.0.0.1:{port}"), state }
    }

    /// As in `http://127.0.0.1:4000`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of something in the folder, as in `url("reader.html#/slug")`.
    pub fn url(&self, relative: &str) -> String {
        format!("{}{}{relative}", self.origin, self.state.host.prefix)
    }

    /// From now on, answers every request whose path ends in `suffix` like this.
    /// The newest rule for a path wins.
    pub fn answer(&self, suffix: &str, answer: Answer) {
        self.add(suffix, None, Effect::Answer(answer));
    }

    /// Answers the next `times` requests like this; what held before holds again after them.
    pub fn answer_next(&self, times: usize, suffix: &str, answer: Answer) {
        self.add(suffix, Some(times), Effect::Answer(answer));
    }

    /// Waits before answering from the folder.
    pub fn delay(&self, suffix: &str, delay: Duration) {
        self.add(suffix, None, Effect::Delay(delay));
    }

    /// Forgets all that was said about `suffix`: the folder answers again.
    pub fn heal(&self, suffix: &str) {
        let mut rules = self.state.rules.lock().expect("no test panics with the lock");
        rules.retain(|rule| rule.suffix != suffix);
    }

    /// Every request so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.state.log.lock().expect("no test panics with the lock").clone()
    }

    /// The requests whose path ends in `suffix`.
    pub fn requests_for(&self, suffix: &str) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| path_only(&request.path).ends_with(suffix));
        requests
    }

    /// Waits until the last request for `suffix` is over: answered, or given up by the client.
    pub async fn sees_the_end_of(&self, suffix: &str) {
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
    /// What the newest rule says about a path, if any does.
    fn effect(&self, path: &str) -> Option<Effect> {
        let mut rules = self.rules.lock().expect("no test panics with the lock");
        let rule = rules.iter_mut().rev().find(|rule| rule.left != Some(0) && path.ends_with(rule.suffix.as_str()))?;
        rule.left = rule.left.map(|left| left - 1);
        Some(rule.effect.clone())
    }

    /// Changes the newest facts about a request in the log.
    fn note(&self, request: usize, change: impl FnOnce(&mut Request)) {
        change(&mut self.log.lock().expect("no test panics with the lock")[request]);
    }
}

/// A path without its query.
fn path_only(path: &str) -> &str {
    path.split('?').next().unwrap_or(path)
}

fn listen() -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // Small, so that `Request::sent` is near what the client has taken.
    socket.set_send_buffer_size(64 * 1024)?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    socket.listen(64)
}

//! Handles connections, with one request each: reads it, logs it, and answers by the server's rules.

use std::future::pending;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf, split};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::answer::{Answer, Delivery};
use super::{Effect, Request, State, observer, path_only};

/// Accepts connections until the task is aborted, which closes them all.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        // An error here means that the client closed the connection. The log already has the request.
        connections.spawn(async move { serve(stream, &state).await.ok() });
    }
}

async fn serve(stream: TcpStream, state: &State) -> Result<()> {
    let (mut from_client, to_client) = split(stream);
    let request = read_head(&mut from_client).await?;
    let path = path_only(&request.path).to_owned();
    let is_observed = observer::is_needed_for(&request);
    let number = {
        let mut log = state.log.lock().expect("no test panics with the lock");
        log.push(request);
        log.len() - 1
    };
    let mut answer = match state.effect(&path) {
        Some(Effect::Answer(answer)) => answer,
        Some(Effect::Delay(delay)) => state.host.answer(&path).after(delay),
        None => state.host.answer(&path),
    };
    if is_observed {
        observer::add_to(&mut answer);
    }
    let mut response = Response { to_client, state, number, is_observed };
    let result = tokio::select! {
        result = response.send(&answer, &path) => result,
        () = hung_up(&mut from_client) => Err(ErrorKind::ConnectionReset.into()),
    };
    state.note(number, |request| request.finished = Some(Instant::now()));
    result?;
    response.to_client.shutdown().await
}

/// Reads the request's headers. The requests of these tests have no body.
async fn read_head(from_client: &mut ReadHalf<TcpStream>) -> Result<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(from_client.read_u8().await?);
    }
    let head = String::from_utf8(head).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
    let mut lines = head.lines();
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Ok(Request { path, headers, started: Instant::now(), finished: None, sent: 0 })
}

/// Returns when the client has closed the connection.
async fn hung_up(from_client: &mut ReadHalf<TcpStream>) {
    while from_client.read_u8().await.is_ok() {}
}

/// How many bytes of an endless answer are sent as fast as the client takes them: more than any limit of the app.
const BURST: usize = 8_000_000;

/// The pause between two chunks after the burst. A browser takes bytes while a busy page is still on its way to the limit; so
/// how many it has taken says something about the page only if they come slowly.
const PAUSE_AFTER_BURST: Duration = Duration::from_millis(50);

/// A response that is being sent.
struct Response<'a> {
    to_client: WriteHalf<TcpStream>,
    state: &'a State,
    number: usize,
    /// Whether the observer script was added, which the policy has to allow.
    is_observed: bool,
}

impl Response<'_> {
    async fn send(&mut self, answer: &Answer, path: &str) -> Result<()> {
        sleep(answer.delay).await;
        let body = answer.body.as_slice();
        match answer.delivery {
            Delivery::Silence => pending().await,
            Delivery::HangUp => Ok(()),
            Delivery::Whole => {
                self.head(answer, path).await?;
                self.bytes(body).await
            }
            Delivery::CutOff(at) => {
                self.head(answer, path).await?;
                self.bytes(&body[..at]).await
            }
            Delivery::Stalled(at) => {
                self.head(answer, path).await?;
                self.bytes(&body[..at]).await?;
                pending().await
            }
            Delivery::Trickled(pause) => {
                self.head(answer, path).await?;
                self.trickle(body, pause).await
            }
            Delivery::Chunked => {
                self.head(answer, path).await?;
                self.chunks(body).await?;
                self.raw(b"0\r\n\r\n").await
            }
            Delivery::ChunksCutOff(at) => {
                self.head(answer, path).await?;
                self.chunks(&body[..at]).await
            }
            Delivery::Endless => {
                self.head(answer, path).await?;
                self.chunks(body).await?;
                self.chunks(&vec![b' '; BURST]).await?;
                loop {
                    sleep(PAUSE_AFTER_BURST).await;
                    self.chunks(&[b' '; 16 * 1024]).await?;
                }
            }
        }
    }

    async fn head(&mut self, answer: &Answer, path: &str) -> Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
        let mut add = |name: &str, value: &str| match name {
            "Content-Security-Policy" if self.is_observed => {
                head.push_str(&format!("{name}: {}\r\n", observer::allowed_by(value)));
            }
            _ => head.push_str(&format!("{name}: {value}\r\n")),
        };
        for (name, value) in &answer.headers {
            add(name, value);
        }
        if !answer.headers.iter().any(|(name, _)| name == "Content-Type") {
            add("Content-Type", self.state.host.type_of(Path::new(path)));
        }
        if let Some(policy) = self.state.host.policy {
            add("Content-Security-Policy", policy);
        }
        for (name, value) in self.state.published.iter().flat_map(|rules| rules.headers(path)) {
            add(name, value);
        }
        if self.state.host.allows_cors {
            add("Access-Control-Allow-Origin", "*");
        }
        match answer.delivery {
            Delivery::Chunked | Delivery::ChunksCutOff(_) | Delivery::Endless => {
                add("Transfer-Encoding", "chunked");
            }
            _ => add("Content-Length", &answer.body.len().to_string()),
        }
        add("Connection", "close");
        head.push_str("\r\n");
        self.raw(head.as_bytes()).await
    }

    async fn trickle(&mut self, body: &[u8], pause: Duration) -> Result<()> {
        for byte in body {
            self.bytes(std::slice::from_ref(byte)).await?;
            sleep(pause).await;
        }
        Ok(())
    }

    async fn chunks(&mut self, body: &[u8]) -> Result<()> {
        for chunk in body.chunks(16 * 1024) {
            self.raw(format!("{:x}\r\n", chunk.len()).as_bytes()).await?;
            self.bytes(chunk).await?;
            self.raw(b"\r\n").await?;
        }
        Ok(())
    }

    /// Sends a part of the body, and counts its bytes.
    async fn bytes(&mut self, body: &[u8]) -> Result<()> {
        for part in body.chunks(16 * 1024) {
            self.raw(part).await?;
            self.state.note(self.number, |request| request.sent += part.len());
        }
        Ok(())
    }

    async fn raw(&mut self, bytes: &[u8]) -> Result<()> {
        self.to_client.write_all(bytes).await?;
        self.to_client.flush().await
    }
}

/// The reason phrase of a status.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        404 => "Not Found",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Whatever",
    }
}

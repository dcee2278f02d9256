//! Responses of the server, and how their bytes are delivered.

use std::time::Duration;

use serde_json::Value;

/// A response, complete or broken.
#[derive(Clone)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
}

/// How the bytes of a response are delivered.
#[derive(Clone, Copy)]
pub(super) enum Delivery {
    /// Complete, with `Content-Length`.
    Whole,
    /// Chunked, without `Content-Length`.
    Chunked,
    /// With `Content-Length`, but the connection closes after so many bytes.
    CutOff(usize),
    /// Chunked, but the connection closes after so many bytes, without the last chunk.
    ChunksCutOff(usize),
    /// With `Content-Length`, but nothing is sent after so many bytes.
    Stalled(usize),
    /// One byte at a time, with this pause.
    Trickled(Duration),
    /// Chunked, followed by endless spaces: many at once, then slowly.
    Endless,
    /// Nothing is sent, and the connection stays open.
    Silence,
    /// Nothing is sent, and the connection closes.
    HangUp,
}

impl Answer {
    /// Status 200 with this body. The media type follows from the path.
    pub fn bytes(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into(), delivery: Delivery::Whole, delay: Duration::ZERO }
    }

    /// A JSON document.
    pub fn json(value: &Value) -> Self {
        Self::bytes(value.to_string())
    }

    /// A web page.
    pub fn web_page(html: &str) -> Self {
        Self::bytes(html).header("Content-Type", "text/html; charset=utf-8")
    }

    /// A status, with the short web page that most servers send with it.
    pub fn status(status: u16) -> Self {
        let page = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
        Self { status, ..Self::web_page(&page) }
    }

    /// A redirect to another address.
    pub fn redirect(to: &str) -> Self {
        Self { status: 302, ..Self::bytes("") }.header("Location", to)
    }

    /// No response; the connection stays open.
    pub fn silence() -> Self {
        Self { delivery: Delivery::Silence, ..Self::bytes("") }
    }

    /// No response; the connection closes.
    pub fn hang_up() -> Self {
        Self { delivery: Delivery::HangUp, ..Self::bytes("") }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Delays the response.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Sends the body in chunks, without `Content-Length`.
    pub fn chunked(self) -> Self {
        Self { delivery: Delivery::Chunked, ..self }
    }

    /// Sends the full `Content-Length`, but closes the connection after so many bytes.
    pub fn cut_off_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::CutOff(bytes), ..self }
    }

    /// Sends chunks, and closes the connection after so many bytes without the last chunk.
    pub fn chunks_cut_off_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::ChunksCutOff(bytes), ..self }
    }

    /// Sends the full `Content-Length`, but nothing after so many bytes.
    pub fn stalled_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::Stalled(bytes), ..self }
    }

    /// Sends one byte at a time, with this pause after each.
    pub fn trickled(self, pause: Duration) -> Self {
        Self { delivery: Delivery::Trickled(pause), ..self }
    }

    /// Sends chunks without end.
    pub fn endless(self) -> Self {
        Self { delivery: Delivery::Endless, ..self }
    }
}

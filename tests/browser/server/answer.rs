//! What the server says to one request, and how it says it.

use std::time::Duration;

use serde_json::Value;

/// A response, whole or broken.
#[derive(Clone)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
}

/// How the bytes of a response go out.
#[derive(Clone, Copy)]
pub(super) enum Delivery {
    /// With their true length.
    Whole,
    /// In chunks, without a length.
    Chunked,
    /// With their true length, but the connection closes after so many.
    CutOff(usize),
    /// In chunks, and the connection closes after so many, without the last chunk.
    ChunksCutOff(usize),
    /// With their true length, but nothing comes after so many.
    Stalled(usize),
    /// A byte at a time.
    Dribbled(Duration),
    /// In chunks, followed by spaces without end.
    Endless,
    /// Not even a status line, on an open connection.
    Silence,
    /// Not even a status line: the connection closes.
    HangUp,
}

impl Answer {
    /// Status 200 with these bytes; the type follows from the path.
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

    /// A status with the short web page most servers send along.
    pub fn status(status: u16) -> Self {
        let page = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
        Self { status, ..Self::web_page(&page) }
    }

    /// A redirect to another address.
    pub fn redirect(to: &str) -> Self {
        Self { status: 302, ..Self::bytes("") }.header("Location", to)
    }

    /// No byte at all, while the connection stays open.
    pub fn silence() -> Self {
        Self { delivery: Delivery::Silence, ..Self::bytes("") }
    }

    /// No byte at all: the connection closes.
    pub fn hang_up() -> Self {
        Self { delivery: Delivery::HangUp, ..Self::bytes("") }
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before the first byte.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Streams without saying how much there is.
    pub fn chunked(self) -> Self {
        Self { delivery: Delivery::Chunked, ..self }
    }

    /// Promises all, closes after so many bytes.
    pub fn cut_off_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::CutOff(bytes), ..self }
    }

    /// Streams, and closes after so many bytes without saying that this was all.
    pub fn chunks_cut_off_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::ChunksCutOff(bytes), ..self }
    }

    /// Promises all, sends so many bytes, and then nothing.
    pub fn stalled_at(self, bytes: usize) -> Self {
        Self { delivery: Delivery::Stalled(bytes), ..self }
    }

    /// A byte at a time, with this pause after each.
    pub fn dribbled(self, pause: Duration) -> Self {
        Self { delivery: Delivery::Dribbled(pause), ..self }
    }

    /// Streams, and never comes to an end.
    pub fn endless(self) -> Self {
        Self { delivery: Delivery::Endless, ..self }
    }
}

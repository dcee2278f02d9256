//! Waits until a page has done all that it does by itself, for tests that look whether something has changed or not.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::browser::Page;
use crate::server::Answer;

/// How long nothing is requested before a page counts as quiet.
const QUIET: Duration = Duration::from_millis(500);

/// How long a page may take until it is quiet.
const TIMEOUT: Duration = Duration::from_secs(20);

impl Page {
    /// Waits until two more frames are rendered. The browser reports a layout shift one frame late.
    pub async fn wait_for_two_frames(&self) {
        let frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
        self.get::<Value>(frames).await;
    }

    /// Waits until the page has handled everything that its server has sent so far: until a later request is answered,
    /// and two more frames are rendered.
    pub async fn wait_for_round_trip(&self) {
        self.server.answer("round-trip", Answer::bytes(""));
        let url = json!(self.server.url("round-trip"));
        // An image, since the policy of a page may forbid it to connect.
        let load = "const image = new Image(); image.onload = image.onerror = () => done(null)";
        self.get::<Value>(&format!("new Promise(done => {{ {load}; image.src = {url}; }})")).await;
        self.wait_for_two_frames().await;
    }

    /// Waits until a path that begins like this was requested.
    pub async fn wait_until_requested(&self, path: &str) {
        let begun = Instant::now();
        while !self.server.requests().iter().any(|request| request.path.starts_with(path)) {
            assert!(begun.elapsed() < TIMEOUT, "{path} is not requested");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the page has loaded, and its server has had nothing to do for half a second.
    pub async fn wait_until_quiet(&self) {
        self.wait_until("the page", "document.readyState === 'complete'").await;
        let begun = Instant::now();
        let is_recent = |end: Option<Instant>| end.is_none_or(|end| end.elapsed() < QUIET);
        while self.server.requests().iter().any(|request| is_recent(request.finished)) {
            assert!(begun.elapsed() < TIMEOUT, "the page does not stop making requests");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.wait_for_two_frames().await;
    }
}

//! Browsers that run, and that no test uses at the moment. To start one takes seconds, so tests use it one after another.

use std::sync::Mutex;

/// The idle browsers of one engine.
pub(super) struct Pool<Browser>(Mutex<Vec<Browser>>);

impl<Browser> Pool<Browser> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Takes an idle browser, if there is one.
    pub(super) fn take(&self) -> Option<Browser> {
        self.0.lock().expect("no test panics with the lock").pop()
    }

    /// Keeps a browser for the next test.
    pub(super) fn put_back(&self, browser: Browser) {
        self.0.lock().expect("no test panics with the lock").push(browser);
    }
}

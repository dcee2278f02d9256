//! Replaces the crate of the same name, which leptos depends on for its server functions.
//!
//! Broadsheet has no server, so nothing calls this code. But the real crate exports three classes to JavaScript, and
//! neither the linker nor wasm-opt can remove an export and what it calls: 5.5 kB (brotli). This crate has only the
//! functions that `server_fn` needs to compile.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A readable stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps the browser's object.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Never called, since only a server function sends a stream.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("Broadsheet has no server functions")
    }

    /// Returns the browser's object.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Never called, since only a server function receives a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}

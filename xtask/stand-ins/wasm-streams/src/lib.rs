//! Stands in for the crate of this name, which leptos brings along for its server functions.
//!
//! Broadsheet has no server, so none of this is ever called. But the real crate exports three classes to JavaScript,
//! and what is exported no linker and no wasm-opt can drop, nor what it calls: 5.5 kB brotli of 73. What is here is
//! the part of its interface that `server_fn` compiles against.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A stream that can be read.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Keeps the browser's stream.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Never called: only a server function sends a stream.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("Broadsheet has no server functions")
    }

    /// Gives the browser's stream back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Never called: only a server function receives a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}

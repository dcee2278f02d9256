//! The browser's way in: what `start.js` calls once the code is there. What `embed.js` calls is in `broadsheet::embed`.

// Nothing runs before it is called, so the wasm does without what Rust puts around a `main`.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use {broadsheet::load::PreloadedResponses, js_sys::Map, wasm_bindgen::prelude::*};

/// Opens the page. `root` is the publication's address, and `preloaded` holds the requests that `start.js` has made, by
/// address: see [`PreloadedResponses`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn open(root: String, preloaded: Map) {
    broadsheet::page::start(root, PreloadedResponses::new(preloaded));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

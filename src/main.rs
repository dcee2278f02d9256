//! The entry point in the browser, which `start.js` calls when the wasm is loaded. The one for `embed.js` is in
//! `broadsheet::embed`.

// No code runs before `open` is called. Without a `main`, the wasm is smaller.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use {broadsheet::load::PreloadedResponses, js_sys::Map, wasm_bindgen::prelude::*};

/// Starts the app. `root` is the publication's address. `preloaded` has the requests that `start.js` has already made,
/// by address: see [`PreloadedResponses`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn open(root: String, preloaded: Map) {
    broadsheet::page::start(root, PreloadedResponses::new(preloaded));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

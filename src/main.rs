//! The browser's way in: what `start.js` calls once the code is there. What `embed.js` calls is in `broadsheet::embed`.

#[cfg(target_arch = "wasm32")]
use {broadsheet::load::Early, js_sys::Map, wasm_bindgen::prelude::*, web_sys::AbortController};

/// Opens the page. `root` is the publication's address, `early` the answers on their way by address, and `controller`
/// what aborts them.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn open(root: String, early: Map, controller: AbortController) {
    broadsheet::page::start(root, Early::new(early, controller));
}

/// Makes alive what is in a finished page. `root` is the publication's address.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn enliven(root: String) {
    broadsheet::page::enliven(root);
}

fn main() {}

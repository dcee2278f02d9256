//! The browser's way in: what `start.js` and `embed.js` call once the code is there.

#[cfg(target_arch = "wasm32")]
use {
    broadsheet::{embed::Mounted, load::Early},
    js_sys::{Map, Uint8Array},
    wasm_bindgen::prelude::*,
    web_sys::{AbortController, Element},
};

/// Opens the page. `root` is the publication's address, `early` the answers on their way by address, and `controller`
/// what aborts them.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn open(root: String, early: Map, controller: AbortController) {
    broadsheet::page::start(root, Early::new(early, controller));
}

/// Puts a story into an element of somebody else's page. `bytes` are those of its file and `url` is the file's address;
/// the headline has level `heading_level` (1–6), and `card` asks for the story in brief.
///
/// # Errors
///
/// Throws a string if the bytes are no story: the code of the fault, a colon, and words for the publisher.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn mount(
    place: &Element,
    bytes: &Uint8Array,
    url: String,
    heading_level: u8,
    card: bool,
) -> Result<Mounted, JsValue> {
    broadsheet::embed::mount(place, bytes, url, heading_level, card)
        .map_err(|error| JsValue::from(format!("{}: {error}", error.code())))
}

/// Makes alive what is in a finished page. `root` is the publication's address.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn enliven(root: String) {
    broadsheet::page::enliven(root);
}

fn main() {}

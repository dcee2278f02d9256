//! Finds the direction of a language's script with the browser's `Intl.Locale`.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::RIGHT_TO_LEFT;

#[wasm_bindgen]
extern "C" {
    type Locale;

    /// Throws if the text is not a language tag.
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(tag: &str) -> Result<Locale, JsValue>;

    /// Adds the likely script of the language to the tag, from CLDR.
    #[wasm_bindgen(method)]
    fn maximize(this: &Locale) -> Locale;
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    let script = Locale::new(lang).ok().and_then(|locale| Reflect::get(&locale.maximize(), &"script".into()).ok());
    script.and_then(|script| script.as_string()).is_some_and(|script| RIGHT_TO_LEFT.contains(&script.as_str()))
}

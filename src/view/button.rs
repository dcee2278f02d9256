//! What a reader can press.

use leptos::ev::MouseEvent;

use super::markup::{Element, el};

/// A button. `class` is its part's name as well; `name` is what assistive technology calls it, if not by its words.
pub fn button(
    class: &'static str,
    words: &str,
    name: Option<&str>,
    on_click: impl Fn(MouseEvent) + 'static,
) -> Element {
    let button = el("button").class(class).part(class).attr("type", "button").maybe("aria-label", name).with(words);
    #[cfg(target_arch = "wasm32")]
    return button.on_click(on_click);
    // HTML can't listen.
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = on_click;
        button
    }
}

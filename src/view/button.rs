//! Buttons.

use leptos::ev::MouseEvent;

use super::markup::{Element, el};

/// A button. `class` is also the name of its part; `name` is its accessible name, if that is not its text.
pub fn button(
    class: &'static str,
    words: &str,
    name: Option<&str>,
    on_click: impl Fn(MouseEvent) + 'static,
) -> Element {
    let button = el("button").class(class).part(class).attr("type", "button").maybe("aria-label", name).with(words);
    #[cfg(target_arch = "wasm32")]
    return button.on_click(on_click);
    // HTML has no event listeners.
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = on_click;
        button
    }
}

//! What a reader can press.

use std::rc::Rc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::markup::Markup;

/// A button. `class` is its part's name as well; `name` is what assistive technology calls it, if not by its words.
pub fn button(class: &'static str, words: String, name: Option<String>, press: Rc<dyn Fn(MouseEvent)>) -> Markup {
    view! { <button class=class part=class type="button" aria-label=name on:click=move |event| press(event)>{words}</button> }
        .into_any()
        .into()
}

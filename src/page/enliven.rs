//! What is alive in a finished page. Its text is there, and stays as it is.

use leptos::prelude::{Mountable, Render, document};
use web_sys::Element;

use crate::article::link::Base;
use crate::article::player::Player;
use crate::labels::Labels;
use crate::view::load_button;
use crate::view::markup::Markup;

/// Adds what takes the app: buttons in the rooms of players. Then `#page` gets the attribute `data-alive`.
///
/// `root` is the publication's address, which ends in `/`. Nothing is fetched, and no text changes.
pub fn enliven(root: String) {
    let base = Base::new(root);
    // One at a time: a list of elements would bring another class of the browser's into the build.
    while let Some(room) = find(".embed .room:not([data-alive])") {
        let _ = room.set_attribute("data-alive", "");
        make_playable(&room, &base);
    }
    if let Some(page) = find("#page") {
        let _ = page.set_attribute("data-alive", "");
    }
}

/// The facts are those that the page shows: which film it is, by its link, and what it is called.
fn make_playable(room: &Element, base: &Base) {
    let Some(caption) = room.next_element_sibling() else {
        return;
    };
    let part = |selector| caption.query_selector(selector).ok().flatten();
    let address = part(".source a").and_then(|link| link.get_attribute("href"));
    let player = address.and_then(|address| base.link(&address)).and_then(|link| Player::of(&link));
    let title = part(".caption").and_then(|title| title.text_content());
    if let Some((player, title)) = player.zip(title) {
        put(load_button(player, title, labels(room)), room);
    }
}

/// The words of the interface, in the language of an element.
fn labels(element: &Element) -> &'static Labels {
    let speaker = element.closest("[lang]").ok().flatten();
    Labels::of(&speaker.and_then(|element| element.get_attribute("lang")).unwrap_or_default())
}

fn put(markup: Markup, parent: &Element) {
    let mut standing = markup.build();
    standing.mount(parent, None);
    // It stands as long as the page does.
    std::mem::forget(standing);
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

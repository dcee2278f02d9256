//! What a page says of itself, for browsers, search engines and previews.

use crate::site::Site;
use crate::view::markup::Markup;

use super::content::{Publication, Story};
use super::place::Place;

/// The title of a window: what is shown, and where.
pub fn title(shown: &str, site: &Site) -> String {
    match &site.title {
        Some(name) => format!("{shown} – {name}"),
        None => shown.to_owned(),
    }
}

/// For the page of a story.
pub fn of_story(_: &Publication, _: &Story) -> Vec<Markup> {
    Vec::new()
}

/// For the page of a story that other sites frame.
pub fn of_frame(_: &Publication, _: &Story) -> Vec<Markup> {
    Vec::new()
}

/// For a page of a list.
pub fn of_list(_: &Publication, _: &Place) -> Vec<Markup> {
    Vec::new()
}

//! The rights line.

use leptos::prelude::*;

use crate::article::Direction;
use crate::article::rights::Rights;

use super::bidi::in_order;
use super::linked;
use super::markup::{Markup, el};

/// The rights line: who owns an article, and under which licence it may be used.
#[component(transparent)]
pub fn RightsLine<'a>(
    /// The owner, the year and the licence.
    rights: &'a Rights,
    /// The year of publication, used if the rights name no year.
    published: Option<u16>,
    /// The direction of the article's text.
    direction: Direction,
) -> Markup {
    let year = rights.year.clone().or(published.map(|year| year.to_string())).map(|year| year + " ");
    let line = el("p").class("rights").with("© ").with(year).with(el("bdi").with(rights.holder.as_str()));
    match &rights.licence {
        Some(licence) => line
            .with(" · ")
            .with(linked(in_order(&licence.name, direction), licence.href.as_ref(), Some("license")))
            .into(),
        None => line.into(),
    }
}

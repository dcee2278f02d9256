//! The strip that says whether the reader is logged in.

use leptos::prelude::*;

use crate::article::Direction;
use crate::article::link::Link;
use crate::labels::Labels;

use super::markup::{Markup, el};

/// The strip that says whether the reader is logged in, with the way to the login page.
#[component]
pub fn SessionBar<'a>(
    /// The login page; the strip stays empty, at its height, until there is one.
    login: Option<Link>,
    /// What `login` was made from, with `{return}` in it. The HTML of a finished page is written before anybody knows at
    /// which address it will be read, so the link is made anew there.
    template: Option<&'a str>,
    /// For all its words.
    labels: &'static Labels,
) -> Markup {
    let Some(login) = login else {
        return el("div").class("session-bar").maybe("data-login", template).into();
    };
    // The arrow only decorates, so it is no part of the link's name.
    let arrow = el("span").class("arrow").attr("aria-hidden", "true").with(" >");
    let link = el("a").attr("href", login.href()).with(labels.log_in).with(arrow);
    // Not a `p`, which Reader View counts as text.
    let words = el("span").with(labels.logged_out).with(" ").with(link);
    let bar = el("aside").class("session-bar").attr("aria-label", labels.session).maybe("data-login", template);
    // The page may be in a language that there are no labels for.
    bar.attr("lang", labels.lang).attr("dir", Direction::of(labels.lang).name()).with(words).into()
}

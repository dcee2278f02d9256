//! The error message in place of an article that can't be shown.

use std::rc::Rc;

use leptos::prelude::*;

use crate::address::Target;
use crate::labels::Labels;
use crate::load::LoadError;

use super::button::button;
use super::headline::heading;
use super::markup::{Markup, el};

/// The error message: what happened, and what the reader can do.
#[component(transparent)]
pub fn FaultView<'a>(
    /// Why the article can't be shown.
    error: &'a LoadError,
    /// The texts of the message.
    labels: &'static Labels,
    /// The address of the front page; [`None`] if there is none.
    home: Option<&'a Target>,
    /// Called when the reader presses the retry button, which is there if a retry may succeed.
    retry: Rc<dyn Fn()>,
) -> Markup {
    let (title, advice) = labels.fault(error.fault());
    let details = error.details();
    let details = details.map(|details| el("p").class("details").attr("lang", "en").with(el("code").with(details)));
    let button = error.may_pass().then(|| button("retry", labels.retry, None, move |_| retry()));
    let home = home.map(|home| el("a").class("home").address("href", home).with(labels.home));
    let ways = (button.is_some() || home.is_some()).then(|| el("p").class("ways").with(button).with(home));
    el("section")
        .class("fault")
        .attr("role", "alert")
        .attr("data-fault", error.code())
        .with(heading(1).attr("tabindex", "-1").with(title))
        .with(el("p").with(advice))
        .with(details)
        .with(ways)
        .into()
}

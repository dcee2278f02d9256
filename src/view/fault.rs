//! What stands in an article's place when it does not come.

use std::rc::Rc;

use leptos::prelude::*;

use crate::address::Target;
use crate::labels::Labels;
use crate::load::LoadError;

use super::button::button;
use super::headline::heading;
use super::markup::{Markup, el};

/// What happened, and what the reader can do.
#[component(transparent)]
pub fn FaultView<'a>(
    /// Why the article did not come.
    error: &'a LoadError,
    /// For the words.
    labels: &'static Labels,
    /// The front page; [`None`] where there is none to go to.
    home: Option<&'a Target>,
    /// Called for another try, where one could end differently.
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

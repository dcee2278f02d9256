//! The skeleton.

use leptos::prelude::*;

use crate::labels::Labels;

use super::markup::{Markup, el};

/// The skeleton of an article, shown while it loads. It is the same as in index.html.
#[component(transparent)]
pub fn Skeleton(
    /// The texts for assistive technology.
    labels: &'static Labels,
) -> Markup {
    let bars = ["kicker", "headline", "standfirst", "byline", "lead", "line", "line", "line"];
    let bars = bars.map(|part| el("div").attr("class", format!("bar {part}")).attr("aria-hidden", "true"));
    el("div")
        .class("skeleton")
        .attr("role", "status")
        .with(el("p").with(labels.loading))
        .with(Markup::group(bars))
        .into()
}

//! What stands in an article's place while it loads.

use leptos::prelude::*;

use crate::labels::Labels;

use super::markup::{Markup, el};

/// An article's outline, the same as in index.html.
#[component(transparent)]
pub fn Skeleton(
    /// For the words that assistive technology reads.
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

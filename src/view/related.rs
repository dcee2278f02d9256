//! Further reading.

use leptos::prelude::*;

use crate::article::related::Related;

use super::bidi::in_order;
use super::headline::heading;
use super::markup::{Markup, el};
use super::{RenderContext, unmarked_list};

/// Other stories worth reading after this one.
#[component(transparent)]
pub fn RelatedStories<'a>(
    /// In the order of the file; none gives no section.
    stories: &'a [Related],
    /// What the story's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    if stories.is_empty() {
        return Markup::NOTHING;
    }
    let items = stories.iter().map(|story| {
        let kicker =
            story.kicker.as_ref().map(|kicker| el("span").class("kicker").with(in_order(kicker, context.direction)));
        // Decorative: the headline stands beside it.
        let image = story.image.as_ref().map(|image| {
            let image = el("img").attr("alt", "").attr("width", "3").attr("height", "2").address("src", image);
            image.attr("loading", "lazy")
        });
        let headline = el("a").address("href", &story.href).with(in_order(&story.headline, context.direction));
        el("li").with(image).with(el("span").with(kicker).with(headline))
    });
    let title = heading(context.heading_level + 1).with(context.say(context.labels.related));
    el("section").class("related").with(title).with(unmarked_list("ul").with(Markup::group(items))).into()
}

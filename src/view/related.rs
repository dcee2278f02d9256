//! Related articles.

use leptos::prelude::*;

use crate::article::related::Related;

use super::bidi::in_order;
use super::headline::heading;
use super::markup::{Markup, el};
use super::{RenderContext, unmarked_list};

/// The list of related articles.
#[component(transparent)]
pub fn RelatedArticles<'a>(
    /// The articles, in the order of the file. Without any, there is no section.
    articles: &'a [Related],
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    if articles.is_empty() {
        return Markup::NOTHING;
    }
    let items = articles.iter().map(|article| {
        let kicker =
            article.kicker.as_ref().map(|kicker| el("span").class("kicker").with(in_order(kicker, context.direction)));
        // The image is decorative: the headline is beside it.
        let image = article.image.as_ref().map(|image| {
            let image = el("img").attr("alt", "").attr("width", "3").attr("height", "2").address("src", image);
            image.attr("loading", "lazy")
        });
        let headline = el("a").address("href", &article.href).with(in_order(&article.headline, context.direction));
        el("li").with(image).with(el("span").with(kicker).with(headline))
    });
    let title = heading(context.heading_level + 1).with(context.label(context.labels.related));
    el("section").class("related").with(title).with(unmarked_list("ul").with(Markup::group(items))).into()
}

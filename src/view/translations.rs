//! The other languages of an article.

use leptos::prelude::*;

use crate::article::translations::Translation;
use crate::labels::Labels;

use super::RenderContext;
use super::markup::{Markup, el, fragment};

/// The other languages an article is in, each called what it calls itself.
#[component(transparent)]
pub fn Translations<'a>(
    /// In the order of the file; none gives no line.
    translations: &'a [Translation],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    if translations.is_empty() {
        return Markup::NOTHING;
    }
    let links = translations.iter().enumerate().map(|(index, translation)| {
        let joint = if index > 0 { ", " } else { context.labels.also_in };
        let lang = translation.lang.as_str();
        let link = el("a").address("href", &translation.href).attr("hreflang", lang).attr("lang", lang);
        let link = link.attr("rel", "alternate").with(Labels::language_name(lang));
        fragment().with(joint).with(link)
    });
    el("p").class("translations").with(context.say(Markup::group(links))).into()
}

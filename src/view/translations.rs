//! Links to translations.

use leptos::prelude::*;

use crate::article::translations::Translation;
use crate::labels::Labels;

use super::RenderContext;
use super::markup::{Markup, el, fragment};

/// The line that links to the article in other languages, each under its own name.
#[component(transparent)]
pub fn Translations<'a>(
    /// The translations, in the order of the file. Without any, there is no line.
    translations: &'a [Translation],
    /// What all views of the article need to know.
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
    el("p").class("translations").with(context.label(Markup::group(links))).into()
}

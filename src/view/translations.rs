//! The other languages of a story.

use leptos::prelude::*;

use crate::article::apparatus::Translation;
use crate::labels::Labels;

use super::markup::{Markup, el};

/// The other languages a story is in, each called what it calls itself.
#[component]
pub fn Translations<'a>(
    /// In the order of the file; none gives no line.
    translations: &'a [Translation],
    /// For "Also in".
    labels: &'static Labels,
) -> Markup {
    if translations.is_empty() {
        return Markup::Group(Vec::new());
    }
    let mut line = el("p").class("translations").with(labels.also_in);
    for (index, translation) in translations.iter().enumerate() {
        let lang = translation.lang.as_str();
        let link = el("a").attr("href", translation.href.href()).attr("hreflang", lang).attr("lang", lang);
        let link = link.attr("rel", "alternate").with(Labels::language_name(lang));
        line = line.with(if index > 0 { ", " } else { "" }).with(link);
    }
    line.into()
}

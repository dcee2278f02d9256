//! The other languages of a story.

use leptos::prelude::*;

use crate::article::apparatus::Translation;
use crate::labels::Labels;

use super::Setting;
use super::markup::{Markup, el, fragment};

/// The other languages a story is in, each called what it calls itself.
#[component(transparent)]
pub fn Translations<'a>(
    /// In the order of the file; none gives no line.
    translations: &'a [Translation],
    /// What the story's views share.
    setting: &'a Setting<'a>,
) -> Markup {
    if translations.is_empty() {
        return Markup::NOTHING;
    }
    let links = translations.iter().enumerate().map(|(index, translation)| {
        let joint = if index > 0 { ", " } else { setting.labels.also_in };
        let lang = translation.lang.as_str();
        let link = el("a").attr("href", translation.href.href()).attr("hreflang", lang).attr("lang", lang);
        let link = link.attr("rel", "alternate").with(Labels::language_name(lang));
        fragment().with(joint).with(link)
    });
    el("p").class("translations").with(setting.say(Markup::group(links))).into()
}

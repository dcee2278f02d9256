//! The masthead of finished pages: the logo of the site, or its title.

use crate::address::Target;
use crate::publish::publication::Publication;
use crate::view::layout;
use crate::view::markup::{Element, Markup, el};

/// The masthead. The app shows the title on the bare page, where a logo would cost each reader more code.
pub fn masthead(publication: &Publication) -> Element {
    let home = Target::front();
    let Some(logo) = &publication.site.logo else {
        return layout::masthead(publication.site.title.as_deref(), &home);
    };
    let alt = Some(logo.alt.trim()).filter(|alt| !alt.is_empty()).map(str::to_owned);
    let image = el("img").class("masthead-logo").address("src", &logo.src);
    let image = image.attr("width", logo.size.width.to_string()).attr("height", logo.size.height.to_string());
    let image = image.attr("alt", alt.or_else(|| publication.name()).unwrap_or_default());
    let picture = match &logo.dark {
        Some(dark) => {
            let source = el("source").attr("media", "(prefers-color-scheme: dark)").address("srcset", dark);
            Markup::from(el("picture").with(source).with(image))
        }
        None => image.into(),
    };
    el("header").class("masthead").with(el("a").class("masthead-title").address("href", &home).with(picture))
}

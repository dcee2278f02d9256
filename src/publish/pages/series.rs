//! The place of an article in its series, above its text, and the ways to the other parts, below it.

use crate::page_path::PagePath;
use crate::publish::labels::PageLabels;
use crate::publish::lists::series::Part;
use crate::publish::publication::ArticleEntry;
use crate::view::markup::{Markup, Parts, el};

/// Adds the series to an article.
pub fn with_series(article: Markup, part: &Part, words: &PageLabels) -> Markup {
    article.with_elements(&|mut parts: Parts| {
        match (parts.tag, parts.get("class")) {
            ("header", _) => parts.children.push(place(part, words)),
            ("article", Some("article")) => parts.children.push(others(part, words)),
            _ => {}
        }
        parts.into()
    })
}

/// The line "Part 2 of 5: The Night Boats", which leads to the page of the series.
fn place(part: &Part, words: &PageLabels) -> Markup {
    let series = el("a").address("href", &PagePath::series(&part.series.slug).target()).with(part.series.name);
    let place = el("span").attr("lang", words.lang).with(part.words(words)).with(": ");
    el("p").class("series").with(place).with(el("bdi").with(series)).into()
}

fn others(part: &Part, words: &PageLabels) -> Markup {
    let link = |rel, name: &'static str, entry: &ArticleEntry| {
        let link = el("a").attr("rel", rel).address("href", &entry.path.target()).with(entry.headline());
        el("p").with(el("span").attr("lang", words.lang).with(name)).with(el("bdi").with(link))
    };
    let [previous, next] = words.other_parts;
    let previous = part.previous.map(|entry| link("prev", previous, entry));
    let next = part.next.map(|entry| link("next", next, entry));
    if previous.is_none() && next.is_none() {
        return Markup::NOTHING;
    }
    el("nav").class("series-parts").attr("aria-label", part.series.name).with(previous).with(next).into()
}

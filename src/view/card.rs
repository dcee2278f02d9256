//! The card of an article, for lists and for other sites' pages.

use leptos::prelude::*;

use crate::address::{Link, Source};
use crate::article::Article;
use crate::article::block::Block;
use crate::article::text::{Span, Text};

use super::figure::{Placement, img};
use super::headline::heading;
use super::markup::{Markup, el};
use super::text::inline;
use super::*;

/// Image, kicker, headline, standfirst, byline and date of an article, and who paid for it. The headline links to the
/// whole article.
#[component(transparent)]
pub fn Card<'a>(
    /// The article.
    article: &'a Article,
    /// The address of the whole article; without it, the headline is not a link.
    whole: Option<&'a Link>,
    /// Whether it is the first card of the page; its image is then fetched before all others.
    #[prop(optional)]
    lead: bool,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    let &RenderContext { lang, direction, .. } = context;
    let placement = if lead { Placement::Lead } else { Placement::Card };
    // The image is decorative: the headline is beside it.
    let poster = |file: &Source| el("img").part("image").attr("alt", "").attr("loading", "lazy").address("src", file);
    let shown = article.lead.as_ref().and_then(|lead| match lead {
        Block::Image(image) => Some(img(image, placement, context)),
        Block::Video(video) => video.poster.as_ref().map(|file| poster(file).into()),
        Block::Embed(embed) => embed.thumbnail.as_ref().map(|file| poster(file).into()),
        _ => None,
    });
    let headline = article.headline.as_ref().or(article.standfirst.as_ref()).map(|text| {
        let words = linked(inline(&unlinked(text), context), whole, None);
        heading(context.heading_level).class("headline").part("headline").with(words)
    });
    let words = el("div")
        .class("words")
        .with(PaidFor(PaidForProps { sponsors: &article.sponsors, context }))
        .with(article.kicker.as_ref().map(|kicker| Kicker(KickerProps { kicker, context })))
        .with(headline)
        .with(article.headline.as_ref().and(article.standfirst.as_ref()).map(|text| {
            let text = &unlinked(text);
            Standfirst(StandfirstProps { text, context })
        }))
        .with(Byline(BylineProps { authors: &article.authors, line: article.byline.as_ref(), context }))
        .with(Dateline(DatelineProps {
            published: article.published.as_ref(),
            updated: None,
            time_zone: article.time_zone.as_deref(),
            context,
        }));
    el("article")
        .class("card")
        .attr("lang", lang)
        .attr("dir", direction.name())
        .with(shown.map(|image| el("div").class("picture").with(image)))
        .with(words)
        .into()
}

/// A text without links, because it is inside a link itself, and without footnote references, because the footnotes are
/// with the whole article.
fn unlinked(text: &Text) -> Text {
    Text(text.0.iter().map(|span| Span { href: None, note: None, ..span.clone() }).collect())
}

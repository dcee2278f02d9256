//! Who paid.

use leptos::prelude::*;

use crate::article::people::{Sponsor, SponsorKind};
use crate::article::text::{Span, Text};

use super::byline::joint;
use super::markup::{Markup, el, fragment};
use super::text::inline_rel;
use super::{RenderContext, linked};

/// Who paid for the article itself, over it: a reader has to know before the first word. Without links, which are at
/// the article's end.
#[component(transparent)]
pub fn PaidFor<'a>(
    /// All of the article's; none who paid for the article itself gives no line.
    sponsors: &'a [Sponsor],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    let payers: Vec<_> = sponsors.iter().filter(|sponsor| sponsor.kind == SponsorKind::Paid).collect();
    if payers.is_empty() {
        return Markup::NOTHING;
    }
    let words = context.labels.sponsor_kinds[SponsorKind::Paid as usize];
    let names = payers.iter().enumerate().map(|(index, payer)| {
        let joint = joint(index, payers.len(), words, context.labels);
        fragment().with(joint).with(el("bdi").with(payer.name.as_str()))
    });
    // No part: the styles of a host are not to reach it.
    el("p").class("paid").with(context.say(Markup::group(names))).into()
}

/// Those who paid for an article, or for the section it stands in.
#[component(transparent)]
pub fn Sponsors<'a>(
    /// In the order of the file; none gives no footer.
    sponsors: &'a [Sponsor],
    /// What the article's views share.
    context: &'a RenderContext<'a>,
) -> Markup {
    if sponsors.is_empty() {
        return Markup::NOTHING;
    }
    let items = sponsors.iter().map(|sponsor| {
        let rel = sponsor.kind.is_paid().then_some("sponsored");
        // The name stands beside it, so the mark only decorates.
        let logo = sponsor.logo.as_ref().map(|logo| {
            let logo_side = "64";
            let mark = el("img").class("logo").attr("alt", "").attr("width", logo_side).attr("height", logo_side);
            mark.attr("loading", "lazy").address("src", logo)
        });
        let words = match &sponsor.text {
            Some(text) => inline_rel(&with_link(text, sponsor), rel, context),
            None => context.say(
                fragment()
                    .with(context.labels.sponsor_kinds[sponsor.kind as usize])
                    .with(el("bdi").with(linked(sponsor.name.as_str(), sponsor.href.as_ref(), rel)))
                    .with(if ends_sentence(&sponsor.name) { "" } else { "." }),
            ),
        };
        el("p").class("acknowledgement").with(logo).with(el("span").with(words))
    });
    // Neither `aside` nor a class with "sponsor" in it, both of which Reader View drops: readers have to know who paid.
    let footer = el("section").class("acknowledgements").part("sponsor").attr("aria-label", context.labels.sponsors);
    footer.with(Markup::group(items)).into()
}

/// Whether a name ends in the sign that ends a sentence, as "Paint Co." does.
fn ends_sentence(name: &str) -> bool {
    matches!(
        name.trim_end().chars().next_back(),
        Some('.' | '!' | '?' | '…' | '。' | '．' | '！' | '？' | '؟' | '۔' | '।')
    )
}

/// The acknowledgement, with the sponsor's name in it leading to the sponsor, unless the article links it itself.
fn with_link(text: &Text, sponsor: &Sponsor) -> Text {
    let mut spans = text.0.clone();
    if sponsor.href.is_none() || spans.iter().any(|span| span.href.is_some()) {
        return Text(spans);
    }
    let name = Span { text: sponsor.name.clone(), href: sponsor.href.clone(), ..Span::default() };
    let plain = |text: &str| Span { text: text.to_owned(), ..Span::default() };
    let found = spans.iter().enumerate().find_map(|(index, span)| {
        // By bytes: a search in a str brings 3 kB into the wasm.
        let (text, name) = (span.text.as_bytes(), name.text.as_bytes());
        let ends = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let at = text
            .windows(name.len().max(1))
            .enumerate()
            .position(|(at, part)| part == name && ends(text[..at].last()) && ends(text.get(at + name.len())))?;
        Some((index, plain(span.text.get(..at)?), plain(span.text.get(at + name.len()..)?)))
    });
    match found {
        Some((index, before, after)) => {
            spans.splice(index..=index, [before, name, after]);
        }
        None => spans.extend([plain(" "), name]),
    }
    Text(spans)
}

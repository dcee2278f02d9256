//! The lines about sponsors.

use leptos::prelude::*;

use crate::article::people::{Sponsor, SponsorKind};
use crate::article::text::{Span, Text};

use super::byline::joint;
use super::markup::{Markup, el, fragment};
use super::text::inline_rel;
use super::{RenderContext, linked};

/// The line above an article that names who paid for it, so that readers know before they begin. It has no links; those
/// are in [`Sponsors`], at the end.
#[component(transparent)]
pub fn PaidFor<'a>(
    /// All sponsors of the article. If none of them paid for the article itself, there is no line.
    sponsors: &'a [Sponsor],
    /// What all views of the article need to know.
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
    // The line has no `part`, so that a host page's styles can't reach it.
    el("p").class("paid").with(context.label(Markup::group(names))).into()
}

/// The section that names who paid for an article, or for the section it belongs to.
#[component(transparent)]
pub fn Sponsors<'a>(
    /// The sponsors, in the order of the file. Without any, there is no section.
    sponsors: &'a [Sponsor],
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    if sponsors.is_empty() {
        return Markup::NOTHING;
    }
    let items = sponsors.iter().map(|sponsor| {
        let rel = sponsor.kind.is_paid().then_some("sponsored");
        // The logo is decorative: the name is beside it.
        let logo = sponsor.logo.as_ref().map(|logo| {
            let logo_side = "64";
            let mark = el("img").class("logo").attr("alt", "").attr("width", logo_side).attr("height", logo_side);
            mark.attr("loading", "lazy").address("src", logo)
        });
        let words = match &sponsor.text {
            Some(text) => inline_rel(&with_link(text, sponsor), rel, context),
            None => context.label(
                fragment()
                    .with(context.labels.sponsor_kinds[sponsor.kind as usize])
                    .with(el("bdi").with(linked(sponsor.name.as_str(), sponsor.href.as_ref(), rel)))
                    .with(if ends_sentence(&sponsor.name) { "" } else { "." }),
            ),
        };
        el("p").class("acknowledgement").with(logo).with(el("span").with(words))
    });
    // Neither an `aside` nor a class with "sponsor" in it: Reader View drops both, and readers have to know who paid.
    let footer = el("section").class("acknowledgements").part("sponsor").attr("aria-label", context.labels.sponsors);
    footer.with(Markup::group(items)).into()
}

/// Whether a name ends with punctuation that ends a sentence, as "Paint Co." does.
fn ends_sentence(name: &str) -> bool {
    matches!(
        name.trim_end().chars().next_back(),
        Some('.' | '!' | '?' | '…' | '。' | '．' | '！' | '？' | '؟' | '۔' | '।')
    )
}

/// The acknowledgement, in which the sponsor's name links to the sponsor, unless the text has a link of its own.
fn with_link(text: &Text, sponsor: &Sponsor) -> Text {
    let mut spans = text.0.clone();
    if sponsor.href.is_none() || spans.iter().any(|span| span.href.is_some()) {
        return Text(spans);
    }
    let name = Span { text: sponsor.name.clone(), href: sponsor.href.clone(), ..Span::default() };
    let plain = |text: &str| Span { text: text.to_owned(), ..Span::default() };
    let found = spans.iter().enumerate().find_map(|(index, span)| {
        // The search is by bytes, because searching in a `str` adds 3 kB to the wasm.
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

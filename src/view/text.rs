//! Inline text.

use crate::article::Direction;
use crate::article::text::{Span, Text};

use super::bidi::in_order;
use super::markup::{Markup, el, fragment};
use super::{RenderContext, linked};

/// The spans of a text, each in the elements that its marks ask for.
pub fn inline(text: &Text, context: &RenderContext) -> Markup {
    inline_rel(text, None, context)
}

/// Like [`inline`], with a `rel` on each link.
pub fn inline_rel(text: &Text, rel: Option<&'static str>, context: &RenderContext) -> Markup {
    Markup::group(text.0.iter().map(|part| span(part, rel, context)))
}

fn span(span: &Span, rel: Option<&'static str>, context: &RenderContext) -> Markup {
    let own_direction = span.lang.as_deref().map(Direction::of);
    let direction = if span.code { Direction::Ltr } else { own_direction.unwrap_or(context.direction) };
    let mut words = in_order(&span.text, direction);
    if span.code {
        // Code is written from left to right in every language.
        words = el("code").attr("dir", direction.name()).with(words).into();
    }
    for (tag, wanted) in [("em", span.em), ("strong", span.strong)] {
        if wanted {
            words = el(tag).with(words).into();
        }
    }
    if let Some((lang, direction)) = span.lang.as_ref().zip(own_direction) {
        // The span gets a direction, so that the text beside it can't change the order of its words.
        words = el("span").attr("lang", lang).attr("dir", direction.name()).with(words).into();
    }
    let words = linked(words, span.href.as_ref(), rel);
    match span.note.as_ref().and_then(|id| context.notes.cite(id)) {
        Some(mark) => fragment().with(words).with(mark).into(),
        None => words,
    }
}

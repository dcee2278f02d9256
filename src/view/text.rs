//! Inline text.

use crate::article::text::{Span, Text};

use super::markup::{Markup, el};
use super::{Setting, linked};

/// The spans of a text, each in the elements its look asks for.
pub fn inline(text: &Text, setting: Setting) -> Markup {
    inline_rel(text, None, setting)
}

/// The same, with a `rel` on each link.
pub fn inline_rel(text: &Text, rel: Option<&'static str>, setting: Setting) -> Markup {
    Markup::group(text.0.iter().map(|part| span(part, rel, setting)))
}

fn span(span: &Span, rel: Option<&'static str>, setting: Setting) -> Markup {
    let mut words = Markup::from(span.text.as_str());
    for (tag, wanted) in [("code", span.code), ("em", span.em), ("strong", span.strong)] {
        if wanted {
            words = el(tag).with(words).into();
        }
    }
    if let Some(lang) = &span.lang {
        words = el("span").attr("lang", lang).with(words).into();
    }
    let words = linked(words, span.href.as_ref(), rel);
    match span.note.as_ref().and_then(|id| setting.notes.cite(id)) {
        Some(mark) => Markup::Group(vec![words, mark]),
        None => words,
    }
}

//! Pieces of HTML for the core, made of the words of documents.

use std::fmt::Write;

use html_escape::{encode_double_quoted_attribute, encode_text};

use super::Cause;

/// Text as HTML. Characters that HTML can't contain are left out.
pub fn text(words: &str) -> String {
    encode_text(&clean(words)).into_owned()
}

/// An attribute with a space before it.
pub fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", encode_double_quoted_attribute(&clean(value)))
}

/// Stands for what is left out here.
pub fn loss(cause: Cause, detail: &str) -> String {
    format!("<x-loss cause=\"{}\">{}</x-loss>", cause.name(), text(detail))
}

/// An `<img>`, of which any attribute but `src` may be absent.
pub fn image(src: &str, alt: Option<&str>, title: Option<&str>, size: Option<(u32, u32)>) -> String {
    let mut tag = format!("<img{}", attribute("src", src));
    for (name, value) in [("alt", alt), ("title", title)] {
        if let Some(value) = value {
            tag.push_str(&attribute(name, value));
        }
    }
    if let Some((width, height)) = size {
        let _ = write!(tag, " width=\"{width}\" height=\"{height}\"");
    }
    tag + ">"
}

/// A footnote, to which [`reference`] links.
pub fn note(id: &str, html: &str) -> String {
    format!("<aside{} role=\"doc-footnote\">{html}</aside>\n", attribute("id", id))
}

/// The place in the text that a footnote belongs to.
pub fn reference(id: &str, number: usize) -> String {
    format!("<a{} role=\"doc-noteref\">{number}</a>", attribute("href", &format!("#{id}")))
}

fn clean(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

//! What a document has for one format only.

use super::tree::Tree;
use crate::import::{Cause, markup};

/// Elements in which all that follows belongs to them until they are closed, tags or not.
const SWALLOWING: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "template", "select",
    "svg", "math", "object", "canvas",
];
/// Tags that hide all that follows, and that nothing closes; or all that is before.
const NEVER: &[&str] = &["plaintext", "frameset", "html", "head", "body", "frame"];

/// The HTML of a `RawBlock` or a `RawInline`. What is in another format is for no reader.
pub fn html(content: &Tree) -> String {
    let format = content.at(0).text();
    let text = content.at(1).text();
    let is_html = matches!(format, "html" | "html4" | "html5" | "xhtml");
    if !is_html {
        return match text.trim() {
            "" => String::new(),
            text => markup::loss(Cause::Raw, &format!("{format}: {text}")),
        };
    }
    contained(text)
}

/// HTML that hides nothing of what stands behind it. A tag alone stays open, as `<b>`, which the next piece may close.
fn contained(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let has = |name: &str| {
        lower.match_indices(&format!("<{name}")).any(|(at, found)| {
            lower[at + found.len()..].chars().next().is_none_or(|next| !next.is_ascii_alphanumeric())
        })
    };
    if NEVER.iter().any(|name| has(name)) || !ends_outside_of_tags(text) {
        return markup::loss(Cause::Shortcode, text) + &markup::text(text);
    }
    let mut html = text.to_owned();
    for name in SWALLOWING {
        if has(name) && !lower.contains(&format!("</{name}")) {
            html.push_str(&format!("</{name}>"));
        }
    }
    html
}

/// Whether no tag, attribute or comment is open at the end.
fn ends_outside_of_tags(text: &str) -> bool {
    // The next piece may begin with the name of a tag.
    if text.ends_with('<') {
        return false;
    }
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            rest.get(4..).and_then(|rest| rest.find("-->")).map(|at| at + 7)
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            let mut quote = None;
            rest.char_indices().find_map(|(at, c)| match (quote, c) {
                (None, '"' | '\'') => {
                    quote = Some(c);
                    None
                }
                (Some(open), c) if open == c => {
                    quote = None;
                    None
                }
                (None, '>') => Some(at + 1),
                _ => None,
            })
        } else {
            Some(1)
        };
        let Some(end) = end else { return false };
        rest = &rest[end..];
    }
    true
}

//! HTML in text. The format has none, so readers see the marks themselves: mostly they come along from another program.

use crate::fold::is_unseen;
use crate::schema::fields::fields;

use super::Subject;
use super::report::{Findings, Place, last_key};
use super::tree::Object;

/// What people and their programs put into text. Not all there is: `<here>` may be meant as it stands.
const ELEMENTS: [&str; 54] = [
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
    "video",
];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each_string(|text, owner, place| {
        let is_read = last_key(&place.path).is_some_and(|key| fields().is_prose(key));
        if !is_read || is_code(owner, &place) {
            return;
        }
        if let Some(mark) = text.match_indices('<').find_map(|(at, _)| tag(&text[at..])) {
            let message = format!("{mark} is HTML, and the format has none: it is shown as it is written");
            let help = "take it away; a span is stressed by { \"text\": \"…\", \"em\": true }, linked by \"href\", and \
                        shown as code by \"code\": true";
            findings.warning(place, "html", message, help);
        } else if let Some((entity, meant)) = text.match_indices('&').find_map(|(at, _)| entity(&text[at..])) {
            let message = format!("{entity} is HTML, and the format has none: it is shown as it is written");
            findings.warning(place, "html", message, format!("write the character itself: {meant}"));
        }
    });
}

/// What is shown as code may well be HTML.
fn is_code(owner: &Object, place: &Place) -> bool {
    last_key(&place.path) == Some("text") && (owner.text("type") == Some("code") || owner.is_true("code"))
}

/// How far the end of a tag is looked for, in bytes, so that thousands of `<` take no time.
const LONGEST_TAG: usize = 1_000;

/// The same of `&…;`.
const LONGEST_ENTITY: usize = 40;

fn beginning(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// The tag or comment that a text begins with. "a < b" and "<3" are none.
fn tag(text: &str) -> Option<String> {
    if text.starts_with("<!--") {
        let comment = text.split_inclusive("-->").next().filter(|comment| comment.len() <= LONGEST_ENTITY);
        return Some(comment.unwrap_or("<!--").to_owned());
    }
    let end = beginning(text, LONGEST_TAG).find('>')?;
    let inside = text[1..end].strip_suffix('/').unwrap_or(&text[1..end]);
    let (name, rest) = inside.trim_end().split_once(char::is_whitespace).unwrap_or((inside.trim_end(), ""));
    let element = name.strip_prefix('/').unwrap_or(name).to_ascii_lowercase();
    if !ELEMENTS.contains(&element.as_str()) {
        return None;
    }
    match rest {
        "" => Some(format!("<{name}>")),
        _ if rest.contains('=') => Some(format!("<{name} …>")),
        _ => None,
    }
}

/// The name or number of a character that a text begins with, and how the character is written in JSON.
fn entity(text: &str) -> Option<(&str, String)> {
    let end = beginning(text, LONGEST_ENTITY).find(';')?;
    let entity = &text[..=end];
    let meant = html_escape::decode_html_entities(entity);
    // "AT&T &amp;" begins with none.
    if *meant == *entity || entity[1..].contains('&') {
        return None;
    }
    let written = meant.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        _ if c.is_whitespace() || c.is_control() || is_unseen(c) => {
            c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
        }
        _ => c.to_string(),
    });
    Some((entity, written.collect()))
}

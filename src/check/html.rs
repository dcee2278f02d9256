//! The rule `html`: tags and entities in text. The format has no HTML, so readers would see them as they are written.
//! Most of them are exported by other programs.

use crate::article::read::{Path, Step};
use crate::schema::fields::fields;
use crate::spelling::is_unseen;

use super::Subject;
use super::json_tree::Object;
use super::report::{Findings, Place, last_key};

/// The HTML elements that often occur in text. Other tags are not reported, since a text such as `<here>` may be
/// intended.
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
        if !text.contains(['<', '&']) {
            return;
        }
        let place = place();
        let is_read = last_key(&place.path).is_some_and(|key| fields().is_prose(key));
        if !is_read || is_code(owner, &place) {
            return;
        }
        let is_intended = is_text_of_markdown(subject, &place, findings);
        let tags = || text.match_indices('<').find_map(|(at, _)| tag(&text[at..]));
        if let Some(mark) = Some(()).filter(|()| !is_intended).and_then(|()| tags()) {
            let message = format!("{mark} is HTML, which the format does not have: it is shown as it is written");
            let help = match findings.is_markdown() {
                true => "remove it, or write it as code between backticks",
                false => {
                    "remove it; a span is emphasised by { \"text\": \"…\", \"em\": true }, linked by \"href\", and shown \
                     as code by \"code\": true"
                }
            };
            findings.warning(place, "html", message, help);
        } else if let Some((entity, meant)) = text.match_indices('&').find_map(|(at, _)| entity(&text[at..])) {
            let message = format!("{entity} is HTML, which the format does not have: it is shown as it is written");
            findings.warning(place, "html", message, format!("write the character itself: {meant}"));
        }
    });
}

/// Whether a text is Markdown itself, and not one in YAML. There, a tag is HTML, so one in the tree was written with a backslash
/// or as an entity to be seen.
fn is_text_of_markdown(subject: &Subject, place: &Place, findings: &Findings) -> bool {
    let part = place.path.steps().iter().take(2).fold(Path::default(), |path, step| path.with(step.clone()));
    let is_of_text = matches!(part.steps(), [Step::Key(key), Step::Index(_)] if key == "body" || key == "notes");
    let block = || subject.tree.value_at(&part).and_then(|block| findings.text().get(block.at..));
    findings.is_markdown()
        && is_of_text
        && block().is_some_and(|block| {
            let info = block.trim_start_matches(['`', '~']);
            !(block.len() - info.len() >= 3 && info.trim_start().starts_with('{'))
        })
}

/// Whether a text is shown as code, where HTML is allowed.
fn is_code(owner: &Object, place: &Place) -> bool {
    last_key(&place.path) == Some("text") && (owner.text("type") == Some("code") || owner.is_true("code"))
}

/// The maximum length of a tag in bytes. It keeps the search fast in a text with thousands of `<`.
const LONGEST_TAG: usize = 1_000;

/// The maximum length of an entity (`&…;`) in bytes.
const LONGEST_ENTITY: usize = 40;

fn beginning(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// The tag or comment at the beginning of a text. "a < b" and "<3" are not tags.
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

/// The entity at the beginning of a text, and how its character is written in JSON.
fn entity(text: &str) -> Option<(&str, String)> {
    let end = beginning(text, LONGEST_ENTITY).find(';')?;
    let entity = &text[..=end];
    let meant = html_escape::decode_html_entities(entity);
    // In "AT&T &amp;" the first `&` does not begin an entity.
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

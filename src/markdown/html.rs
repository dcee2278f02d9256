//! What [`html`](crate::html) can't tell of a piece of HTML in Markdown: where it is cut off, and its tags.

use super::yaml;
use crate::article::json::{self, Node};
use crate::html::{Converted, plain_text};
use crate::loss::{Loss, Weight};

/// The elements whose content is no text for readers, or is text only as a whole.
const UNREAD: [&str; 19] = [
    "audio", "canvas", "datalist", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
];

/// Of these, those within which nothing is a tag.
const RAW: [&str; 8] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// The elements that show a picture or a player.
const MEDIA: [&str; 8] = ["audio", "canvas", "embed", "iframe", "img", "object", "svg", "video"];

/// A piece of HTML from which no words get lost when it is read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Scanned {
    /// The HTML without comments, in which a `<` that begins no tag is escaped.
    pub html: String,
    /// The tags, but for those that end an element. Comments don't count.
    pub tags: Vec<String>,
    /// The byte offset of the first `<` with a name after it that begins no tag.
    pub open: Option<usize>,
}

/// A part of HTML that has no end: what it is, and the byte offset at which it begins.
#[derive(Debug, PartialEq)]
pub(super) struct Endless {
    pub what: &'static str,
    pub at: usize,
}

/// Looks at the tags of a piece of HTML, of which a browser would drop all that follows a `<`, a comment or a script that
/// has no end.
///
/// # Errors
///
/// Fails if a comment or an element that is not for readers has no end, since what it should hide is not known.
pub(super) fn scan(html: &str) -> Result<Scanned, Endless> {
    let mut scanned = Scanned::default();
    let mut next = 0;
    while let Some(found) = html[next..].find('<') {
        let at = next + found;
        scanned.html += &html[next..at];
        let endless = |what| Endless { what, at };
        let Some(length) = length(&html[at..]).map_err(endless)? else {
            scanned.html += "&lt;";
            next = at + 1;
            if name(&html[at..]).starts_with(|c: char| c.is_ascii_alphabetic()) {
                scanned.open.get_or_insert(at);
            }
            continue;
        };
        let tag = &html[at..at + length];
        next = at + length;
        let name = name(tag);
        if is_opening(tag) {
            // Only its end ends a block that it begins.
            if name == "pre" && scanned.tags.is_empty() {
                end_of(&html[next..], "pre").ok_or(endless("pre"))?;
            }
            scanned.tags.push(if name.is_empty() { short(tag) } else { format!("<{name}>") });
            if let Some(unread) = UNREAD.iter().find(|unread| **unread == name) {
                let end = end_of(&html[next..], unread).ok_or(endless(unread))?;
                if RAW.contains(unread) {
                    next += end;
                }
            }
        }
        // A browser ends some of what is not for readers at its first `>`.
        if !tag.starts_with("<!") && !tag.starts_with("<?") {
            scanned.html += &html[at..next];
        }
    }
    scanned.html += &html[next..];
    Ok(scanned)
}

/// What a piece of HTML becomes.
pub(super) struct Blocks {
    pub body: Vec<Node>,
    pub notes: Vec<Node>,
    /// What is not there in any form. That the rest is simpler than it was goes without saying.
    pub losses: Vec<Loss>,
}

/// The blocks of a piece of HTML that was scanned. They all have the position of the piece.
pub(super) fn blocks(html: &str, at: usize) -> Blocks {
    let Converted { body, notes, fields, mut losses } = crate::html::convert(html);
    losses.retain(|loss| loss.cause.weight() == Weight::Lost);
    // A table of fields is one only in a document that has no front matter.
    let fields = fields.into_iter().map(|(name, value)| format!("{name}: {}", plain_text(&value)).into());
    let nodes = |values: Vec<serde_json::Value>| values.iter().filter_map(|value| node(value, at)).collect();
    Blocks { body: nodes(fields.chain(body).collect()), notes: nodes(notes), losses }
}

fn node(value: &serde_json::Value, at: usize) -> Option<Node> {
    let mut node = json::parse(&value.to_string()).ok()?;
    yaml::shift(&mut node, &|_| at);
    Some(node)
}

/// The offset of the tag that ends an element.
fn end_of(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        html.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Whether a tag begins an element, or is none, as `<!DOCTYPE html>`.
pub(super) fn is_opening(tag: &str) -> bool {
    !tag.starts_with("</") && !tag.starts_with("<!--")
}

/// The name of the element that a tag begins or ends, in small letters.
pub(super) fn name(tag: &str) -> String {
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_ascii_lowercase()
}

/// Whether a tag begins an element that shows a picture or a player.
pub(super) fn is_media(tag: &str) -> bool {
    is_opening(tag) && MEDIA.contains(&name(tag).as_str())
}

fn short(tag: &str) -> String {
    tag.chars().take(20).collect()
}

/// The length of the tag or comment at the beginning of a text, if there is one. Fails with what has no end.
fn length(text: &str) -> Result<Option<usize>, &'static str> {
    let until = |from: usize, end: &str, what| {
        text.get(from..).and_then(|rest| rest.find(end)).map(|at| Some(from + at + end.len())).ok_or(what)
    };
    match text.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => until(2, "-->", "comment"),
        [b'<', b'?', ..] => until(2, "?>", "processing instruction"),
        [b'<', b'!', b'[', ..] if text.starts_with("<![CDATA[") => until(9, "]]>", "CDATA section"),
        [b'<', b'!', b'a'..=b'z' | b'A'..=b'Z', ..] => until(2, ">", "declaration"),
        [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => Ok(tag_length(text)),
        _ => Ok(None),
    }
}

/// The length of a tag, whose first letter is there. [`None`] if another `<` comes before its end, if a quotation mark has no
/// second one, or if it is an address such as `<https://example.org>`.
fn tag_length(text: &str) -> Option<usize> {
    let after_name = text[2..].find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'))? + 2;
    if !text[after_name..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        || text[..after_name].ends_with(':')
    {
        return None;
    }
    let (mut quote, mut before) = (None, 0);
    for (at, byte) in text.bytes().enumerate().skip(after_name) {
        match (quote, byte) {
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Endless, scan};
    use crate::html::convert;

    fn words(html: &str) -> String {
        let blocks = convert(&scan(html).unwrap().html).body;
        let words = blocks.iter().map(|block| match block {
            Value::String(text) => text.clone(),
            Value::Array(spans) => {
                spans.iter().map(|span| span.as_str().or(span["text"].as_str()).unwrap_or_default()).collect()
            }
            other => other.to_string(),
        });
        words.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_tags_of_html_are_named_and_comments_are_none() {
        for (html, tags) in [
            ("<div>One <b class='a>b'>two</b></div>", "<div> <b>"),
            ("<p>One<p>Two<br>three", "<p> <p> <br>"),
            ("<!-- no > words -->One &amp; &lt;two&gt;", ""),
            ("<script>alert('<p>no</p>')</SCRIPT>yes", "<script>"),
            ("<o:p>Word</o:p> <my-tag a=b/>", "<o> <my-tag>"),
        ] {
            assert_eq!(scan(html).unwrap().tags.join(" "), tags, "{html}");
        }
    }

    /// Regression: what began like a tag took all words up to the next `>` with it.
    #[test]
    fn no_words_go_with_what_is_no_tag() {
        for (html, expected) in [
            ("1 < 2, <3 and <", "1 < 2, <3 and <"),
            ("<a href='x", "<a href='x"),
            ("<div>It was <b and more.\nIn the block.\n</div>", "It was <b and more. In the block."),
            ("<div>x <b, \"and <i>more</i>", "x <b, \"and more"),
            ("<div>a<b <i class=\"x>c</i>", "a<b <i class=\"x>c"),
            ("<div><https://a.example/> <a@b.example></div>", "<https://a.example/> <a@b.example>"),
            ("<div>it's <em title=it's>5 o'clock</em></div>", "it's 5 o'clock"),
            ("<![if x]>a", "<![if x]>a"),
            ("<!-->One<!--->", "One"),
        ] {
            assert_eq!(words(html), expected, "{html}");
        }
    }

    #[test]
    fn what_hides_words_and_never_ends_is_an_error_at_its_beginning() {
        for (html, what, at) in [
            ("a <!-- b\nc", "comment", 2),
            ("<!--> <!--", "comment", 6),
            ("é<script>a", "script", 2),
            ("<div><style>a</script>", "style", 5),
            ("<pre>a", "pre", 0),
            ("a <video src=b> c", "video", 2),
            ("<?php a", "processing instruction", 0),
            ("<![CDATA[a", "CDATA section", 0),
            ("<!DOCTYPE a", "declaration", 0),
        ] {
            assert_eq!(scan(html), Err(Endless { what, at }), "{html}");
        }
    }

    #[test]
    fn deeply_nested_html_keeps_its_words() {
        let html = "<div>".repeat(10_000) + "words" + &"</div>".repeat(10_000);
        assert_eq!(words(&html), "words");
    }
}

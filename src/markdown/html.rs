//! The words of raw HTML, without its tags.

use std::ops::Range;

use html_escape::decode_html_entities;

/// The elements at whose tags a paragraph ends.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
];

/// The elements whose content is no text for readers.
const UNREAD: [&str; 2] = ["script", "style"];

/// The elements that show a picture or a player.
const MEDIA: [&str; 8] = ["audio", "canvas", "embed", "iframe", "img", "object", "svg", "video"];

/// What is left of a piece of HTML.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Stripped {
    /// The words, one string for each paragraph.
    pub paragraphs: Vec<String>,
    /// The tags that were removed, but for those that end an element. Comments don't count.
    pub tags: Vec<String>,
    /// The pictures and players that were removed: the byte range of each tag, and its name.
    pub media: Vec<(Range<usize>, String)>,
    /// The byte offset of the first `<` with a name after it that begins no tag, and so is text.
    pub open: Option<usize>,
}

/// A part of HTML that has no end: what it is, and the byte offset at which it begins.
#[derive(Debug, PartialEq)]
pub(super) struct Endless {
    pub what: &'static str,
    pub at: usize,
}

/// Removes the tags from HTML. All words stay: a `<` that begins no tag is one of them.
///
/// # Errors
///
/// Fails if a comment or an element that is not for readers has no end, since what it should hide is not known.
pub(super) fn strip(html: &str) -> Result<Stripped, Endless> {
    let mut stripped = Stripped::default();
    let mut words = String::new();
    let mut next = 0;
    while let Some(found) = html[next..].find('<') {
        words += &html[next..next + found];
        let at = next + found;
        let endless = |what| Endless { what, at };
        let Some(length) = length(&html[at..]).map_err(endless)? else {
            words.push('<');
            next = at + 1;
            if name(&html[at..]).starts_with(|c: char| c.is_ascii_alphabetic()) {
                stripped.open.get_or_insert(at);
            }
            continue;
        };
        let tag = &html[at..at + length];
        next = at + length;
        let name = name(tag);
        if is_media(tag) {
            stripped.media.push((at..next, name.clone()));
        } else if is_opening(tag) {
            stripped.tags.push(if name.is_empty() { short(tag) } else { format!("<{name}>") });
        }
        if is_opening(tag)
            && let Some(unread) = UNREAD.iter().find(|unread| **unread == name)
        {
            next += end_of(&html[next..], unread).ok_or(endless(unread))?;
        }
        if BLOCKS.contains(&name.as_str()) {
            stripped.end_paragraph(&mut words);
        } else if matches!(name.as_str(), "td" | "th") {
            words.push(' ');
        }
    }
    words += &html[next..];
    stripped.end_paragraph(&mut words);
    Ok(stripped)
}

/// The offset of the tag that ends an element.
fn end_of(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        html.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// The element that begins a block of HTML and is not ended in it, though only its end ends such a block.
pub(super) fn unended(html: &str) -> Option<Endless> {
    let at = html.find('<')?;
    let name = name(&html[at..]);
    let what = ["pre", "textarea", "script", "style"].into_iter().find(|element| *element == name)?;
    (is_opening(&html[at..]) && end_of(html, what).is_none()).then_some(Endless { what, at })
}

impl Stripped {
    fn end_paragraph(&mut self, words: &mut String) {
        for paragraph in decode_html_entities(words).split("\n\n") {
            let paragraph = paragraph.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            if !paragraph.is_empty() {
                self.paragraphs.push(paragraph);
            }
        }
        words.clear();
    }
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
    use super::{Endless, strip};

    #[test]
    fn the_words_of_html_stay_and_its_tags_and_comments_go() {
        for (html, words, tags) in [
            ("<div>One <b class='a>b'>two</b></div>", "One two", "<div> <b>"),
            ("<p>One<p>Two<br>three", "One|Two|three", "<p> <p> <br>"),
            ("<!-- no > words -->One &amp; &lt;two&gt;", "One & <two>", ""),
            ("<!-->One<!--->", "One", ""),
            ("<script>alert('<p>no</p>')</SCRIPT>yes", "yes", "<script>"),
            ("1 < 2, <3 and <", "1 < 2, <3 and <", ""),
            ("<o:p>Word</o:p> <my-tag a=b/>", "Word", "<o> <my-tag>"),
        ] {
            let stripped = strip(html).unwrap();
            assert_eq!(
                (stripped.paragraphs.join("|"), stripped.tags.join(" ").as_str()),
                (words.to_owned(), tags),
                "{html}"
            );
        }
    }

    /// Regression: what began like a tag took all words up to the next `>` with it.
    #[test]
    fn no_words_go_with_what_is_no_tag() {
        for (html, words) in [
            ("<a href='x", "<a href='x"),
            ("<div>It was <b and more.\nIn the block.\n</div>", "It was <b and more. In the block."),
            ("<div>x <b, \"and <i>more</i>", "x <b, \"and more"),
            ("<div>a<b <i class=\"x>c</i>", "a<b <i class=\"x>c"),
            ("<div><https://a.example/> <a@b.example></div>", "<https://a.example/> <a@b.example>"),
            ("<div>it's <b title=it's>5 o'clock</b></div>", "it's 5 o'clock"),
            ("<![if x]>a", "<![if x]>a"),
        ] {
            assert_eq!(strip(html).unwrap().paragraphs, [words], "{html}");
        }
    }

    #[test]
    fn what_hides_words_and_never_ends_is_an_error_at_its_beginning() {
        for (html, what, at) in [
            ("a <!-- b\nc", "comment", 2),
            ("<!--> <!--", "comment", 6),
            ("é<script>a", "script", 2),
            ("<div><style>a</script>", "style", 5),
            ("<?php a", "processing instruction", 0),
            ("<![CDATA[a", "CDATA section", 0),
            ("<!DOCTYPE a", "declaration", 0),
        ] {
            assert_eq!(strip(html), Err(Endless { what, at }), "{html}");
        }
    }

    #[test]
    fn pictures_and_players_are_named_with_their_places() {
        let stripped = strip("<figure><img src=a.jpg alt='A'><video></video>").unwrap();
        assert_eq!(stripped.media, [(8..31, "img".to_owned()), (31..38, "video".to_owned())]);
        assert_eq!(stripped.tags, ["<figure>"]);
    }

    #[test]
    fn deeply_nested_html_is_stripped() {
        let html = "<div>".repeat(10_000) + "words" + &"</div>".repeat(10_000);
        assert_eq!(strip(&html).unwrap().paragraphs, ["words"]);
    }
}

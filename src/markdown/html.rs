//! The words of raw HTML, without its tags.

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

/// What is left of a piece of HTML.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Stripped {
    /// The words, one string for each paragraph.
    pub paragraphs: Vec<String>,
    /// The tags that were removed, but for those that end an element. Comments don't count.
    pub tags: Vec<String>,
}

/// Removes the tags from HTML.
pub(super) fn strip(html: &str) -> Stripped {
    let mut stripped = Stripped::default();
    let mut words = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words += &rest[..start];
        rest = &rest[start..];
        let Some(length) = length(rest) else {
            words.push('<');
            rest = &rest[1..];
            continue;
        };
        let (tag, after) = rest.split_at(length);
        rest = after;
        let name = name(tag);
        if is_opening(tag) {
            stripped.tags.push(if name.is_empty() { short(tag) } else { format!("<{name}>") });
            if UNREAD.contains(&name.as_str()) {
                let end = rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len());
                rest = &rest[end..];
            }
        }
        if BLOCKS.contains(&name.as_str()) {
            stripped.end_paragraph(&mut words);
        } else if matches!(name.as_str(), "td" | "th") {
            words.push(' ');
        }
    }
    words += rest;
    stripped.end_paragraph(&mut words);
    stripped
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

fn short(tag: &str) -> String {
    tag.chars().take(20).collect()
}

/// The length of the tag or comment at the beginning of a text, if there is one.
fn length(text: &str) -> Option<usize> {
    let ended = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    match text.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => Some(ended("-->")),
        [b'<', b'?', ..] => Some(ended("?>")),
        [b'<', b'!', b'[', ..] => Some(ended("]]>")),
        [b'<', b'!', b'a'..=b'z' | b'A'..=b'Z', ..] => Some(ended(">")),
        [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => {
            let mut quote = None;
            let end = text.bytes().position(|byte| {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    (None, b'>') => return true,
                    _ => {}
                }
                false
            });
            Some(end.map_or_else(|| ended(">"), |end| end + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn the_words_of_html_stay_and_its_tags_and_comments_go() {
        for (html, words, tags) in [
            ("<div>One <b class='a>b'>two</b></div>", "One two", "<div> <b>"),
            ("<p>One<p>Two<br>three", "One|Two|three", "<p> <p> <br>"),
            ("<!-- no > words -->One &amp; &lt;two&gt;", "One & <two>", ""),
            ("<script>alert('<p>no</p>')</script>yes", "yes", "<script>"),
            ("1 < 2, <3 and <", "1 < 2, <3 and <", ""),
            ("<a href='x", "", "<a>"),
        ] {
            let stripped = strip(html);
            assert_eq!(
                (stripped.paragraphs.join("|"), stripped.tags.join(" ").as_str()),
                (words.to_owned(), tags),
                "{html}"
            );
        }
    }

    #[test]
    fn deeply_nested_html_is_stripped() {
        let html = "<div>".repeat(10_000) + "words" + &"</div>".repeat(10_000);
        assert_eq!(strip(&html).paragraphs, ["words"]);
    }
}

//! Paragraphs of text that has none: what the classic editor left out, and WordPress's `wpautop` puts in for each page.

use super::tags::{self, Ends, Tag};

/// Elements that stand between paragraphs, as `wpautop` knows them; `x-block` is a place that a block will take.
const BLOCKS: &[&str] = &[
    "table",
    "thead",
    "tfoot",
    "caption",
    "col",
    "colgroup",
    "tbody",
    "tr",
    "td",
    "th",
    "div",
    "dl",
    "dd",
    "dt",
    "ul",
    "ol",
    "li",
    "form",
    "map",
    "area",
    "blockquote",
    "address",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "fieldset",
    "legend",
    "section",
    "article",
    "aside",
    "hgroup",
    "header",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "details",
    "menu",
    "summary",
    "main",
    "x-block",
];

/// Elements that contain no paragraphs.
const PHRASES: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "caption", "legend", "summary", "address"];

/// Elements whose first words are no paragraph, if nothing but their start tag is before them.
const ITEMS: &[&str] =
    &["li", "td", "th", "dd", "div", "section", "article", "aside", "form", "fieldset", "details", "figure"];

/// Elements that contain only others: words in them are left to the reader of HTML.
const STRUCTURES: &[&str] = &["table", "thead", "tfoot", "tbody", "tr", "colgroup", "ul", "ol", "dl", "menu"];

/// Blocks that are left as they are, up to their end tag.
const UNTOUCHED_BLOCKS: &[&str] = &["pre", "script", "style", "svg", "math", "textarea", "noscript"];

/// Elements in a line that are left as they are.
const UNTOUCHED: &[&str] = &["video", "audio", "object", "iframe", "select", "canvas"];

/// Makes paragraphs of what blank lines separate, and line breaks of other line ends.
pub fn autop(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace(KEPT, "");
    let mut writer = Writer { out: String::with_capacity(text.len() + text.len() / 8), ..Writer::default() };
    let mut ends = Ends::default();
    let mut at = 0;
    let mut from = 0;
    while let Some(tag) = tags::next(&text, at) {
        at = tag.at.end;
        let is_opening = !tag.is_end && !tag.name.is_empty();
        if is_opening && UNTOUCHED_BLOCKS.contains(&tag.name.as_str()) {
            writer.words(&text[from..tag.at.start]);
            at = ends.end_of(&text, &tag);
            writer.out.push_str(&text[tag.at.start..at]);
            writer.out.push('\n');
            writer.is_after_start = false;
            from = at;
        } else if BLOCKS.contains(&tag.name.as_str()) {
            writer.words(&text[from..tag.at.start]);
            writer.block(&tag, &text[tag.at.clone()]);
            from = at;
        } else if is_opening && UNTOUCHED.contains(&tag.name.as_str()) {
            let end = ends.end_of(&text, &tag);
            writer.line.push_str(&text[from..tag.at.start]);
            writer.keep(&text[tag.at.start..end]);
            at = end;
            from = end;
        } else {
            writer.line.push_str(&text[from..tag.at.start]);
            if tag.name == "br" {
                writer.line.push_str("<br>");
                from = at;
            } else if tag.name.is_empty() && is_division(tag.inside) {
                from = at;
            } else {
                writer.keep(&text[tag.at.clone()]);
                from = at;
            }
        }
    }
    writer.words(&text[from..]);
    writer.out
}

/// Whether a comment is one of the divisions of a post that WordPress knows.
fn is_division(comment: &str) -> bool {
    let comment = comment.trim_start();
    comment.starts_with("more") || matches!(comment.trim_end(), "nextpage" | "noteaser")
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The elements that are open.
    open: Vec<String>,
    /// Whether nothing but a start tag is before what comes.
    is_after_start: bool,
    /// Words and tags that wait for the next block. Of a tag, line ends are no line ends.
    line: String,
    /// Tags that stay as they are, for each U+FDD0 in the line. That is no character.
    kept: Vec<String>,
}

const KEPT: char = '\u{fdd0}';

impl Writer {
    fn keep(&mut self, tag: &str) {
        self.line.push(KEPT);
        self.kept.push(tag.to_owned());
    }

    /// Writes what has been collected, with these last words.
    fn words(&mut self, last: &str) {
        self.line.push_str(last);
        let line = std::mem::take(&mut self.line);
        let kept = std::mem::take(&mut self.kept);
        let mut kept = kept.into_iter();
        let is_first = std::mem::take(&mut self.is_after_start);
        let parent = self.open.last().map_or("", String::as_str);
        let is_phrase = PHRASES.contains(&parent);
        let paragraphs: Vec<_> = paragraphs(&line).collect();
        let is_split = paragraphs.len() > 1;
        let begins_far = line.trim_start_matches([' ', '\t']).starts_with("\n\n");
        for (number, paragraph) in paragraphs.into_iter().enumerate() {
            let mut text = broken(paragraph.trim());
            let is_only_comments = text.chars().all(|c| c == KEPT || c.is_whitespace())
                && kept.as_slice().iter().take(text.matches(KEPT).count()).all(|tag| tag.starts_with("<!--"));
            text = restored(&text, &mut kept);
            if text.trim().is_empty() {
                continue;
            }
            let is_bare = is_phrase
                || is_only_comments
                || STRUCTURES.contains(&parent)
                || is_first && number == 0 && !begins_far && !is_split && ITEMS.contains(&parent);
            if !is_bare {
                self.out.push_str("<p>");
                self.out.push_str(&text);
                self.out.push_str("</p>\n");
            } else if is_phrase && number > 0 && parent == "p" {
                self.out.push_str("</p>\n<p>");
                self.out.push_str(&text);
            } else {
                if number > 0 {
                    self.out.push(' ');
                }
                self.out.push_str(&text);
            }
        }
        // Tags of a paragraph of nothing but space.
        self.out.extend(kept);
    }

    fn block(&mut self, tag: &Tag, text: &str) {
        self.out.push_str(text);
        let is_open_ended = !tags::is_void(&tag.name) && !text.ends_with("/>") && tag.name != "x-block";
        if tag.is_end {
            if let Some(at) = self.open.iter().rposition(|open| *open == tag.name) {
                self.open.truncate(at);
            }
            self.out.push('\n');
        } else if is_open_ended {
            // `<p>` and `<li>` end without an end tag where the next one begins.
            if self.open.last().is_some_and(|open| open == "p" || open == "li" && tag.name == "li") {
                self.open.pop();
            }
            if self.open.len() < 1_000 {
                self.open.push(tag.name.clone());
            }
            self.is_after_start = true;
        }
    }
}

/// The parts between blank lines, and between two line breaks.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut from = 0;
        loop {
            let Some(at) = text[from..].find(['\n', '<']).map(|at| from + at) else {
                rest = None;
                return Some(text);
            };
            let after = &text[at..];
            let end = if let Some(next) = after.strip_prefix('\n') {
                next.trim_start_matches([' ', '\t']).strip_prefix('\n')
            } else {
                after.strip_prefix("<br>").and_then(|next| next.trim_start().strip_prefix("<br>"))
            };
            if let Some(next) = end {
                rest = Some(next);
                return Some(&text[..at]);
            }
            from = at + 1;
        }
    })
}

/// The lines of a paragraph with line breaks between them.
fn broken(paragraph: &str) -> String {
    let paragraph = paragraph.trim_start_matches("<br>").trim();
    let paragraph = paragraph.trim_end_matches("<br>").trim_end();
    let mut out = String::with_capacity(paragraph.len());
    for (number, line) in paragraph.split('\n').enumerate() {
        if number > 0 {
            if !out.trim_end().ends_with("<br>") {
                out.truncate(out.trim_end().len());
                out.push_str("<br>");
            }
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

fn restored(text: &str, kept: &mut impl Iterator<Item = String>) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, part) in text.split(KEPT).enumerate() {
        if number > 0 {
            out.extend(kept.next());
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(text: &str, expected: &str) {
        assert_eq!(autop(text).trim_end(), expected);
    }

    #[test]
    fn blank_lines_separate_paragraphs_and_line_ends_break_lines() {
        becomes("One\ntwo.\r\n\r\nThree.\n  \n\n Four.", "<p>One<br>\ntwo.</p>\n<p>Three.</p>\n<p>Four.</p>");
        becomes("One<br />\ntwo<br/><br>three", "<p>One<br>\ntwo</p>\n<p>three</p>");
        becomes(" \n\n ", "");
    }

    #[test]
    fn blocks_are_in_no_paragraph() {
        becomes(
            "A\n<h2>B</h2>\nC\n\n<ul>\n<li>D</li>\n<li>E</li>\n</ul>\nF",
            "<p>A</p>\n<h2>B</h2>\n<p>C</p>\n<ul><li>D</li>\n<li>E</li>\n</ul>\n<p>F</p>",
        );
        becomes("<div>A</div>", "<div>A</div>");
        becomes("<div>A\n\nB</div>", "<div><p>A</p>\n<p>B</p>\n</div>");
        becomes("<blockquote>A\n\nB</blockquote>", "<blockquote><p>A</p>\n<p>B</p>\n</blockquote>");
        becomes("<p>A</p>\n\n<p>B\n\nC</p>", "<p>A</p>\n<p>B</p>\n<p>C</p>");
        becomes("A<hr />B", "<p>A</p>\n<hr /><p>B</p>");
    }

    #[test]
    fn what_has_lines_of_its_own_is_left_alone() {
        becomes("<pre>a\n\nb</pre>\nc", "<pre>a\n\nb</pre>\n<p>c</p>");
        becomes("<video>\n<source src='a'>\n\n</video>", "<p><video>\n<source src='a'>\n\n</video></p>");
        becomes("<a\nhref='b'>c</a>", "<p><a\nhref='b'>c</a></p>");
        becomes("<!-- a\n\nb -->", "<!-- a\n\nb -->");
        becomes("<pre>a\n\nb", "<pre>\n<p>a</p>\n<p>b</p>");
    }

    #[test]
    fn divisions_of_a_post_go() {
        becomes("A<!--more-->\n\nB\n<!--nextpage-->\nC", "<p>A</p>\n<p>B</p>\n<p>C</p>");
    }
}

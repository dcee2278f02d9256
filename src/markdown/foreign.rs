//! Signs that other kinds of Markdown have. Here they are text, so readers see them as they are written.

use std::ops::Range;

use super::inline::is_attributes;

/// A construct of another kind of Markdown.
#[derive(Debug, PartialEq)]
pub struct Construct {
    /// What it is, with the verb that follows.
    pub what: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// Declares constructs.
macro_rules! constructs {
    ($($name:ident: $what:literal, $help:literal;)+) => {
        $(pub(super) const $name: &Construct = &Construct { what: $what, help: $help };)+
    };
}

constructs! {
    SPACE: "an address with a space is", "write it in angle brackets, as in ![A bell](<one sheet.jpg>), or each space as %20";
    SIZE: "a size after the address of an image is", "remove it: the size is read from the file";
    TITLE: "a title with quotation marks in it is", "write each quotation mark within the title as \\\"";
    ADDRESS: "this link or image is", "write the address alone in the parentheses, as in [words](address); a link can't be in a link";
    EMBEDDED: "an image between two brackets is", "write ![…](<…>), with words that describe it in the brackets and its address after them";
    WIKI_LINK: "a link between two brackets is", "write [words](name.md), with the name of the file of the article";
    LINK_ATTRIBUTES: "braces after a link or an image are", "remove them: links and images have no attributes";
    BRACES: "these braces after brackets are", "write no spaces around =, and close each quotation mark, as in [words]{lang=de}";
    TASK: "the box of a task list is", "remove it, or write a sign in its place";
    HEADING: "a heading without a space is", "write a space after the last #";
    MARKS: "a name or a class in braces is", "remove it";
    ALERT: "a kind of quote in brackets is", "write a block ```{callout} with the fields title and body";
    CONTAINER: "a block between colons or exclamation marks is", "write a block ```{callout} with the fields title and body";
    COMMENT: "a comment between percent signs is", "write it as <!-- … -->, or remove it";
    HIGHLIGHT: "a highlight between equals signs is", "remove the signs, or emphasise the words by stars";
    TEMPLATE: "a tag of a template is", "write what it stands for, or remove it";
    TABLE: "a table without a line of dashes is", "write a second line with as many cells of dashes as the first one has, as in | --- | --- |";
    BULLET: "a line with a bullet is", "write - and a space in its place";
    STARS: "a pair of stars or tildes beside a letter is", "put the signs beside a space, or write [words]{strong} or [words]{em}";
    INLINE_NOTE: "a footnote within the text is", "write [^name] here, and a line [^name]: … below the text";
}

/// A text as the parser left it.
#[derive(Default)]
pub(super) struct Raw {
    text: String,
    /// The offsets of pieces of the text, each with the place that it has in the source.
    places: Vec<(usize, usize)>,
}

/// Stands for what is not text as it is written.
const OTHER: char = '\u{1}';
/// Stands for the end of a link or an image.
const LINK: char = '\u{2}';

impl Raw {
    pub fn words(&mut self, source: &str, words: &str, at: Range<usize>) {
        let is_as_written = source.get(at.clone()) == Some(words);
        let before = source[..at.start].bytes().rev().take_while(|byte| *byte == b'\\').count();
        let first = words.chars().next().filter(|first| before % 2 == 1 && first.is_ascii_punctuation());
        match (is_as_written, first) {
            (false, _) => self.other(),
            (true, Some(first)) => {
                self.other();
                let length = first.len_utf8();
                self.push(&words[length..], at.start + length);
            }
            (true, None) => self.push(words, at.start),
        }
    }

    pub fn line(&mut self) {
        self.text.push('\n');
    }

    pub fn other(&mut self) {
        self.text.push(OTHER);
    }

    pub fn link(&mut self) {
        self.text.push(LINK);
    }

    fn push(&mut self, words: &str, at: usize) {
        self.places.push((self.text.len(), at));
        self.text += words;
    }

    fn place(&self, offset: usize) -> usize {
        let index = self.places.partition_point(|(start, _)| *start <= offset);
        let (start, at) = self.places.get(index.saturating_sub(1)).copied().unwrap_or_default();
        at + offset.saturating_sub(start)
    }

    /// The constructs in the text, with their places in the source: of each one the first in a line.
    pub fn constructs(&self) -> Vec<(Range<usize>, &'static Construct)> {
        const SIGNS: [char; 17] = ['[', ']', '{', '}', '=', '%', ':', '!', '#', '|', '*', '_', '~', '•', '◦', '‣', '▪'];
        if !self.text.contains(SIGNS) {
            return Vec::new();
        }
        let mut found = Vec::new();
        brackets(&self.text, &mut found);
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            for (range, construct) in in_line(line.trim_end_matches('\n')) {
                found.push((start + range.start..start + range.end, construct));
            }
            start += line.len();
        }
        found
            .into_iter()
            .map(|(range, construct)| {
                let from = self.place(range.start);
                (from..self.place(range.end - 1).max(from) + 1, construct)
            })
            .collect()
    }
}

type Found = Vec<(Range<usize>, &'static Construct)>;

/// Links and images that are none, and braces after brackets.
fn brackets(text: &str, found: &mut Found) {
    let mut open = None;
    for (at, sign) in text.match_indices(['[', ']', LINK]) {
        let rest = &text[at + sign.len()..];
        match sign {
            "[" => {
                let is_image = text[..at].ends_with('!');
                open = Some(if is_image { at - 1 } else { at });
                continue;
            }
            "]" => {}
            // Braces after a link.
            _ => {
                if let Some(inside) = until(rest, '{', '}') {
                    found.push((at + 1..at + 1 + inside.len() + 2, LINK_ATTRIBUTES));
                }
                continue;
            }
        }
        let Some(start) = open.take() else { continue };
        if let Some(inside) = until(rest, '(', ')') {
            let end = at + 1 + inside.len() + 2;
            found.push((start..end, of_address(inside)));
        } else if let Some(inside) = until(rest, '{', '}')
            && inside.contains('=')
            && !is_attributes(text, at + 1)
        {
            found.push((start..at + 1 + inside.len() + 2, BRACES));
        }
    }
}

/// What is wrong with the parentheses of a link.
fn of_address(inside: &str) -> &'static Construct {
    let size = inside.rsplit_once(" =").map(|(_, size)| size.trim());
    let is_size =
        |size: &str| !size.is_empty() && size.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '×' | '*' | '%'));
    if size.is_some_and(is_size) {
        SIZE
    } else if inside.matches('"').count() > 2 {
        TITLE
    } else if inside.trim().contains(char::is_whitespace) {
        SPACE
    } else {
        ADDRESS
    }
}

/// What stands between two signs at the beginning of a text, in one line and without the first sign in it.
fn until(text: &str, first: char, last: char) -> Option<&str> {
    let rest = text.strip_prefix(first)?;
    let end = rest.find([first, last, '\n', '['])?;
    (rest[end..].starts_with(last)).then(|| &rest[..end])
}

fn in_line(line: &str) -> Found {
    let mut found = Vec::new();
    let indent = line.len() - line.trim_start().len();
    let (words, whole) = (line.trim(), indent..line.trim_end().len());
    let after_hashes = words.trim_start_matches('#');
    let hashes = words.len() - after_hashes.len();
    if (2..=6).contains(&hashes) && after_hashes.starts_with(char::is_alphanumeric) {
        found.push((whole.clone(), HEADING));
    }
    let mut characters = words.chars();
    if matches!(characters.next(), Some('•' | '◦' | '‣' | '▪')) && characters.next().is_some_and(char::is_whitespace)
    {
        found.push((whole.clone(), BULLET));
    }
    if words.starts_with('|') && words.ends_with('|') && words.len() > 2 && words[1..words.len() - 1].contains('|') {
        found.push((whole.clone(), TABLE));
    }
    let is_admonition =
        |words: &str| words.strip_prefix("!!! ").is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_lowercase()));
    if words.starts_with(":::") || is_admonition(words) {
        found.push((whole.clone(), CONTAINER));
    }
    if let Some(end) = words.strip_prefix("[!").and_then(|rest| rest.find(']'))
        && words[2..2 + end].bytes().all(|byte| byte.is_ascii_alphabetic())
        && end > 0
    {
        found.push((indent..indent + end + 3, ALERT));
    }
    let between = |first: &str, last: &str| {
        let start = line.find(first)?;
        let end = line[start + first.len()..].find(last)?;
        Some(start..start + first.len() + end + last.len())
    };
    for (first, last) in [("{%", "%}"), ("{{", "}}")] {
        found.extend(between(first, last).map(|range| (range, TEMPLATE)));
    }
    if let Some(Range { start, end }) = between("[[", "]]") {
        let is_image = line[..start].ends_with('!');
        found.push(if is_image { (start - 1..end, EMBEDDED) } else { (start..end, WIKI_LINK) });
    }
    let note = line.match_indices("^[").find_map(|(at, _)| {
        let inside =
            until(&line[at + 1..], '[', ']').filter(|inside| !inside.is_empty() && inside.trim() == *inside)?;
        Some(at..at + inside.len() + 3)
    });
    found.extend(note.map(|range| (range, INLINE_NOTE)));
    let marks = line.match_indices('{').find_map(|(at, _)| {
        let inside = until(&line[at..], '{', '}')?;
        // In code, braces after a colon or a dot have numbers and signs.
        let (rest, has_colon) = inside.strip_prefix(':').map_or((inside, false), |rest| (rest.trim_start(), true));
        let is_mark = rest.strip_prefix(['#', '.']).is_some_and(|name| name.starts_with(char::is_alphabetic));
        let is_field = has_colon && rest.starts_with(char::is_alphabetic) && rest.contains('=');
        (is_mark || is_field).then_some(at..at + inside.len() + 2)
    });
    found.extend(marks.map(|range| (range, MARKS)));
    found.extend(pair(line, "%%").map(|range| (range, COMMENT)));
    found.extend(pair(line, "==").map(|range| (range, HIGHLIGHT)));
    let stars = ["**", "*", "~~"].into_iter().find_map(|sign| pair(line, sign)).or_else(|| underscores(line));
    found.extend(stars.map(|range| (range, STARS)));
    found
}

/// Words between two underscores, beside a letter of a script without spaces or capitals. Names in code have such signs, too.
fn underscores(line: &str) -> Option<Range<usize>> {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let (start, rest) = line.split_once('_').map(|(before, rest)| (before.len(), rest))?;
    let inside = rest.trim_start_matches('_').split('_').next().filter(|inside| !inside.is_empty())?;
    let end = line.len() - rest.trim_start_matches('_').len() + inside.len();
    let after = line[end..].trim_start_matches('_');
    let is_pair = end < line.len() && inside.trim() == inside;
    let is_beside = is_letter(line[..start].chars().next_back()) || is_letter(after.chars().next());
    (is_pair && is_beside).then(|| start..line.len() - after.len())
}

/// Words between two equal signs. The first one stands before a word, and the second one after a word.
fn pair(line: &str, sign: &str) -> Option<Range<usize>> {
    let is_in_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !sign.contains(c));
    let is_star = !matches!(sign, "==" | "%%");
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
    let inner = |start: usize| line[start + sign.len()..].chars().next();
    let mut open: Option<usize> = None;
    for (at, _) in line.match_indices(sign) {
        let end = at + sign.len();
        let (before, after) = (line[..at].chars().next_back(), line[end..].chars().next());
        match open {
            // Stars beside letters alone are read as such, if they are a pair.
            Some(start) if is_in_word(before) && (!is_star || is_sign(inner(start)) || is_sign(before)) => {
                return Some(start..end);
            }
            // A mark of a footnote, as in "the price**, which".
            None if is_star && after.is_some_and(|c| ".,;:!?)]}。、，；：！？）」』".contains(c)) => {}
            None if is_in_word(after) && (is_star || !before.is_some_and(char::is_alphanumeric)) => open = Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The constructs in a text that is one piece, each with its words.
    fn found(text: &str) -> Vec<(&str, &'static Construct)> {
        let mut raw = Raw::default();
        raw.words(text, text, 0..text.len());
        raw.constructs().into_iter().map(|(range, construct)| (&text[range], construct)).collect()
    }

    #[test]
    fn ordinary_prose_has_no_foreign_signs() {
        for text in [
            "It cost 5% (or 100 %), from 5%% to 6%%: so 12:30:45 = noon, a == b, x=={y} and c==d==e.",
            "A set {a, b}, {1}, f{x}, {name}, {} and } or {; JSON {\"a\": 1}; a smile :{ :} {: and ::: there.",
            "He said: \"[sic]\" [1] (see [2]) [a, b] and [c](; [d] (e f); !! [!] [ ] [x] #1 ## # two #tag",
            "2 * 3 * 4, 2*3, f***, price* and *terms, 5 ** 2, ~5, ~~, a | b || c, | x, ^2, $5 and $6",
            "x = 1\ny = 2\n=====\n--- != <=> !! Wow\n!!! Wow",
            "a snake_case_name, __init__ and _private_; https://e.org/a_b_c_d, 日本_語, 変数_名前 and __",
            "price**, and s**t, {.5, .6}, {:.2f}, {:>10}, {: .1}, ^ and ^[ no [1] or ^[]",
            "**bold at the end and *so",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn underscores_beside_letters_without_capitals_are_a_foreign_sign() {
        for (text, words) in
            [("a 彼は_日本語_を話す", "_日本語_"), ("__日本。__の b", "__日本。__"), ("قال_نعم_ثم", "_نعم_")]
        {
            assert_eq!(found(text), [(words, STARS)], "{text}");
        }
    }

    #[test]
    fn an_escaped_sign_is_text() {
        let source = "\\{{ a }}";
        let mut raw = Raw::default();
        raw.words(source, "{{ a }}", 1..source.len());
        assert_eq!(raw.constructs(), []);
    }
}

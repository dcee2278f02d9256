//! Messages and help for files that are not JSON, or exceed a limit.

use crate::article::json::{MAX_DEPTH, MAX_STRING, parse};
use crate::article::{MAX_BYTES, ParseError};

use super::report::{Findings, Place};

/// Adds the finding for a file that could not be parsed. `bytes` is its content, and `example` a minimal valid
/// document.
pub(super) fn add(bytes: &[u8], error: &ParseError, example: &str, findings: &mut Findings) {
    let text = findings.text();
    let begin = format!("begin with {example}, or remove the file");
    let (rule, at, message, help) = match error {
        ParseError::Empty => ("empty", 0, "the file is empty".to_owned(), begin.as_str()),
        ParseError::WebPage => (
            "web-page",
            0,
            "this is a web page, not JSON".to_owned(),
            "save the JSON of the article, not the page that shows it",
        ),
        ParseError::Truncated => {
            let end = text.trim_end().len();
            (
                "truncated",
                end,
                "the file ends too soon".to_owned(),
                "close all open quotation marks, brackets and braces",
            )
        }
        ParseError::Syntax { line, column } => {
            let at = offset(text, *line, *column);
            ("syntax", at, "this is not JSON".to_owned(), advice(text, at))
        }
        ParseError::Encoding => {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            ("encoding", at, "from here on, the file is neither UTF-8 nor UTF-16".to_owned(), "save it as UTF-8")
        }
        ParseError::Nesting => {
            let message = format!("from here on, brackets are nested deeper than {MAX_DEPTH} levels");
            ("nesting", too_deep(text), message, "nest fewer lists and blocks")
        }
        ParseError::LongString { line } => {
            let message = format!("a string in this line is longer than {MAX_STRING} bytes");
            ("long-string", offset(text, *line, 1), message, "split the text into paragraphs")
        }
        ParseError::TooLarge => {
            let message = format!("the file has {} bytes, and at most {MAX_BYTES} are allowed", bytes.len());
            ("too-large", 0, message, "split it into several articles, or remove what is not text")
        }
        ParseError::Shape(problem) => ("type", problem.at, problem.to_string(), "see the format"),
    };
    findings.error(Place { at, ..Place::default() }, rule, message, help);
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
}

/// Help for the most common errors, by the characters at the error and before it.
fn advice(text: &str, at: usize) -> &'static str {
    let before = text[..at].trim_end().chars().next_back();
    match (before, text[at..].chars().next()) {
        (Some(','), Some('}' | ']')) => "remove the comma before it",
        (_, Some('\'' | '“' | '”' | '„' | '«' | '‘' | '’')) => "JSON requires straight double quotes: \"",
        (_, Some('/' | '#')) => "JSON has no comments; use a key of your own for them, such as \"x-comment\"",
        (_, Some(_)) if parse(&text[..at]).is_ok() => {
            "there is text after the end: remove it, or move it to its own file"
        }
        (_, Some(c)) if c < ' ' => "a string must end in the same line: write \\n for a line break and \\t for a tab",
        (Some('"' | '}' | ']' | 'e' | 'l' | '0'..='9'), Some('"' | '{' | '[')) => {
            "a comma or a colon is missing before it"
        }
        (_, Some(c)) if text[..at].ends_with('"') && c.is_alphanumeric() => {
            "a quotation mark within text is written \\\"; the one before it ends the text"
        }
        (Some('{' | ','), Some(c)) if c.is_alphabetic() => "put keys in double quotes",
        (None, Some(_)) => "a file begins with {",
        (Some(c), _) if c == '\\' || text[..at].ends_with("\\u") => "a backslash in a string is written \\\\",
        _ => "compare it with a file that works, or open it in a JSON editor to see the error",
    }
}

fn too_deep(text: &str) -> usize {
    let (mut depth, mut inside, mut escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            b'[' | b'{' if !inside => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return at;
                }
            }
            b']' | b'}' if !inside => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

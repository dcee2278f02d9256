//! What was found, and where.

use std::ops::Range;
use std::path::PathBuf;

use serde::Serialize;

use crate::article::read::{Path, Step};

/// What came of a check.
#[derive(Debug)]
pub struct Report {
    /// Each file that was checked.
    pub documents: Vec<Document>,
}

/// A file that was checked.
#[derive(Debug)]
pub struct Document {
    /// As it was named, or found.
    pub file: PathBuf,
    /// What it holds.
    pub text: String,
    /// What is wrong with it, from top to bottom.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Debug)]
pub struct Finding {
    /// The part of the text.
    pub at: Range<usize>,
    /// The line it begins in, from 1.
    pub line: usize,
    /// The character of the line it begins at, from 1.
    pub column: usize,
    /// The part of the document, as `body[3].source.href`; empty for all of it.
    pub path: String,
    /// How grave.
    pub level: Level,
    /// A name for tools, which never changes.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// How grave a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something is left out, or shown wrong.
    Error,
    /// All is shown, and something is not as it should be.
    Warning,
}

impl Report {
    /// How many findings there are in all.
    pub fn count(&self) -> usize {
        self.documents.iter().map(|document| document.findings.len()).sum()
    }

    /// Whether anything is left out, or shown wrong.
    pub fn has_errors(&self) -> bool {
        self.documents.iter().flat_map(|document| &document.findings).any(|finding| finding.level == Level::Error)
    }
}

/// The findings in one text, as they come up.
pub(super) struct Findings<'a> {
    text: &'a str,
    list: Vec<Finding>,
}

/// A part of the document and where it begins in the text.
#[derive(Default)]
pub(super) struct Place {
    pub at: usize,
    pub path: Path,
}

impl<'a> Findings<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, list: Vec::new() }
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    pub fn error(&mut self, place: Place, rule: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.add(place, Level::Error, rule, message.into(), help.into());
    }

    pub fn warning(&mut self, place: Place, rule: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.add(place, Level::Warning, rule, message.into(), help.into());
    }

    fn add(&mut self, place: Place, level: Level, rule: &'static str, message: String, help: String) {
        let path = if place.path.steps().is_empty() { String::new() } else { place.path.to_string() };
        let at = token(self.text, place.at);
        self.list.push(Finding { at, line: 0, column: 0, path, level, rule, message, help });
    }

    /// From top to bottom, each with its line and column: all of them in one walk over the text.
    pub fn placed(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|finding| finding.at.start);
        let (mut at, mut line, mut column) = (0, 1, 1);
        for finding in &mut self.list {
            for c in self.text[at..finding.at.start].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            at = finding.at.start;
            (finding.line, finding.column) = (line, column);
        }
        self.list
    }
}

/// The innermost key on a way.
pub(super) fn last_key(path: &Path) -> Option<&str> {
    path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_ref()),
        Step::Index(_) => None,
    })
}

/// The word, number, string or bracket that begins here.
fn token(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let mut characters = rest.char_indices();
    let length = match characters.next() {
        None => return text.len()..text.len(),
        Some((_, '"')) => {
            let mut escaped = false;
            let end = characters.find(|(_, c)| {
                let ends = matches!(c, '\n') || (*c == '"' && !escaped);
                escaped = *c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |(end, c)| if c == '"' { end + 1 } else { end })
        }
        Some((_, first)) => {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.');
            match rest.find(|c| !word(c)) {
                // A line break has no width.
                Some(0) if first.is_control() => 0,
                Some(0) => first.len_utf8(),
                end => end.unwrap_or(rest.len()),
            }
        }
    };
    at..at + length
}

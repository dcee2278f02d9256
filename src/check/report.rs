//! The report: files, findings and their places.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::Serialize;

use crate::article::read::{Path, Step};
use crate::source::Form;

/// The result of a check.
#[derive(Debug)]
pub struct Report {
    /// The files that were checked.
    pub documents: Vec<Document>,
}

/// A file that was checked.
#[derive(Debug)]
pub struct Document {
    /// The path of the file, as it was given or found.
    pub file: PathBuf,
    /// The text of the file.
    pub text: String,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
}

/// An error or a warning at one place of a file.
#[derive(Debug)]
pub struct Finding {
    /// The byte range in the text.
    pub at: Range<usize>,
    /// The line at which it begins, counted from 1.
    pub line: usize,
    /// The character in the line at which it begins, counted from 1.
    pub column: usize,
    /// The path in the document, such as `body[3].source.href`; empty for the whole document.
    pub path: String,
    /// The severity.
    pub level: Level,
    /// The name of the rule for tools. It never changes.
    pub rule: &'static str,
    /// The message that describes the error.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// The severity of a [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Readers miss something, or see it wrongly.
    Error,
    /// Readers see everything, but something should be improved.
    Warning,
}

impl Report {
    /// The number of findings in all files.
    pub fn count(&self) -> usize {
        self.documents.iter().map(|document| document.findings.len()).sum()
    }

    /// Whether there is a finding of [`Level::Error`].
    pub fn has_errors(&self) -> bool {
        self.documents.iter().flat_map(|document| &document.findings).any(|finding| finding.level == Level::Error)
    }
}

/// A syntax of keys with values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Syntax {
    Json,
    Yaml,
    Toml,
}

impl Syntax {
    /// Writes keys with values that are given in JSON, as `"tags": ["Bells"]`.
    pub fn write(self, json: &str) -> String {
        let sign = match self {
            Self::Json => return json.to_owned(),
            Self::Yaml => ": ",
            Self::Toml => " = ",
        };
        let mut pieces = json.split("\": ");
        let mut written = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            // Before the colon is the key, and before the key is its first quotation mark.
            if let Some(mark) = written.rfind('"') {
                written.remove(mark);
            }
            written += sign;
            written += piece;
        }
        written
    }
}

/// Collects the findings in one text.
pub(super) struct Findings<'a> {
    text: &'a str,
    list: Vec<Finding>,
    form: Form,
    /// How many findings each rule has, and the place of the first one that is not in the list.
    counts: HashMap<&'static str, Count>,
}

/// The number of findings of a rule, and of the first one beyond [`MOST`] its place and severity.
#[derive(Default)]
struct Count {
    all: usize,
    first_left_out: Option<(usize, Level)>,
}

/// The maximum number of findings of one rule in a file. Nobody reads more, and a program may have made the same mistake in each
/// of 100,000 lines.
const MOST: usize = 100;

/// A part of the document: its path, and the byte offset at which it begins.
#[derive(Default)]
pub(crate) struct Place {
    pub at: usize,
    pub path: Path,
}

impl<'a> Findings<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, list: Vec::new(), form: Form::Json, counts: HashMap::new() }
    }

    /// Sets the form of the text. In Markdown, some things are corrected in another way than in JSON.
    pub fn in_form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    pub fn is_markdown(&self) -> bool {
        self.form == Form::Markdown
    }

    /// The syntax of the fields at a place.
    pub fn syntax(&self, at: usize) -> Syntax {
        if !self.is_markdown() {
            return Syntax::Json;
        }
        let rest = self.text.trim_start();
        let start = self.text.len() - rest.len();
        let front = rest.strip_prefix("+++").and_then(|rest| rest.find("\n+++"));
        match front {
            Some(end) if at < start + end => Syntax::Toml,
            _ => Syntax::Yaml,
        }
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

    /// Adds a finding about a whole range of the text, up to the end of its first line.
    pub fn over(
        &mut self,
        at: Range<usize>,
        path: Path,
        level: Level,
        rule: &'static str,
        message: String,
        help: &str,
    ) {
        if !self.add(Place { at: at.start, path }, level, rule, message, help.to_owned()) {
            return;
        }
        let found = self.text.get(at.clone()).and_then(|found| found.lines().next());
        if let (Some(finding), Some(found)) = (self.list.last_mut(), found) {
            finding.at = at.start..at.start + found.trim_end().len();
        }
    }

    /// Adds a finding, and returns whether it is listed.
    fn add(&mut self, place: Place, level: Level, rule: &'static str, message: String, help: String) -> bool {
        if self.is_full(rule) {
            self.leave_out(place.at, level, rule);
            return false;
        }
        self.counts.entry(rule).or_default().all += 1;
        let path = if place.path.steps().is_empty() { String::new() } else { place.path.to_string() };
        let at = if self.is_markdown() { word(self.text, place.at) } else { token(self.text, place.at) };
        self.list.push(Finding { at, line: 0, column: 0, path, level, rule, message, help });
        true
    }

    /// Whether no more findings of a rule are listed.
    pub fn is_full(&self, rule: &str) -> bool {
        self.counts.get(rule).is_some_and(|count| count.all >= MOST)
    }

    /// Counts a finding of a rule that is full.
    pub fn leave_out(&mut self, at: usize, level: Level, rule: &'static str) {
        let count = self.counts.entry(rule).or_default();
        count.all += 1;
        let first = count.first_left_out.get_or_insert((at, level));
        if level == Level::Error {
            first.1 = level;
        }
    }

    /// The findings in the order of the text. Their lines and columns are set in a single pass over it.
    pub fn placed(mut self) -> Vec<Finding> {
        for (rule, Count { all, first_left_out }) in self.counts {
            if let Some((at, level)) = first_left_out {
                let at = at.min(self.text.len());
                let message =
                    format!("{} more findings of this rule are not listed, of which this is the first", all - MOST);
                let help = "correct those before it, and check again".to_owned();
                self.list.push(Finding {
                    at: at..at,
                    line: 0,
                    column: 0,
                    path: String::new(),
                    level,
                    rule,
                    message,
                    help,
                });
            }
        }
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

/// The last key in a path.
pub(super) fn last_key(path: &Path) -> Option<&str> {
    path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_ref()),
        Step::Index(_) => None,
    })
}

/// The range of the word, address or sign that begins at `at` in Markdown.
fn word(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '<' | '>' | ',' | '|');
    let word = rest.split(is_end).next().unwrap_or_default().trim_end_matches(['.', ':', ';', '!', '?', '*', '_', '`']);
    let first = rest.chars().next().filter(|c| !c.is_control()).map_or(0, char::len_utf8);
    at.min(text.len())..at.min(text.len()) + word.len().max(first)
}

/// The range of the word, number, string or bracket that begins at `at`.
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
                // A line break can't be underlined.
                Some(0) if first.is_control() => 0,
                Some(0) => first.len_utf8(),
                end => end.unwrap_or(rest.len()),
            }
        }
    };
    at..at + length
}

//! The report for people: each error with its line and how to fix it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

use super::report::{Document, Finding, Level, Report};

impl Report {
    /// The findings with the lines that they refer to, and their number. Empty if there are none.
    pub fn to_human(&self, colour: bool) -> String {
        let mut text = self.findings(colour);
        let files = self.documents.iter().filter(|document| !document.findings.is_empty()).count();
        match self.count() {
            0 => {}
            1 => text += "1 finding\n",
            count => text += &format!("{count} findings in {files} of {} files\n", self.documents.len()),
        }
        text
    }

    /// The findings with the lines that they refer to.
    pub fn findings(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for document in &self.documents {
            for finding in &document.findings {
                text += &renderer.render(&[group(document, finding)]);
                text += "\n\n";
            }
        }
        text
    }
}

fn group<'a>(document: &'a Document, finding: &'a Finding) -> Group<'a> {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
    };
    let file = document.file.display().to_string();
    let (source, at) = excerpt(&document.text, &finding.at);
    let whole = matches!(source, Cow::Borrowed(_));
    let place = AnnotationKind::Primary.span(at).label(&finding.path);
    let snippet = Snippet::source(source).line_start(finding.line).annotation(place);
    let title = level.primary_title(&finding.message).id(finding.rule);
    let group = if whole {
        title.element(snippet.path(file))
    } else {
        // For an excerpt, the column of the snippet would be wrong, so the position is given separately.
        title.element(Origin::path(file).line(finding.line).char_column(finding.column)).element(snippet)
    };
    group.element(Title::HELP.message(&finding.help))
}

/// The number of characters shown before and after the error. Some files have only one, very long line.
const AROUND: usize = 100;

/// The line of the error, or an excerpt if the line is long, and the range of the error in it.
fn excerpt<'a>(text: &'a str, at: &Range<usize>) -> (Cow<'a, str>, Range<usize>) {
    let (before, found) = text[..at.end].split_at(at.start);
    let before = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let after = text[at.end..].split('\n').next().unwrap_or_default();
    let start = before.char_indices().nth_back(AROUND).map(|(start, _)| start);
    let end = after.char_indices().nth(AROUND).map(|(end, _)| end);
    let width = found.char_indices().nth(AROUND).map(|(width, _)| width);
    if (start, end, width) == (None, None, None) {
        let line = at.start - before.len()..at.end + after.len();
        return (text[line].into(), before.len()..before.len() + found.len());
    }
    let lead = start.map_or(before.into(), |start| format!("…{}", &before[start..]));
    let found = width.map_or(found.into(), |width| format!("{}…", &found[..width]));
    let tail = end.map_or(after.into(), |end| format!("{}…", &after[..end]));
    let at = lead.len()..lead.len() + found.len();
    (format!("{lead}{found}{tail}").into(), at)
}

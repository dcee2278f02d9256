//! The report for people: what is wrong, the line it stands in, and how to fix it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

use super::report::{Document, Finding, Level, Report};

impl Report {
    /// The findings with the lines they stand in; nothing if there are none.
    pub fn to_human(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for document in &self.documents {
            for finding in &document.findings {
                text += &renderer.render(&[group(document, finding)]);
                text += "\n\n";
            }
        }
        let files = self.documents.iter().filter(|document| !document.findings.is_empty()).count();
        match self.count() {
            0 => {}
            1 => text += "1 finding\n",
            count => text += &format!("{count} findings in {files} of {} files\n", self.documents.len()),
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
        // Of an excerpt, the column would be counted from where it begins.
        title.element(Origin::path(file).line(finding.line).char_column(finding.column)).element(snippet)
    };
    group.element(Title::HELP.message(&finding.help))
}

/// How many characters of a line are shown on either side of the fault: some files have but one line.
const AROUND: usize = 100;

/// The line, or what is near of it, and where in that the fault is.
fn excerpt<'a>(text: &'a str, at: &Range<usize>) -> (Cow<'a, str>, Range<usize>) {
    let (before, fault) = text[..at.end].split_at(at.start);
    let before = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let after = text[at.end..].split('\n').next().unwrap_or_default();
    let start = before.char_indices().nth_back(AROUND).map(|(start, _)| start);
    let end = after.char_indices().nth(AROUND).map(|(end, _)| end);
    let width = fault.char_indices().nth(AROUND).map(|(width, _)| width);
    if (start, end, width) == (None, None, None) {
        let line = at.start - before.len()..at.end + after.len();
        return (text[line].into(), before.len()..before.len() + fault.len());
    }
    let lead = start.map_or(before.into(), |start| format!("…{}", &before[start..]));
    let fault = width.map_or(fault.into(), |width| format!("{}…", &fault[..width]));
    let tail = end.map_or(after.into(), |end| format!("{}…", &after[..end]));
    let at = lead.len()..lead.len() + fault.len();
    (format!("{lead}{fault}{tail}").into(), at)
}

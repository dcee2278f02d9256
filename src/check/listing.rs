//! The report for tools.

use serde::Serialize;

use super::report::{Level, Report};

#[derive(Serialize)]
struct List<'a> {
    /// How many documents were checked.
    documents: usize,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: String,
    line: usize,
    column: usize,
    path: &'a str,
    level: Level,
    rule: &'a str,
    message: &'a str,
    help: &'a str,
}

impl Report {
    /// One object with a list.
    pub fn to_json(&self) -> String {
        let entries = self.documents.iter().flat_map(|document| {
            document.findings.iter().map(|finding| Entry {
                file: document.file.display().to_string(),
                line: finding.line,
                column: finding.column,
                path: &finding.path,
                level: finding.level,
                rule: finding.rule,
                message: &finding.message,
                help: &finding.help,
            })
        });
        let list = List { documents: self.documents.len(), findings: entries.collect() };
        // Serialising to memory fails for a map whose keys are not text, and here are no maps.
        serde_json::to_string_pretty(&list).unwrap_or_default()
    }
}

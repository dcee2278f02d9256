//! The report as JSON, for tools.

use serde::Serialize;

use super::report::{Level, Report};

#[derive(Serialize)]
struct List<'a> {
    /// The number of documents that were checked.
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
    /// The report as a JSON object with the list of findings.
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
        // This can't fail: writing to memory only fails for maps whose keys are not text, and there are no maps.
        serde_json::to_string_pretty(&list).unwrap_or_default()
    }
}

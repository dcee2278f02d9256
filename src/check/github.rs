//! The report as annotations of a GitHub workflow
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use super::report::{Level, Report};

impl Report {
    /// The report as workflow commands, one in each line.
    pub fn to_github(&self) -> String {
        let mut text = String::new();
        for document in &self.documents {
            for finding in &document.findings {
                let level = match finding.level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                };
                let file = property(&document.file.display().to_string());
                let (line, column, rule) = (finding.line, finding.column, property(finding.rule));
                let message = data(&format!("{}\n{}", finding.message, finding.help));
                text += &format!("::{level} file={file},line={line},col={column},title={rule}::{message}\n");
            }
        }
        text
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! The name of an article's file, which is part of its address.

use crate::slug::is_slug;

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let name = subject.file.file_stem().unwrap_or_default();
    if !name.to_str().is_some_and(is_slug) {
        let message = format!("a story named \"{}\" has no address", name.display());
        let help =
            "best are small letters, digits and hyphens; %, ?, # and \\ can't be in it, nor a dot at its beginning";
        findings.error(article.place(), "file-name", message, help);
    }
}

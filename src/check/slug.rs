//! The rule `file-name`: the name of an article's file is part of its address.

use crate::slug::is_slug;

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let name = subject.file.file_stem().unwrap_or_default();
    if !name.to_str().is_some_and(is_slug) {
        let message = format!("an article named \"{}\" can't have an address", name.display());
        let help = "use small letters, digits and hyphens; %, ?, # and \\ are not allowed, nor a dot at the beginning";
        findings.error(article.place(), "file-name", message, help);
    }
}

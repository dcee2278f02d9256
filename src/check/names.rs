//! The rule `file-name`: names that can't be part of an address, or that other systems can't hold.

use crate::page_path::{is_index, is_reserved};
use crate::slug::{MAX_LENGTH, is_slug};
use crate::source::{Item, SitePath};

use super::Subject;
use super::report::{Findings, Place};

/// Names that Windows reserves for devices, also with an extension
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let (site, path) = (subject.context.site, subject.context.path);
    let slug = path.slug().unwrap_or_else(|| path.as_str().rsplit('/').next().unwrap_or_default());
    if !is_slug(slug) || is_index(slug) {
        let message = format!("a page of the name \"{slug}\" can't have an address");
        let help = "use small letters, digits and hyphens; %, ?, # and \\ are not allowed, nor a dot at the beginning";
        findings.error(article.place(), "file-name", message, help);
    } else if slug.len() > MAX_LENGTH {
        let message = format!("the name of this file has {} bytes, which is too long for its page", slug.len());
        let help = format!("rename it: {MAX_LENGTH} bytes are possible, and about 60 letters are usual");
        findings.error(article.place(), "file-name", message, help);
    } else if let Some(message) = unportable(path) {
        findings.warning(article.place(), "file-name", message, "rename it, with small letters, digits and hyphens");
    }
    if let Item::Page(slug) = path.item()
        && is_reserved(slug)
    {
        let message = format!("a page can't be named \"{slug}\", since the site has files or folders with such names");
        findings.error(article.place(), "file-name", message, "give it another name, without a dot");
    }
    let same = path.folder().and_then(|folder| site.documents_named(folder, slug).find(|other| other.path != *path));
    if let Some(other) = same {
        let message = format!("{} has the same name, so neither of the two is published", other.path);
        let help = "rename one of them: the name of the file is the address of its page, whatever folder it is in";
        findings.error(article.place(), "same-name", message, help);
    } else if let Some(other) = site.slug_like(slug).filter(|_| matches!(path.item(), Item::Article(_))) {
        let message = format!("another article is named \"{other}\", which many systems take for the same name");
        findings.warning(article.place(), "file-name", message, "rename one of them, so that they differ in letters");
    }
}

/// Checks the name of a file that a document refers to at `place`.
pub(super) fn of_file(path: &SitePath, place: Place, findings: &mut Findings) {
    if let Some(message) = unportable(path) {
        let help = "rename the file, with small letters, digits and hyphens, and write its new name here";
        findings.warning(place, "file-name", message, help);
    }
}

/// The message that not every system can hold a file with this path, if that is so.
fn unportable(path: &SitePath) -> Option<String> {
    let why = path.as_str().split('/').find_map(not_everywhere)?;
    Some(format!("not every system can hold a file with this name: {why}"))
}

/// Why a name is impossible on Windows, on a disk of a camera, or in most synchronised folders.
pub(crate) fn not_everywhere(name: &str) -> Option<String> {
    let device = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    if DEVICES.contains(&device.as_str()) {
        return Some(format!("Windows keeps \"{device}\" for a device"));
    }
    if let Some(c) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '*' | '?' | '\\')) {
        return Some(format!("Windows allows no {c} in it"));
    }
    let stem = name.strip_suffix(".json").or_else(|| name.strip_suffix(".md")).unwrap_or(name);
    [name, stem]
        .iter()
        .any(|name| name.ends_with(['.', ' ']) && !name.chars().all(|c| c == '.'))
        .then(|| "it ends in a dot or a space".to_owned())
}

//! The rule `not-published`: articles in the wrong folder, or without the extension `.json`.

use std::ffi::OsStr;
use std::path::Path;
use std::{fs, io};

use crate::article;
use crate::article::json::{self, Value};

use super::report::{Findings, Place};

/// Whether the name of a file seems to end in `.json`: also in capitals, or with the `.txt` that Windows adds and
/// hides.
pub(super) fn is_named_like_one(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.ends_with(".json") || name.ends_with(".json.txt")
}

/// Whether the content of a file is an article, and not other data.
pub(super) fn is_one(path: &Path) -> io::Result<bool> {
    let root = article::decode(&fs::read(path)?).and_then(|text| json::parse(&text));
    let Ok(Value::Object(entries)) = root.map(|root| root.value) else { return Ok(false) };
    Ok(["headline", "body"].iter().all(|wanted| entries.iter().any(|(key, _)| key.name == *wanted)))
}

/// Warns that a file is not published, with the reason.
pub(super) fn add(path: &Path, findings: &mut Findings) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.to_ascii_lowercase().rfind(".json").map_or(&*name, |end| &name[..end]);
    let help = if path.extension() == Some(OsStr::new("json")) {
        format!("articles must be directly in content/articles/: move it to content/articles/{name}")
    } else {
        format!("the name must end in .json, in small letters: rename it to {stem}.json")
    };
    findings.warning(Place::default(), "not-published", "this file is not published", help);
}

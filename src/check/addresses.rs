//! Relative addresses: whether what they lead to is there.

use std::path::{Path, PathBuf};

use url::Url;

use crate::page::route::Route;

use super::Subject;
use super::report::Findings;

/// The keys whose value is the address of a file to be shown.
pub(super) const FILES: [&str; 5] = ["src", "poster", "thumbnail", "logo", "image"];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each(|object| {
        for key in FILES {
            if let Some(path) = object.text(key).and_then(|raw| local(subject.file, raw))
                && !path.is_file()
            {
                let help = "addresses are relative to the folder of this file, and capitals count";
                findings.error(object.place_of(key), "dead-file", format!("there is no file {}", short(&path)), help);
            }
        }
        if let Some(path) = object.text("href").and_then(|raw| story(subject.file, raw))
            && !path.is_file()
        {
            let help = "a link to a story ends in the name of its file";
            let message = format!("there is no story {}", short(&path));
            findings.error(object.place_of("href"), "dead-story", message, help);
        }
    });
}

/// The file that a relative address leads to. Not of `/one/like/this`: which folder the server begins at, nobody
/// knows here.
pub(super) fn local(file: &Path, raw: &str) -> Option<PathBuf> {
    relative(file, raw)?.to_file_path().ok()
}

/// The file of another story that a link leads to.
fn story(file: &Path, raw: &str) -> Option<PathBuf> {
    let url = relative(file, raw)?;
    if url.path().ends_with(".json") {
        return url.to_file_path().ok();
    }
    // Stories lie in content/articles/ below the page that shows them.
    let stories = std::path::absolute(file).ok()?.parent()?.to_owned();
    let page = url.to_file_path().ok()?;
    match Route::parse(&format!("#{}", url.fragment()?)) {
        Route::Story(slug) if page.join("content/articles") == stories => Some(stories.join(slug + ".json")),
        _ => None,
    }
}

fn relative(file: &Path, raw: &str) -> Option<Url> {
    let trimmed = raw.trim_start_matches(|c: char| c <= ' ');
    if trimmed.starts_with(['/', '\\']) || Url::parse(trimmed) != Err(url::ParseError::RelativeUrlWithoutBase) {
        return None;
    }
    Url::from_file_path(std::path::absolute(file).ok()?).ok()?.join(trimmed).ok()
}

/// The last two parts of a path, which is what people look for.
fn short(path: &Path) -> String {
    let parts: Vec<_> = path.components().rev().take(2).collect();
    parts.into_iter().rev().collect::<PathBuf>().display().to_string()
}

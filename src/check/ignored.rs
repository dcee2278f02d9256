//! The rule `not-published`: files that look like articles, but are not published because of their places or names.

use std::path::Path;

use crate::article;
use crate::article::json::{self, Value};
use crate::markdown;
use crate::source::{AUTHORS, Form, Ignored, Reason};

use super::report::{Findings, Place};

/// Whether the content of a file is an article, and not other data.
pub(super) fn is_article(file: &Path, bytes: &[u8]) -> bool {
    if Form::meant_by(&file.to_string_lossy()) == Some(Form::Markdown) {
        // Most Markdown files have no front matter, and are no articles.
        let text = markdown::decode_markdown(bytes).unwrap_or_default();
        let root = markdown::parse(&text).map(|document| document.root.value);
        return has_front_matter(&text)
            && matches!(root, Ok(Value::Object(entries)) if entries.iter().any(|(key, _)| key.name == "headline"));
    }
    let root = article::decode(bytes).and_then(|text| json::parse(&text));
    let Ok(Value::Object(entries)) = root.map(|root| root.value) else { return false };
    ["headline", "body"].iter().all(|wanted| entries.iter().any(|(key, _)| key.name == *wanted))
}

/// Whether a Markdown text begins with front matter, as that of a README does not.
pub(super) fn has_front_matter(text: &str) -> bool {
    matches!(text.trim_start().lines().next().map(str::trim_end), Some("---" | "+++"))
}

fn is_author_in_markdown(ignored: &Ignored) -> bool {
    Form::meant_by(&ignored.file.to_string_lossy()) == Some(Form::Markdown)
        && ignored.file.parent().is_some_and(|folder| folder.ends_with(AUTHORS))
}

/// Adds the finding that a file is not published, with the reason.
pub(super) fn add(ignored: &Ignored, findings: &mut Findings) {
    let name = ignored.file.file_name().unwrap_or_default().to_string_lossy();
    let place = Place::default();
    let mut warning =
        |help: String| findings.warning(Place::default(), "not-published", "this file is not published", help);
    match ignored.reason {
        Reason::Place if is_author_in_markdown(ignored) => {
            warning("the file of an author is JSON: write it as docs/format.md describes".to_owned());
        }
        Reason::Place => warning(format!("articles must be in articles/: move it to articles/{name}")),
        Reason::Ending => {
            let ending = Form::meant_by(&name).unwrap_or_default().ending();
            let small = name.to_ascii_lowercase();
            let stem = small.strip_suffix(".txt").unwrap_or(&small).rfind('.').map_or(&*name, |end| &name[..end]);
            warning(format!("the name must end in .{ending}, in small letters: rename it to {stem}.{ending}"));
        }
        Reason::InBundle => warning(format!(
            "of a folder with an index.json or index.md, only that article is published: move it to articles/{name}, or to a \
             folder of its own"
        )),
        Reason::NotUtf8 => {
            let message = "this file is not published, since its name is not UTF-8 and can't be part of an address";
            findings.error(place, "file-name", message, "rename it, with small letters, digits and hyphens");
        }
        Reason::NotAFile => {
            let message = "this is not a file of the site folder, but a pipe, a device, or a link that leads elsewhere";
            findings.error(place, "not-a-file", message, "put the article itself here, or remove this");
        }
    }
}

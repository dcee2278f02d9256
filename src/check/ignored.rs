//! The rule `not-published`: files that look like articles, but are not published because of their places or names.

use crate::article;
use crate::article::json::{self, Value};
use crate::source::{Ignored, Reason};

use super::report::{Findings, Place};

/// Whether the content of a file is an article, and not other data.
pub(super) fn is_article(bytes: &[u8]) -> bool {
    let root = article::decode(bytes).and_then(|text| json::parse(&text));
    let Ok(Value::Object(entries)) = root.map(|root| root.value) else { return false };
    ["headline", "body"].iter().all(|wanted| entries.iter().any(|(key, _)| key.name == *wanted))
}

/// Adds the finding that a file is not published, with the reason.
pub(super) fn add(ignored: &Ignored, findings: &mut Findings) {
    let name = ignored.file.file_name().unwrap_or_default().to_string_lossy();
    let place = Place::default();
    let mut warning =
        |help: String| findings.warning(Place::default(), "not-published", "this file is not published", help);
    match ignored.reason {
        Reason::Place => warning(format!("articles must be in articles/: move it to articles/{name}")),
        Reason::Ending => {
            let stem = name.to_ascii_lowercase().rfind(".json").map_or(&*name, |end| &name[..end]);
            warning(format!("the name must end in .json, in small letters: rename it to {stem}.json"));
        }
        Reason::InBundle => warning(format!(
            "of a folder with an index.json, only that article is published: move it to articles/{name}, or to a \
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

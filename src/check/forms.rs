//! How a field is written, for those who wrote it otherwise.

use crate::address::Link;
use crate::article::Lead;
use crate::article::date::Date;
use crate::article::language::Language;
use crate::article::read::{OBJECT, Path, Read};
use crate::article::text::Text;
use crate::session::question::{self, Preset};

use super::addresses::FILES;
use super::report::last_key;

/// The fields that are lists or objects, and what they look like.
const FORMS: [(&str, &str); 23] = [
    ("answer", r#"["A paragraph."]"#),
    ("authors", r#"["A. Writer"]"#),
    ("body", r#"["A paragraph.", "Another."]"#),
    ("captions", r#"[{ "src": "../media/film.en.vtt", "lang": "en", "label": "English" }]"#),
    ("corrections", r#"[{ "date": "2024-10-05", "kind": "correction", "text": "…" }]"#),
    ("head", r#"["Place", "Weight"]"#),
    ("headers", r#"{ "X-CSRF": "1" }"#),
    ("items", r#"[…, …]"#),
    ("lead", r#"{ "type": "image", "src": "../images/name.jpg", "width": 1200, "height": 800, "alt": "…" }"#),
    ("licence", r#"{ "name": "CC BY 4.0", "href": "https://…" }"#),
    ("list", r#"{ "items": ["One", "Two"] }"#),
    ("notes", r#"[{ "id": "1", "text": "…" }]"#),
    ("publisher", r#"{ "name": "…" }"#),
    ("related", r#"[{ "headline": "…", "href": "name-of-its-file.json" }]"#),
    ("rights", r#"{ "holder": "…" }"#),
    ("rows", r#"[["The mole", 90], ["The reef", 140]]"#),
    ("session", r#"{ "login": "https://…?next={return}" }"#),
    ("source", r#"{ "text": "…", "href": "https://…" }"#),
    ("sources", r#"[{ "src": "../media/film.mp4", "mime": "video/mp4" }]"#),
    ("sponsors", r#"[{ "kind": "funded", "name": "…" }]"#),
    ("tags", r#"["Harbours"]"#),
    ("translations", r#"[{ "lang": "de", "href": "https://…" }]"#),
    ("variants", r#"[{ "src": "../images/name-480.jpg", "width": 480 }]"#),
];

/// How to mend a value that is not `what`. It begins with `first`; `example` is the least that a whole document can be.
pub(super) fn remedy(what: &str, path: &Path, first: Option<&u8>, example: &str) -> String {
    let key = last_key(path).unwrap_or_default();
    let form = FORMS.iter().find(|(name, _)| *name == key).map(|(_, form)| *form);
    match (what, form) {
        (Date::EXPECTED, _) => {
            "months and days have two digits and are in the calendar, and a time needs its seconds and its distance \
             from UTC; as it is, the date is left out"
                .to_owned()
        }
        (Preset::EXPECTED, _) => {
            format!("the presets are {}; as it is, it is left out", question::presets().join(", "))
        }
        (Language::EXPECTED, _) => {
            "a language is given by its tag from BCP 47: letters and digits, joined by hyphens; as it is, it is left out"
                .to_owned()
        }
        (Link::EXPECTED, _) if first == Some(&b'{') => {
            let address = if FILES.contains(&key) { "../images/name.jpg" } else { "https://…" };
            format!("write only the address: \"{key}\": \"{address}\"; as it is, it is left out")
        }
        (bool::EXPECTED, _) => "write it without quotes; as it is, it is left out".to_owned(),
        (u32::EXPECTED, _) => "write it in digits alone; as it is, it is left out".to_owned(),
        (OBJECT, _) if path.steps().is_empty() => format!("the file is one object, as {example}"),
        (Vec::<Text>::EXPECTED | OBJECT | Lead::EXPECTED, Some(form)) => {
            format!("write it as \"{key}\": {form}; as it is, it is left out")
        }
        _ if path.steps().is_empty() => "as it is, nothing of it is shown".to_owned(),
        _ => "as it is, it is left out".to_owned(),
    }
}

//! How a field is written, for those who wrote it otherwise.

use crate::article::read::{Expected, Path};
use crate::schema::fields::fields;
use crate::session::question;

use super::addresses::files;
use super::report::last_key;

/// How to fix a value that is not `what`. It begins with `first`, and stands in a `block`, if it stands in one;
/// `example` is the least that a whole document can be.
pub(super) fn remedy(what: Expected, path: &Path, block: Option<&str>, first: Option<&u8>, example: &str) -> String {
    let key = last_key(path).unwrap_or_default();
    let form = fields().example(key, block);
    match (what, form) {
        (Expected::Date, _) => {
            "months and days have two digits and are in the calendar, and a time needs its seconds and its distance \
             from UTC; as it is, the date is left out"
                .to_owned()
        }
        (Expected::Preset, _) => {
            format!("the presets are {}; as it is, it is left out", question::presets().join(", "))
        }
        (Expected::Language, _) => {
            "a language is given by its tag from BCP 47: letters and digits, joined by hyphens; as it is, it is left out"
                .to_owned()
        }
        (Expected::Address, _) if first == Some(&b'{') => {
            let address = if files().contains(key) { "../images/name.jpg" } else { "https://…" };
            format!("write only the address: \"{key}\": \"{address}\"; as it is, it is left out")
        }
        (Expected::Boolean, _) => "write it without quotes; as it is, it is left out".to_owned(),
        (Expected::WholeNumber, _) => "write it in digits alone; as it is, it is left out".to_owned(),
        (Expected::Object, _) if path.steps().is_empty() => format!("the file is one object, as {example}"),
        (Expected::List | Expected::Object | Expected::Lead, Some(form)) => {
            format!("write it as \"{key}\": {form}; as it is, it is left out")
        }
        _ if path.steps().is_empty() => "as it is, nothing of it is shown".to_owned(),
        _ => "as it is, it is left out".to_owned(),
    }
}

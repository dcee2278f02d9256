//! Help texts for values that don't have the expected type.

use crate::article::read::{Expected, Path};
use crate::schema::fields::fields;
use crate::session::question;

use super::addresses::files;
use super::report::{Syntax, last_key};

/// How to fix a value that does not have the expected type `what`. `is_object` is whether the value is one,
/// `block` the type of the block that contains it, `example` a minimal valid document, and `syntax` that of the value.
pub(super) fn remedy(
    what: Expected,
    path: &Path,
    block: Option<&str>,
    is_object: bool,
    example: &str,
    syntax: Syntax,
) -> String {
    let key = last_key(path).unwrap_or_default();
    let form = fields().example(key, block);
    match (what, form) {
        (Expected::Date, _) => {
            "the day must exist, months and days have two digits, and a time needs seconds and its offset from \
             UTC; as it is, the date is left out"
                .to_owned()
        }
        (Expected::Moment, _) => "write the day, the time with seconds, and its offset from UTC (Z is UTC); until then, the \
                                 article is not published, or stays as it was published before"
            .to_owned(),
        (Expected::Preset, _) => {
            format!("the presets are {}; as it is, it is left out", question::presets().join(", "))
        }
        (Expected::Language, _) => {
            "a language is given by its tag from BCP 47: letters and digits, joined by hyphens; as it is, it is left out"
                .to_owned()
        }
        (Expected::Address, _) if is_object => {
            let address = if files().contains(key) { "../images/name.jpg" } else { "https://…" };
            let field = syntax.write(&format!("\"{key}\": \"{address}\""));
            format!("write only the address: {field}; as it is, it is left out")
        }
        (Expected::Color, _) => {
            "write it as #1b1a17, rgb(27 26 23), hsl(…), oklch(…) or by its name in CSS; as it is, it is left out".to_owned()
        }
        (Expected::Font | Expected::Fonts, _) => {
            "write names of fonts alone, as [\"Source Serif\", \"Georgia\", \"serif\"]; as it is, it is left out".to_owned()
        }
        (Expected::Length, _) => {
            "a length is a number above 0 with em, rem, px or %, and not wider than any page; as it is, it is left out"
                .to_owned()
        }
        (Expected::FontFile, _) => "put a WOFF2, WOFF, TTF or OTF file into the site folder, and write its path there, as \
                                   \"fonts/name.woff2\": fonts of other servers are never requested"
            .to_owned(),
        (Expected::OwnImage, _) => {
            "put the image into the site folder, and write its path there, as \"images/logo.svg\"; as it is, it is left out"
                .to_owned()
        }
        (Expected::IconFile, _) => {
            "put an SVG, PNG or ICO file into the site folder, and write its path there, as \"images/icon.svg\"; as it is, \
             it is left out"
                .to_owned()
        }
        (Expected::Boolean, _) => "write it without quotes; as it is, it is left out".to_owned(),
        (Expected::WholeNumber, _) => "write it with digits only; as it is, it is left out".to_owned(),
        (Expected::Object, _) if path.steps().is_empty() => format!("the file must be one object, such as {example}"),
        (Expected::List | Expected::Object | Expected::Lead, Some(form)) => {
            let field = syntax.write(&format!("\"{key}\": {form}"));
            format!("write it as {field}; as it is, it is left out")
        }
        _ if path.steps().is_empty() => "as it is, nothing of it is shown".to_owned(),
        _ => "as it is, it is left out".to_owned(),
    }
}

//! The rule `language`: whether a language tag is in the IANA registry. Browsers choose voices, hyphenation and fonts
//! by it.

use language_tags::{LanguageTag, ValidationError};

use crate::article::language::is_shaped;
use crate::schema::fields::{Holds, fields};

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let languages = fields().keys(&[Holds::Language]);
    subject.tree.each(|object| {
        for key in languages.iter() {
            // Tags with wrong syntax are skipped: `article::read` has reported them.
            let tag = object.text(key).filter(|tag| is_shaped(tag));
            if let Some((message, help)) = tag.and_then(error) {
                findings.error(object.place_of(key), "language", message, help);
            }
        }
    });
}

fn error(tag: &str) -> Option<(String, String)> {
    let register = "the IANA registry lists the subtags";
    let parsed = match LanguageTag::parse(tag) {
        Ok(parsed) => parsed,
        Err(error) => return Some((format!("\"{tag}\" is not a language: {error}"), register.to_owned())),
    };
    let message = match parsed.validate() {
        Ok(()) => return None,
        Err(ValidationError::PrimaryLanguageNotInRegistry) => {
            format!("there is no language \"{}\"", parsed.primary_language())
        }
        Err(ValidationError::RegionNotInRegistry) => {
            format!("there is no region \"{}\"", parsed.region().unwrap_or_default())
        }
        Err(ValidationError::ScriptNotInRegistry) => {
            format!("there is no script \"{}\"", parsed.script().unwrap_or_default())
        }
        Err(error) => format!("\"{tag}\" is not a language: {error}"),
    };
    let help = match parsed.region() {
        Some(region) if region.eq_ignore_ascii_case("UK") => {
            format!("the United Kingdom is GB: \"{}-GB\"", parsed.primary_language())
        }
        _ => format!("use the shortest tag that is correct, such as \"en\" or \"pt-BR\"; {register}"),
    };
    Some((message, help))
}

//! The language of the site, written into the script of the element, which would need a request more to ask for it.

use std::io::ErrorKind;

use fs_err as fs;

use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::store::compress::Effort;

/// The script with the language of the site. An app without the element is an app all the same.
pub const FILE: Kind = Kind {
    name: "the element",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let built = match fs::read(context.app.join(SCRIPT)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        match script(&built, context.publication.lang()) {
            Some(script) => sink.write_with(SCRIPT, script.as_bytes(), Effort::Most),
            None => Ok(()),
        }
    }),
};

/// The name of the script, which other sites' pages have.
pub const SCRIPT: &str = "embed.js";

/// The text before the language in the script.
const SIGN: &str = "\"lang=";

/// The script for a site in this language (BCP 47), made from that of the build or of an earlier run. [`None`] if it
/// has no place for a language.
fn script(before: &str, lang: &str) -> Option<String> {
    let (head, rest) = before.split_once(SIGN)?;
    let (_, tail) = rest.split_once('"')?;
    Some(format!("{head}{SIGN}{lang}\"{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_takes_the_place_of_the_one_before() {
        for (before, after) in [
            ("f(\"lang=\".slice(5))", Some("f(\"lang=ar\".slice(5))")),
            ("f(\"lang=pt-BR\".slice(5),\"x\")", Some("f(\"lang=ar\".slice(5),\"x\")")),
            ("f(\"lang=ar\".slice(5))", Some("f(\"lang=ar\".slice(5))")),
            ("f('lang=')", None),
            ("f(\"lang=", None),
            ("", None),
        ] {
            assert_eq!(script(before, "ar").as_deref(), after, "{before}");
        }
    }

    #[test]
    fn the_script_of_the_element_has_one_place_for_a_language() {
        assert_eq!(include_str!("../embed.js").matches(SIGN).count(), 1);
    }
}

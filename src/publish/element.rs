//! Writes the language of the site into `embed.js`, which saves the script a request for `site.json`.

use std::io::ErrorKind;

use fs_err as fs;

use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::store::compress::Effort;

/// The script with the language of the site. A build without the script is valid, too.
pub const FILE: Kind = Kind {
    name: "embed script",
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

/// The file name of the script. It never changes, since other sites' pages contain it.
pub const SCRIPT: &str = "embed.js";

/// The text in the script right before the language.
const BEFORE_LANG: &str = "\"lang=";

/// The script for a site in this language (BCP 47), made from the script of the build or of an earlier run. [`None`] if
/// the script has no [`BEFORE_LANG`].
fn script(before: &str, lang: &str) -> Option<String> {
    let (head, rest) = before.split_once(BEFORE_LANG)?;
    let (_, tail) = rest.split_once('"')?;
    Some(format!("{head}{BEFORE_LANG}{lang}\"{tail}"))
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
        assert_eq!(include_str!("../embed.js").matches(BEFORE_LANG).count(), 1);
    }
}

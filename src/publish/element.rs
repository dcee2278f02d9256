//! Writes the language of the site into `embed.js`, which saves the script a request for `site.json`.

use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::store::compress::Effort;

/// The script with the language of the site. An app without the script is valid, too.
pub const FILE: Kind = Kind {
    name: "embed script",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let Some(built) = context.app.read(SCRIPT)? else { return Ok(()) };
        let script = script(&String::from_utf8_lossy(&built), context.publication.lang());
        sink.write_with(SCRIPT, script.as_bytes(), Effort::Most)
    }),
};

/// The file name of the script. It never changes, since other sites' pages contain it.
pub const SCRIPT: &str = "embed.js";

/// The text in the script right before the language.
const BEFORE_LANG: &str = "\"lang=";

/// The script for a site in this language (BCP 47), made from the script of the app. It is unchanged if it has no
/// [`BEFORE_LANG`].
fn script(built: &str, lang: &str) -> String {
    built.replacen(BEFORE_LANG, &format!("{BEFORE_LANG}{lang}"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_put_in_its_place() {
        for (built, made) in
            [("f(\"lang=\".slice(5),\"x\")", "f(\"lang=ar\".slice(5),\"x\")"), ("f('lang=')", "f('lang=')"), ("", "")]
        {
            assert_eq!(script(built, "ar"), made, "{built}");
        }
    }

    #[test]
    fn the_script_of_the_element_has_one_place_for_a_language() {
        assert_eq!(include_str!("../embed.js").matches(BEFORE_LANG).count(), 1);
    }
}

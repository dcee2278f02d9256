//! The language of the site, written into the script of the element, which would need a request more to ask for it.

/// The name of the script, which other sites' pages have.
pub const SCRIPT: &str = "embed.js";

/// The text before the language in the script.
const SIGN: &str = "\"lang=";

/// The script for a site in this language (BCP 47), made from that of the build or of an earlier run. [`None`] if it has no
/// place for a language.
pub fn script(before: &str, lang: &str) -> Option<String> {
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

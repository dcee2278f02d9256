//! The direction of a script.

use broadsheet::article::Direction::{self, Ltr, Rtl};
use broadsheet::article::RIGHT_TO_LEFT;
use icu_locale::subtags::Script;
use icu_locale::{LanguageIdentifier, LocaleDirectionality};

use crate::article::article_with;
use crate::views::page_of;

#[test]
fn a_language_has_a_direction() {
    for (direction, tags) in [
        (Ltr, &["en", "de-AT", "ko", "zh-Hant-TW", "az", "ku", "", "not a tag", "arn"][..]),
        (Ltr, &["ar-Latn", "he-Latn-IL", "ur-Latn", "pa-Guru"]),
        (Rtl, &["ar", "AR", "ar-EG", "he", "he-IL", "fa", "ur-PK", "ps", "yi", "dv", "ckb", "sd", "ug"]),
        (Rtl, &["az-Arab", "pa-Arab-PK", "en-Hebr", "ff-Adlm", "AZ-ARAB"]),
    ] {
        for tag in tags {
            assert_eq!(Direction::of(tag), direction, "{tag:?}");
        }
    }
}

#[test]
fn the_direction_in_the_article_has_priority() {
    for (fields, dir) in [
        (r#""lang": "ar""#, "rtl"),
        (r#""lang": "ar", "dir": "ltr""#, "ltr"),
        (r#""dir": "rtl""#, "rtl"),
        (r#""lang": "en""#, "ltr"),
    ] {
        assert_eq!(page_of(&article_with(fields), None).attr("article", "dir"), Some(dir), "{fields}");
    }
    assert_eq!((Ltr.name(), Rtl.name()), ("ltr", "rtl"));
}

/// Regression: a list in the code knew only fourteen languages.
#[test]
fn the_direction_of_a_language_is_that_of_its_script_in_cldr() {
    for (direction, tags) in [
        (Rtl, &["prs", "pnb", "ks", "arz", "pa-PK", "az-IR", "iw", "ckb", "syr", "nqo"][..]),
        // Similar cases, which the bug report did not have.
        (Rtl, &["uz-AF", "ku-IQ", "lrc", "mzn", "glk", "ary", "apc", "rhg", "man-Nkoo", "ha-Arab", "ji", "hbo", "azb"]),
        (Rtl, &["ms-Arab", "tr-Arab", "kk-CN", "skr", "bal", "sd-PK", "ur-IN", "he-u-ca-hebrew", "fa-AF-x-dari"]),
        (Ltr, &["ku", "az", "pa", "pa-IN", "uz", "ks-Deva", "sd-Deva", "ms", "tr", "kk", "ha", "mt", "und", "x-arab"]),
    ] {
        for tag in tags {
            assert_eq!(Direction::of(tag), direction, "{tag:?}");
        }
    }
}

#[test]
fn the_browser_knows_the_scripts_that_run_from_right_to_left() {
    let directions = LocaleDirectionality::new_extended();
    let letters = || 'a'..='z';
    let mut scripts = Vec::new();
    for (a, b) in letters().flat_map(|a| letters().map(move |b| (a, b))) {
        for (c, d) in letters().flat_map(|c| letters().map(move |d| (c, d))) {
            let script: Script = format!("{a}{b}{c}{d}").parse().unwrap();
            if directions.is_right_to_left(&LanguageIdentifier::from(Some(script))) {
                scripts.push(script.to_string());
            }
        }
    }
    assert_eq!(RIGHT_TO_LEFT.as_slice(), scripts.as_slice());
}

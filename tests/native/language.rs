//! The direction of a script.

use broadsheet::article::Direction::{self, Ltr, Rtl};

use crate::story::story_with;
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
fn what_the_story_says_counts_more() {
    for (fields, dir) in [
        (r#""lang": "ar""#, "rtl"),
        (r#""lang": "ar", "dir": "ltr""#, "ltr"),
        (r#""dir": "rtl""#, "rtl"),
        (r#""lang": "en""#, "ltr"),
    ] {
        assert_eq!(page_of(&story_with(fields), None).attr("article", "dir"), Some(dir), "{fields}");
    }
    assert_eq!((Ltr.name(), Rtl.name()), ("ltr", "rtl"));
}

//! What imported articles are called.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use crate::check::names;
use crate::page_path::{is_index, is_reserved};
use crate::slug::is_slug;
use crate::spelling::{hyphenated, spelling_key};

/// The length of the longest slug, in bytes, without a number.
const MAX_LENGTH: usize = 100;

/// The slugs that are taken. An article and a page may have the same.
#[derive(Debug, Default)]
pub struct Slugs(HashSet<(bool, String)>);

impl Slugs {
    /// Takes a slug that a file has already.
    pub fn insert(&mut self, is_page: bool, slug: &str) {
        self.0.insert((is_page, spelling_key(slug)));
    }

    /// Takes a slug for a name, and returns it, with whether it got a number since another has the same. `is_free` says whether
    /// a file can have it.
    pub fn take(&mut self, is_page: bool, name: &str, is_free: impl Fn(&str) -> bool) -> (String, bool) {
        let slug = plain(name);
        let (mut numbered, mut number) = (slug.clone(), 1);
        while !is_possible(is_page, &numbered)
            || !self.0.insert((is_page, spelling_key(&numbered)))
            || !is_free(&numbered)
        {
            number += 1;
            numbered = format!("{slug}-{number}");
        }
        (numbered, number > 1)
    }
}

/// The slug of a name, which may be the percent-encoded one of an address: in small letters, its words in their own script, with
/// hyphens between them.
pub fn plain(name: &str) -> String {
    let decoded = percent_decode_str(name).decode_utf8().unwrap_or_else(|_| name.into());
    let slug = hyphenated(&spelling_key(&decoded), MAX_LENGTH);
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

fn is_possible(is_page: bool, slug: &str) -> bool {
    is_slug(slug)
        && !is_index(slug)
        && slug != "index"
        && names::not_everywhere(slug).is_none()
        && !(is_page && is_reserved(slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_small_letters_and_hyphens_in_its_own_script() {
        for (name, expected) in [
            ("The Bell: A Story", "the-bell-a-story"),
            ("harbour_bell.v2", "harbour-bell-v2"),
            ("Über Öl", "über-öl"),
            ("%d9%85%d9%82%d8%a7", "مقا"),
            ("50% off", "50-off"),
            ("../../etc/passwd", "etc-passwd"),
            ("…", "untitled"),
        ] {
            assert_eq!(plain(name), expected);
        }
        assert!(plain(&"long words ".repeat(50)).len() <= MAX_LENGTH);
        assert!(plain(&"長".repeat(200)).len() <= MAX_LENGTH);
    }

    #[test]
    fn a_slug_that_is_taken_or_impossible_gets_a_number() {
        let mut slugs = Slugs::default();
        slugs.insert(false, "Bell");
        for (is_page, name, expected) in [
            (false, "bell", ("bell-2", true)),
            (false, "Bell", ("bell-4", true)),
            (true, "bell", ("bell", false)),
            (true, "authors", ("authors-2", true)),
            (false, "authors", ("authors", false)),
            (false, "con", ("con-2", true)),
            (false, "index", ("index-2", true)),
        ] {
            let (slug, is_numbered) = slugs.take(is_page, name, |slug| slug != "bell-3");
            assert_eq!((slug.as_str(), is_numbered), expected, "{name}");
        }
    }
}

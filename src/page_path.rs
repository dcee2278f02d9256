//! Where the page of an article lies in its publication.

use icu_normalizer::ComposingNormalizer;
use percent_encoding::percent_decode_str;

use crate::article::Day;

/// The folder of an article's page, which ends in a slash: as `2024/10/bell/`. It stays the same as long as the day does
/// on which the article came out, as readers see it.
pub fn of_article(slug: &str, published: Option<Day>) -> String {
    match published {
        Some(Day { year, month, .. }) => format!("{year:04}/{month:02}/{slug}/"),
        None => format!("undated/{slug}/"),
    }
}

/// Whether an address below a publication's own is one of an article's page, however it is spelt: with escapes or without,
/// with `index.html`, without the slash at the end, with a query or a fragment; the page for frames; the article in the app
/// (`#/bell`); or where its page was before its date was corrected.
pub fn is_of_article(address: &str, slug: &str) -> bool {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, slug) = (plain(path), plain(slug));
    if let Some(name) = fragment.strip_prefix('/') {
        return matches!(path.as_str(), "" | "reader.html")
            && plain(name.split('#').next().unwrap_or_default()) == slug;
    }
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    match path.split('/').collect::<Vec<_>>()[..] {
        ["undated" | "embed", name] => name == slug,
        [year, month, name] => {
            name == slug && (year.len(), month.len()) == (4, 2) && is_number(year) && is_number(month)
        }
        _ => false,
    }
}

/// Whether two paths lead to the same page, however they are spelt.
pub fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = ComposingNormalizer::new_nfc().normalize(&path);
    let mut names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
    if names.last().is_some_and(|name| matches!(name.to_lowercase().as_str(), "index.html" | "index.htm")) {
        names.pop();
    }
    names.join("/")
}

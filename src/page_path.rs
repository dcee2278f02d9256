//! Where the page of an article lies in its publication.

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

/// Whether two paths lead to the same page, however they are spelt: with escapes or without, with `index.html`, without
/// the slash at the end, with a query or a fragment.
pub fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    path.split('/').filter(|name| !name.is_empty()).collect::<Vec<_>>().join("/")
}

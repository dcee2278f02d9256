//! Programs that extract the article from a page.

use std::path::Path;

use super::{SITE, articles, compare, node, python};

#[test]
fn reader_view_shows_the_articles_as_the_table_says() {
    let packages = [("BROADSHEET_READABILITY", "@mozilla/readability, of npm"), ("BROADSHEET_JSDOM", "jsdom, of npm")];
    compare(
        "Reader View (@mozilla/readability 0.6.0)",
        &node("reader-view.cjs", &packages, &SITE),
        articles::all().len(),
    );
}

#[test]
fn trafilatura_extracts_the_articles_as_the_table_says() {
    let read = |images: &str| {
        python("trafilatura-reads.py", "BROADSHEET_TRAFILATURA", "trafilatura", &[Path::new(images)], &SITE)
    };
    compare("trafilatura 2.3.1, `include_images=True`", &read("images"), articles::all().len());
    compare("trafilatura 2.3.1", &read("text"), articles::all().len());
}

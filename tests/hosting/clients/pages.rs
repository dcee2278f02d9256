//! Programs that take the article out of a page.

use std::path::Path;

use super::{compare, node, python};

#[test]
fn reader_view_keeps_articles_of_every_length_and_kind() {
    let packages = [("BROADSHEET_READABILITY", "@mozilla/readability, of npm"), ("BROADSHEET_JSDOM", "jsdom, of npm")];
    compare("Reader View (@mozilla/readability 0.6.0)", &node("reader-view.cjs", &packages));
}

#[test]
fn trafilatura_takes_the_text_of_articles_of_every_length_and_kind() {
    let read =
        |images: &str| python("trafilatura-reads.py", "BROADSHEET_TRAFILATURA", "trafilatura", &[Path::new(images)]);
    compare("trafilatura 2.3.1, `include_images=True`", &read("images"));
    compare("trafilatura 2.3.1", &read("text"));
}

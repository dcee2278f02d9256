//! The finished page reduced to plain HTML: text, images and styles.

use std::path::Path;

use crate::{site, write_copy};

/// What is removed: everything from the first text to the second.
const LEFT_OUT: [(&str, &str); 4] =
    [("<script", "</script>"), ("<template", "</template>"), ("<meta http-equiv", ">"), ("<meta property", ">")];

/// Removes scripts, templates and metadata from the page, then writes it and a compressed copy.
pub fn write(from: &Path, to: &Path) {
    let page = String::from_utf8(site::read(&from.join("index.html"))).expect("pages are UTF-8");
    // The page moves from three folders deep to one, so its image addresses change.
    let mut plain = page.replace("../../../", "../");
    for (begin, end) in LEFT_OUT {
        plain = without(&plain, begin, end);
    }
    assert!(plain.len() < page.len(), "the page has nothing to do without");
    std::fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    let file = to.join("index.html");
    site::write(&file, plain.as_bytes());
    // The same quality as in `broadsheet publish`.
    write_copy(&file, plain.as_bytes(), 6);
}

fn without(page: &str, begin: &str, end: &str) -> String {
    let mut pieces = page.split(begin);
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        rest.push_str(piece.split_once(end).expect("what begins ends").1);
    }
    rest
}

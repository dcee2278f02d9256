//! The reader of Pandoc's JSON: it never panics, says which files it can't read, and the core reads all of its HTML.

use std::path::Path;

use broadsheet::html;
use broadsheet::import::{Content, pandoc};

/// The input is a file.
pub fn holds(input: &[u8]) {
    let _ = pandoc::is(input, Path::new("a.json"));
    let Ok(draft) = pandoc::draft(input, Path::new("a.json")) else { return };
    let Content::Html(html) = &draft.content else { panic!("{draft:?}") };
    html::convert(html);
}

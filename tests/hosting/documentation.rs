//! The snippets in the documentation, which the tests run.

use std::path::Path;

/// The only code block of a language in a document such as `hosting.md`.
pub fn snippet(document: &str, language: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(document);
    let text = String::from_utf8(crate::site::read(&file)).expect("documents are UTF-8");
    let fence = format!("```{language}\n");
    let mut blocks = text.split(&fence).skip(1);
    let block = blocks.next().and_then(|rest| rest.split("```").next());
    let block = block.unwrap_or_else(|| panic!("{document} has no block of {language}"));
    assert!(blocks.next().is_none(), "{document} has more than one block of {language}");
    block.to_owned()
}

//! The snippets of `docs/hosting.md`, which the tests run.

use std::path::Path;

/// The fenced block of a language. There is one of each.
pub fn snippet(language: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting.md");
    let text = String::from_utf8(crate::site::read(&file)).expect("docs/hosting.md is UTF-8");
    let fence = format!("```{language}\n");
    let mut blocks = text.split(&fence).skip(1);
    let block = blocks.next().and_then(|rest| rest.split("```").next());
    let block = block.unwrap_or_else(|| panic!("docs/hosting.md has no block of {language}"));
    assert!(blocks.next().is_none(), "docs/hosting.md has more than one block of {language}");
    block.to_owned()
}

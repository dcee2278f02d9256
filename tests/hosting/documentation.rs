//! `docs/hosting.md`: the snippets that are tested, and the table that says what came of it.

use std::path::Path;

use crate::table::Table;

/// Between what was seen at the root and what was seen in a folder, if the two differ.
const EITHER: &str = " / ";

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

/// Compares what was seen of a server with its row of the table. `seen` has a cell for each column after the server's
/// name; the site was at the root or `in_a_folder`.
pub fn compare(table: &Table, server: &str, in_a_folder: bool, seen: &[String]) {
    table.compare_with(server, |said| {
        let cells = seen.iter().enumerate().map(|(column, seen)| {
            let other = said.as_ref().and_then(|cells| cells.get(column + 1));
            let other = other.map_or(seen.as_str(), |cell| side(cell, !in_a_folder));
            match (other == seen, in_a_folder) {
                (true, _) => seen.clone(),
                (false, true) => format!("{other}{EITHER}{seen}"),
                (false, false) => format!("{seen}{EITHER}{other}"),
            }
        });
        [server.to_owned()].into_iter().chain(cells).collect()
    });
}

/// What a cell says of one of the two prefixes.
fn side(cell: &str, in_a_folder: bool) -> &str {
    match cell.split_once(EITHER) {
        Some((_, folder)) if in_a_folder => folder,
        Some((root, _)) => root,
        None => cell,
    }
}

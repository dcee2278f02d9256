//! The framework snippets of `docs/embed.md`.

const EMBED: &str = include_str!("../../../../docs/embed.md");

/// The files in a framework's section. The first line of each snippet is a comment with the file's name.
pub fn snippets(framework: &str) -> Vec<(&'static str, &'static str)> {
    let (_, section) = EMBED
        .split_once(&format!("\n### {framework}\n"))
        .unwrap_or_else(|| panic!("docs/embed.md has no section “{framework}”"));
    let section = section.split("\n## ").next().and_then(|section| section.split("\n### ").next());
    let blocks = section.unwrap_or_default().split("\n```").skip(1).step_by(2);
    let files: Vec<_> = blocks.map(|block| block.split_once('\n').expect("a block has lines").1).map(named).collect();
    assert!(!files.is_empty(), "docs/embed.md shows nothing for {framework}");
    files
}

/// A snippet, with the file name from its first line.
fn named(text: &str) -> (&str, &str) {
    let first = text.lines().next().unwrap_or_default();
    let name = first.trim_start_matches(['/', '<', '!', '-', ' ']).trim_end_matches(['-', '>', ' ']);
    assert!(name.contains('.') && !name.contains(' '), "a snippet should begin with the name of its file: {first}");
    (name, text)
}

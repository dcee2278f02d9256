//! The style sheets, as text: what has to hold in them for a story on somebody else's page.

use std::collections::BTreeMap;
use std::path::Path;

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files that a style sheet imports, and those that they import.
fn imports(name: &str) -> Vec<String> {
    let text = read(name);
    let direct = text.lines().filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"));
    direct.flat_map(|file| [vec![file.to_owned()], imports(file)].concat()).collect()
}

/// The custom properties that are set between a line and the brace that closes its block.
fn properties(text: &str, from: &str) -> BTreeMap<String, String> {
    let (_, block) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    let (block, _) = block.split_once('}').expect("a block ends");
    let pairs = block.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "));
    pairs.filter(|(name, _)| name.starts_with("--")).map(|(name, value)| (name.into(), value.into())).collect()
}

#[test]
fn a_dark_theme_has_the_colours_of_the_dark() {
    let by_taste = properties(&read("tokens.css"), ":host(:where(:not([theme=\"light\"]))) {");
    let by_choice = properties(&read("theme.css"), ":host(:where([theme=\"dark\"])) {");
    assert!(by_choice.len() > 5, "{by_choice:?}");
    let expected: BTreeMap<_, _> = by_taste.into_iter().filter(|(name, _)| !name.contains("-bar")).collect();
    assert_eq!(by_choice, expected);
}

/// The root's font size and the window belong to the host.
#[test]
fn a_widget_measures_nothing_by_root_or_window() {
    let files = imports("widget.css");
    assert!(files.contains(&"article.css".into()), "{files:?}");
    for file in files {
        for line in read(&file).lines() {
            let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '%'));
            let sizes = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
            for size in sizes {
                let unit = size.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
                assert!(!["rem", "vw", "vh", "vi", "vb", "vmin", "vmax"].contains(&unit), "{file}: {line}");
            }
        }
    }
}

#[test]
fn page_and_widget_show_a_story_by_the_same_rules() {
    let (page, widget) = (imports("main.css"), imports("widget.css"));
    let story = imports("story.css");
    assert!(story.len() > 10 && story.iter().all(|file| page.contains(file) && widget.contains(file)), "{story:?}");
}

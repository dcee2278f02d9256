//! The style sheets as text: rules that an article on another site's page depends on.

use std::collections::BTreeMap;
use std::path::Path;

use crate::publish::paper::Paper;

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
fn the_dark_theme_sets_the_colours_of_the_dark_scheme() {
    let by_taste = properties(&read("tokens.css"), ":host(:where(:not([theme=\"light\"]))) {");
    let by_choice = properties(&read("theme.css"), ":host(:where([theme=\"dark\"])) {");
    assert!(by_choice.len() > 5, "{by_choice:?}");
    let expected: BTreeMap<_, _> = by_taste.into_iter().filter(|(name, _)| !name.contains("-bar")).collect();
    assert_eq!(by_choice, expected);
}

/// The root's font size and the viewport belong to the host page.
#[test]
fn a_widget_uses_no_rem_and_no_viewport_units() {
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
fn page_and_widget_show_an_article_by_the_same_rules() {
    let (page, widget) = (imports("main.css"), imports("widget.css"));
    let article = imports("story.css");
    assert!(
        article.len() > 10 && article.iter().all(|file| page.contains(file) && widget.contains(file)),
        "{article:?}"
    );
}

/// The innermost rules of all style sheets, each as its selectors and its declarations.
fn rules() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let files = std::fs::read_dir(folder).expect("there are style sheets").filter_map(Result::ok);
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".css")).flat_map(|name| rules_of(&read(&name))).collect()
}

fn rules_of(text: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = text.split("/*").collect();
    let plain: String = parts
        .iter()
        .enumerate()
        .map(|(index, part)| if index == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) })
        .collect();
    let blocks = plain.split('}').filter_map(|block| block.rsplit_once('{'));
    let selectors = |before: &str| before.rsplit(['{', ';']).next().unwrap_or_default().trim().to_owned();
    blocks.map(|(before, declarations)| (selectors(before), declarations.to_owned())).collect()
}

#[test]
fn rules_are_read_out_of_a_style_sheet() {
    let text = "/* a { b } */ @import \"x.css\"; ul, ol { margin: 0 } @media print { .a > li { list-style: none; } }";
    let expected = [("ul, ol", " margin: 0 "), (".a > li", " list-style: none; ")];
    assert_eq!(rules_of(text), expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
}

/// Regression: Safari does not treat a list without markers as one, unless it has a role, and several had none.
#[test]
fn every_list_without_markers_has_the_role_list() {
    let link = serde_json::json!([{ "text": "Seas", "section": "Seas" }]);
    let paper = Paper::of(
        &serde_json::json!({ "title": "The Paper", "url": "https://paper.example/", "navigation": link, "footer": link }),
    );
    let without_navigation = Paper::new();
    let section = |kicker| serde_json::json!({ "headline": kicker, "kicker": kicker, "body": ["A."] });
    without_navigation.article("a", &section("A")).article("b", &section("B")).publish();
    paper.everything(|article| {
        article["kicker"] = "Science".into();
        article["related"] = serde_json::json!([{ "headline": "First", "href": "first.json" }]);
    });
    paper.plain("first", "2013-03-27");
    let other =
        serde_json::json!({ "headline": "Other", "body": ["Words."], "kicker": "Seas", "published": "2013-03-28" });
    paper.article("other", &other).publish();
    let pages = [
        "index.html",
        "2024/02/all/index.html",
        "section/seas/index.html",
        "2024/index.html",
        "2024/02/index.html",
        "embed/all/index.html",
    ];
    let pages: Vec<_> =
        pages.iter().map(|page| paper.page(page)).chain([without_navigation.page("index.html")]).collect();
    let removes_markers = |declarations: &str| {
        declarations.split(';').filter_map(|one| one.split_once(':')).any(|(name, value)| {
            matches!(name.trim(), "list-style" | "list-style-type")
                && value.split_whitespace().any(|word| word == "none")
        })
    };
    let rules = rules();
    let selectors =
        rules.iter().filter(|(_, declarations)| removes_markers(declarations)).map(|(selectors, _)| selectors);
    let mut lists = 0;
    for selector in selectors.flat_map(|selectors| selectors.split(',')).map(str::trim) {
        let matches = |selector: &str| pages.iter().map(|page| page.count(selector)).sum::<usize>();
        assert!(matches(selector) > 0, "{selector} is on none of the pages, so this test says nothing of it");
        let silent = matches(&format!("{selector}:not([role=list])"));
        assert_eq!(silent, 0, "{selector} matches what is no list to Safari");
        lists += 1;
    }
    assert!(lists > 5, "{lists}");
}

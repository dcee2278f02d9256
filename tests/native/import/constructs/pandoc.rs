//! Constructs of Pandoc.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use broadsheet::import::{Draft, pandoc};
use serde_json::{Value, json};

use super::super::drafts::fixture;
use super::compare_drafts;

const META: [(&str, &[&str]); 11] = [
    ("`title`", &["title"]),
    ("`subtitle`", &["subtitle"]),
    ("`abstract`, without a subtitle", &["abstract"]),
    ("`author`, with an affiliation", &["author"]),
    ("`date`", &["date"]),
    ("`lang`", &["lang"]),
    ("`keywords`", &["keywords"]),
    ("`categories`: the first, and others", &["categories"]),
    ("`description`", &["description"]),
    ("`cover-image`, `cover-image-alt`", &["cover-image", "cover-image-alt"]),
    ("a setting of Pandoc, such as `toc`", &["toc"]),
];

/// What the blocks of the fixture are, by their order in it.
const BLOCKS: [(&str, std::ops::Range<usize>); 20] = [
    ("the only heading of level 1, near the top", 0..1),
    ("headings", 5..6),
    ("a quote, with a line that names who said it", 4..5),
    ("a numbered list", 6..7),
    ("a list of tasks", 7..8),
    ("definitions", 8..9),
    ("lines of verse", 9..10),
    ("code", 10..11),
    ("an image in a paragraph of its own", 11..12),
    ("an image among words", 12..13),
    ("a box of the class `warning`, `note` …", 13..14),
    ("words of the class `pullquote`", 14..15),
    ("a table with a caption", 15..16),
    ("a table of fields", 16..17),
    ("a table that is a block", 17..18),
    ("a table in HTML", 18..33),
    ("commands for LaTeX", 33..34),
    ("a line", 34..35),
    ("a player in HTML", 35..37),
    ("a footnote", 37..38),
];

/// What is within paragraphs, by its name in Pandoc.
const INLINES: [(&str, &str); 14] = [
    ("bold", "Strong"),
    ("italic", "Emph"),
    ("code", "Code"),
    ("struck through", "Strikeout"),
    ("quotation marks", "Quoted"),
    ("lowered", "Subscript"),
    ("raised", "Superscript"),
    ("small capitals", "SmallCaps"),
    ("underlined", "Underline"),
    ("a link", "Link"),
    ("a line break", "LineBreak"),
    ("another language", "Span"),
    ("a formula", "Math"),
    ("a citation", "Cite"),
];

fn draft(meta: &Value, blocks: &[Value]) -> Draft {
    let document = json!({ "pandoc-api-version": [1, 23], "meta": meta, "blocks": blocks });
    pandoc::draft(document.to_string().as_bytes(), Path::new("bell.json")).unwrap()
}

/// The first of each kind within these values.
fn first_of_each<'a>(value: &'a Value, found: &mut BTreeMap<&'a str, &'a Value>) {
    if let Some(kind) = value["t"].as_str() {
        found.entry(kind).or_insert(value);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| first_of_each(item, found)),
        Value::Object(entries) => entries.values().for_each(|item| first_of_each(item, found)),
        _ => {}
    }
}

fn document() -> Value {
    serde_json::from_str(&fs::read_to_string(fixture("pandoc/bell.json")).unwrap()).unwrap()
}

#[test]
fn the_table_of_pandoc_says_what_becomes_of_each_field() {
    let document = document();
    let of = |keys: &[&str]| {
        let entries = keys.iter().map(|key| ((*key).to_owned(), document["meta"][key].clone()));
        draft(&Value::Object(entries.collect()), &[])
    };
    let own = document["meta"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| !META.iter().any(|(_, keys)| keys.contains(&key.as_str())));
    assert_eq!(own.collect::<Vec<_>>(), ["reviewed"]);
    let rows = META.map(|(what, keys)| (what, of(keys))).into_iter().chain([("a key of your own", of(&["reviewed"]))]);
    compare_drafts("metadata of Pandoc", &of(&[]), rows);
}

#[test]
fn the_table_of_pandoc_says_what_becomes_of_each_construct() {
    let document = document();
    let blocks = document["blocks"].as_array().unwrap();
    let none = json!({});
    let words = json!({ "t": "Para", "c": [{ "t": "Str", "c": "Words." }] });
    let named: std::collections::BTreeSet<_> = BLOCKS.iter().flat_map(|(_, range)| range.clone()).collect();
    // Paragraphs, and a heading of the other level.
    let others: Vec<_> = (0..blocks.len()).filter(|number| !named.contains(number)).collect();
    assert_eq!(others, [1, 2, 3]);
    let mut kinds = BTreeMap::new();
    blocks[1..=2].iter().for_each(|block| first_of_each(block, &mut kinds));
    let inlines = INLINES.map(|(what, kind)| (what, draft(&none, &[json!({ "t": "Para", "c": [{ "t": "Str", "c": "A" }, { "t": "Space" }, kinds[kind], { "t": "Space" }, { "t": "Str", "c": "b" }] })])));
    let rows = BLOCKS.map(|(what, range)| {
        // A line at the end of a text would go.
        let around = if what == "a line" { std::slice::from_ref(&words) } else { &[] };
        (what, draft(&none, &[around, &blocks[range], around].concat()))
    });
    compare_drafts("Pandoc", &draft(&none, std::slice::from_ref(&words)), rows.into_iter().chain(inlines));
}

//! What is written down about the element, in three places, for three kinds of reader.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::story::{EVERYTHING, story};
use crate::views::embedded;

fn source(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What custom-elements.json lists of the element.
fn manifest() -> Value {
    let manifest: Value = serde_json::from_str(&source("custom-elements.json")).expect("it is JSON");
    manifest["modules"][0]["declarations"][0].clone()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|entry| entry["name"].as_str()).collect()
}

/// The keys of an object literal in a script.
fn keys(script: &str, literal: &str) -> Vec<String> {
    let (_, rest) = script.split_once(literal).unwrap_or_else(|| panic!("no {literal}"));
    let (inside, _) = rest.split_once('}').expect("it ends");
    let pairs = inside.split(',').filter_map(|pair| pair.split_once(':'));
    pairs.map(|(key, _)| key.trim().trim_matches('"').to_owned()).collect()
}

#[test]
fn every_attribute_is_written_down() {
    let manifest = manifest();
    assert_eq!(keys(&source("embed.js"), "const ATTRIBUTES = {"), names(&manifest["attributes"]));
    let types = source("embed.d.mts");
    for attribute in manifest["attributes"].as_array().expect("a list") {
        let field = attribute["fieldName"].as_str().expect("a name");
        assert!(types.contains(&format!("\n  {field}: ")), "{field} in embed.d.mts");
    }
}

#[test]
fn every_event_is_written_down() {
    let (script, types) = (source("embed.js"), source("embed.d.mts"));
    for event in names(&manifest()["events"]) {
        let name = event.strip_prefix("broadsheet-").expect("our events have a prefix");
        assert!(script.contains(&format!("#dispatch(\"{name}\"")), "{event} in embed.js");
        assert!(types.contains(&format!("\"{event}\": CustomEvent")), "{event} in embed.d.mts");
    }
}

#[test]
fn every_part_of_an_article_is_written_down() {
    let article = embedded(&story(EVERYTHING), 2);
    let shown: BTreeSet<_> = article.attrs("[part]", "part").into_iter().collect();
    let manifest = manifest();
    let mut written: BTreeSet<_> = names(&manifest["cssParts"]).into_iter().collect();
    // That of a button, which only a browser makes.
    assert!(written.remove("load"));
    assert_eq!(shown, written);
}

#[test]
fn every_value_a_host_may_set_is_in_the_styles() {
    let tokens = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css"));
    let tokens = tokens.expect("there are tokens");
    for property in names(&manifest()["cssProperties"]) {
        assert!(tokens.contains(&format!("  {property}: ")), "{property}");
    }
}

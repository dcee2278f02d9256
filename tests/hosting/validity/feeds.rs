//! Validity of the feeds.

use std::path::Path;

use atom_syndication::{Feed, Link};
use scraper::Html;
use serde_json::Value;

use super::{Article, SITE, leads_to_a_file, text, validate_xml};
use crate::{programs, site};

/// The folders that have feeds: that of the site, and those of a list of each kind. The topic's name is Arabic.
const FOLDERS: [&str; 6] =
    ["", "section/measures/", "topics/الوقت/", "authors/wren-adeyemi/", "authors/wire/", "series/the-night-boats/"];

#[test]
fn the_json_feeds_are_valid() {
    let schema = programs::file("BROADSHEET_JSONFEED_SCHEMA", "schema-v1.1.json, of npm's jsonfeed-schema");
    let schema: Value = serde_json::from_slice(&site::read(&schema)).expect("the schema is JSON");
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one");
    for path in FOLDERS.map(|folder| format!("{folder}feed.json")) {
        let feed = serde_json::from_str(&text(&path)).expect("the feed is JSON");
        let errors = schema.iter_errors(&feed).map(|error| format!("{path}: {}: {error}", error.instance_path()));
        let errors: Vec<_> = errors.collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_json_feed_holds_every_article_in_full() {
    let feed = feed();
    let items = feed["items"].as_array().expect("the feed has items");
    let articles = Article::all();
    assert_eq!(items.len(), articles.len());
    for article in articles {
        let item = items.iter().find(|item| item["url"] == article.url().as_str());
        let item = item.unwrap_or_else(|| panic!("{} is not in the feed", article.slug));
        assert!(item["date_published"].as_str().is_some_and(|date| date.parse::<jiff::Timestamp>().is_ok()), "{item}");
        let content = item["content_html"].as_str().unwrap_or_else(|| panic!("{} has no content", article.slug));
        assert_complete(&article, content);
        let images = content.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for image in images {
            assert!(leads_to_a_file(image), "{}: a reader of feeds can't find {image}", article.slug);
        }
    }
}

#[test]
fn the_atom_feeds_are_valid() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting/validity/atom.rng");
    for folder in FOLDERS {
        validate_xml("--relaxng", &schema, &format!("{folder}feed.xml"));
    }
}

#[test]
fn the_atom_feed_holds_every_article_in_full() {
    let feed = Feed::read_from(text("feed.xml").as_bytes()).expect("the feed is Atom");
    let articles = Article::all();
    assert_eq!(feed.entries.len(), articles.len());
    for article in articles {
        let leads_there = |link: &Link| link.rel == "alternate" && link.href == article.url();
        let entry = feed.entries.iter().find(|entry| entry.links.iter().any(leads_there));
        let entry = entry.unwrap_or_else(|| panic!("{} is not in the feed", article.slug));
        let content = entry.content.as_ref().and_then(|content| content.value.as_deref());
        assert_complete(&article, content.unwrap_or_else(|| panic!("{} has no content", article.slug)));
    }
    assert!(SITE.join("feed.xml.gz").is_file(), "feeds are asked for often, and should be compressed");
}

/// Asserts that the HTML of a feed has every paragraph of an article.
fn assert_complete(article: &Article, html: &str) {
    let words: String = Html::parse_fragment(html).root_element().text().collect();
    for paragraph in article.paragraphs() {
        assert!(words.contains(paragraph), "{} lacks “{paragraph}” in the feed: {words}", article.slug);
    }
}

fn feed() -> Value {
    serde_json::from_str(&text("feed.json")).expect("the feed is JSON")
}

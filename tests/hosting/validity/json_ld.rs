//! The structured data (JSON-LD) of article pages, checked against Google's guide for articles.

use scraper::Selector;
use serde_json::{Map, Value};

use super::{Article, HEADLINE, NEW, URL, leads_to_a_file};

#[test]
fn json_ld_has_the_fields_of_googles_guide() {
    for article in Article::all() {
        let data = structured_data(&article);
        let at = &article.slug;
        assert_eq!(data["@context"], "https://schema.org", "{at}");
        let is_paid = list(&article.json["sponsors"]).iter().any(|sponsor| sponsor["kind"] == "paid");
        assert_eq!(data["@type"], if is_paid { "AdvertiserContentArticle" } else { "NewsArticle" }, "{at}");
        assert!(data["headline"].as_str().is_some_and(|headline| !headline.is_empty()), "{at} has no headline");
        let authors = list(&data["author"]);
        assert!(!authors.is_empty(), "{at} has no author");
        for author in authors {
            assert!(matches!(author["@type"].as_str(), Some("Person" | "Organization")), "{at}: {author}");
            assert!(author["name"].is_string(), "{at}: {author}");
        }
        for field in ["datePublished", "dateModified"] {
            let date = data[field].as_str().unwrap_or_else(|| panic!("{at} has no {field}"));
            assert!(is_a_date(date), "{at}: {field} is {date}");
        }
        let images = data["image"].as_array().unwrap_or_else(|| panic!("{at} has no list of images"));
        assert!(!images.is_empty(), "{at} has no image");
        for image in images {
            let address = image.as_str().or(image["url"].as_str());
            assert!(address.is_some_and(leads_to_a_file), "{at}: {image}");
        }
    }
}

#[test]
fn json_ld_authors_have_the_addresses_of_the_article() {
    for article in Article::all() {
        let data = structured_data(&article);
        let authors = list(&data["author"]);
        for given in list(&article.json["authors"]).into_iter().filter(|author| author["href"].is_string()) {
            let found = authors.iter().find(|author| author["name"] == given["name"]);
            let found = found.unwrap_or_else(|| panic!("{}: {} is missing", article.slug, given["name"]));
            assert_eq!(found["url"], given["href"], "{}", article.slug);
        }
    }
}

#[test]
fn json_ld_names_publisher_sponsors_corrections_and_rights() {
    for article in Article::all() {
        let data = structured_data(&article);
        let at = &article.slug;
        assert!(data["publisher"]["name"].is_string(), "{at} has no publisher");
        assert!(data["isPartOf"]["name"].is_string(), "{at} is part of nothing");
        let home = article.json["canonical"].as_str().map_or_else(|| article.url(), str::to_owned);
        assert_eq!(data["mainEntityOfPage"].as_str().or(data["url"].as_str()), Some(home.as_str()), "{at}");
        if !list(&article.json["sponsors"]).is_empty() {
            assert!(data.contains_key("funder") || data.contains_key("sponsor"), "{at} hides its sponsors");
        }
        if !list(&article.json["corrections"]).is_empty() {
            assert!(!list(&data["correction"]).is_empty(), "{at} hides its corrections");
        }
        if article.json["rights"].is_object() {
            assert!(data["copyrightHolder"].is_object(), "{at} has no holder of its rights");
        }
    }
}

#[test]
fn a_headline_with_markup_is_unchanged_in_json_ld() {
    let articles = Article::all();
    let article = articles.iter().find(|article| article.slug == NEW).expect("the site has the story of the tests");
    assert_eq!(structured_data(article)["headline"], HEADLINE);
}

/// The content of the page's only JSON-LD block.
fn structured_data(article: &Article) -> Map<String, Value> {
    let html = article.html();
    let scripts = Selector::parse("script[type='application/ld+json']").expect("a selector");
    let mut blocks = html.select(&scripts);
    let block = blocks.next().unwrap_or_else(|| panic!("{} has no JSON-LD (of {URL})", article.path));
    assert!(blocks.next().is_none(), "{} has more than one block of JSON-LD", article.path);
    let json: String = block.text().collect();
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{}: {error}: {json}", article.path))
}

/// The items of a list. In schema.org, a single value counts as a list of one.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    }
}

/// Whether a text is an ISO 8601 date, or a date and time with an offset from UTC.
fn is_a_date(date: &str) -> bool {
    date.parse::<jiff::Timestamp>().is_ok() || date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok()
}

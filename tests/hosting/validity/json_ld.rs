//! The structured data (JSON-LD) of pages, checked against Google's guides for articles and for profile pages.

use scraper::{Html, Selector};
use serde_json::{Map, Value};
use url::Url;

use super::own::{AGENCY, PAGES};
use super::{Article, HEADLINE, NEW, URL, leads_to_a_file, text};

#[test]
fn json_ld_has_the_fields_of_googles_guide() {
    for article in Article::all() {
        let data = of_article(&article);
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
    // Relative addresses are relative to the article's JSON.
    let data_folder = Url::parse(URL).and_then(|site| site.join("content/articles/")).expect("an address");
    for article in Article::all() {
        let data = of_article(&article);
        let authors = list(&data["author"]);
        for given in list(&article.json["authors"]).into_iter().filter(|author| author["href"].is_string()) {
            let found = authors.iter().find(|author| author["name"] == given["name"]);
            let found = found.unwrap_or_else(|| panic!("{}: {} is missing", article.slug, given["name"]));
            let expected = data_folder.join(given["href"].as_str().unwrap_or_default()).expect("an address");
            assert_eq!(found["url"], expected.as_str(), "{}", article.slug);
        }
    }
}

#[test]
fn json_ld_names_publisher_sponsors_corrections_and_rights() {
    for article in Article::all() {
        let data = of_article(&article);
        let at = &article.slug;
        assert!(data["publisher"]["name"].is_string(), "{at} has no publisher");
        assert!(list(&data["isPartOf"]).iter().all(|whole| whole["name"].is_string()), "{at} is part of nothing");
        assert!(!list(&data["isPartOf"]).is_empty(), "{at} is part of nothing");
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
    assert_eq!(of_article(article)["headline"], HEADLINE);
}

#[test]
fn json_ld_of_an_author_is_a_profile_page_of_a_person_or_an_organisation() {
    for (path, kind, name) in [
        ("authors/ines-marlowe/", "Person", "Ines Marlowe"),
        ("authors/wren-adeyemi/", "Person", "Wren Adeyemi"),
        ("authors/nobody-known/", "Person", "Nobody <Known>"),
        (AGENCY, "Organization", "The Wire & Co."),
    ] {
        let data = of_page(path);
        assert_eq!(data["@type"], "ProfilePage", "{path}");
        assert_eq!(data["mainEntity"]["@type"], kind, "{path}");
        assert_eq!(data["mainEntity"]["name"], name, "{path}");
        assert_eq!(data["mainEntity"]["url"], format!("{URL}{path}"), "{path}");
    }
}

#[test]
fn json_ld_of_a_list_is_a_collection_of_pages_that_exist() {
    let lists =
        PAGES.into_iter().filter(|path| ["section/", "topics/", "series/"].iter().any(|kind| path.starts_with(kind)));
    for path in lists.chain([""]) {
        let data = of_page(path);
        assert_eq!(data["@type"], "CollectionPage", "{path}");
        let items = list(&data["mainEntity"]["itemListElement"]);
        assert!(!items.is_empty(), "{path} is a list of nothing");
        for (index, item) in items.into_iter().enumerate() {
            assert_eq!(item["position"], index + 1, "{path}");
            let url = item["url"].as_str().unwrap_or_else(|| panic!("{path}: {item}"));
            assert!(!url.starts_with(URL) || leads_to_a_file(url), "{path}: {url}");
        }
    }
}

#[test]
fn json_ld_of_a_part_names_the_series_and_the_number() {
    for article in Article::all().into_iter().filter(|article| article.json["series"].is_object()) {
        let data = of_article(&article);
        assert_eq!(data["position"], article.json["series"]["part"], "{}", article.slug);
        let whole = list(&data["isPartOf"]).into_iter().find(|whole| whole["@type"] == "CreativeWorkSeries");
        let whole = whole.unwrap_or_else(|| panic!("{} is part of no series", article.slug));
        assert_eq!(whole["name"], article.json["series"]["name"]);
        assert!(whole["url"].as_str().is_some_and(leads_to_a_file), "{whole}");
    }
}

fn of_article(article: &Article) -> Map<String, Value> {
    structured_data(&article.path, &article.html())
}

/// The structured data of a page, by the path of its folder.
fn of_page(folder: &str) -> Map<String, Value> {
    let path = format!("{folder}index.html");
    structured_data(&path, &Html::parse_document(&text(&path)))
}

/// The content of the page's only JSON-LD block.
fn structured_data(path: &str, html: &Html) -> Map<String, Value> {
    let scripts = Selector::parse("script[type='application/ld+json']").expect("a selector");
    let mut blocks = html.select(&scripts);
    let block = blocks.next().unwrap_or_else(|| panic!("{path} has no JSON-LD (of {URL})"));
    assert!(blocks.next().is_none(), "{path} has more than one block of JSON-LD");
    let json: String = block.text().collect();
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{path}: {error}: {json}"))
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

//! The sitemap, checked against the schema of sitemaps.org.

use std::path::Path;

use super::own::{AGENCY, ALIAS, PAGES};
use super::{Article, NEW, SITE, URL, leads_to_a_file, text, validate_xml};
use crate::{programs, site};

#[test]
fn the_sitemap_is_valid() {
    let sitemaps = programs::file("BROADSHEET_SITEMAP_XSD", "sitemap.xsd, of npm's sitemap");
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting/validity/news.xsd");
    // To validate elements of other namespaces, the sitemap schema needs their schema. Importing a local copy saves
    // fetching it from the network.
    let both = format!(
        r#"<schema xmlns="http://www.w3.org/2001/XMLSchema">
            <import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{}"/>
            <import namespace="http://www.google.com/schemas/sitemap-news/0.9" schemaLocation="{}"/>
        </schema>"#,
        sitemaps.display(),
        news.display()
    );
    let file = SITE.with_extension("sitemap.xsd");
    site::write(&file, both.as_bytes());
    validate_xml("--schema", &file, "sitemap.xml");
}

#[test]
fn the_sitemap_lists_articles_without_canonical_and_marks_new_ones_as_news() {
    let sitemap = text("sitemap.xml");
    let entries: Vec<_> = sitemap.split("<url>").skip(1).collect();
    for article in Article::all() {
        let place = format!("<loc>{}</loc>", article.url());
        let entry = entries.iter().find(|entry| entry.contains(&place));
        if article.json["canonical"].is_string() {
            assert!(entry.is_none(), "{} says that its home is elsewhere", article.slug);
            continue;
        }
        let entry = entry.unwrap_or_else(|| panic!("{} is not in the sitemap", article.slug));
        assert_eq!(entry.contains("<news:news>"), article.slug == NEW, "{entry}");
    }
    assert!(!sitemap.contains("/embed/"), "what is said not to be indexed is in the sitemap");
}

#[test]
fn the_sitemap_lists_every_kind_of_page_and_no_earlier_address() {
    let sitemap = text("sitemap.xml");
    let addresses = sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    let found: Vec<_> = addresses.map(decoded).collect();
    for path in PAGES.into_iter().chain(["", AGENCY]) {
        assert!(found.contains(&format!("{URL}{path}")), "{path} is not in the sitemap: {found:#?}");
    }
    assert!(leads_to_a_file(&format!("{URL}2023/05/{ALIAS}/")), "the earlier address has a page");
    assert!(!sitemap.contains(ALIAS), "an earlier address is in the sitemap");
    let missing: Vec<_> = found.iter().filter(|address| !leads_to_a_file(address)).collect();
    assert!(missing.is_empty(), "the sitemap has addresses without a page: {missing:?}");
}

/// An address with its letters in place of percent signs.
fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8().expect("addresses are UTF-8").into_owned()
}

#[test]
fn robots_txt_names_the_sitemap() {
    let robots = text("robots.txt");
    let line = format!("Sitemap: {}sitemap.xml", super::URL);
    assert!(robots.lines().any(|found| found == line), "{robots}");
}

//! Sitemaps.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

use super::dist::{Dist, NOW};

/// The text of each element with this name.
fn texts(xml: &str, wanted: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut texts, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => inside = element.name().as_ref() == wanted,
            Event::End(_) => inside = false,
            Event::Text(text) if inside => texts.push(text.to_string()),
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn three() -> Dist {
    let dist = Dist::somewhere();
    for (slug, published) in [("new", "2024-02-06T12:00:00Z"), ("old", "2024-02-05T11:59:59Z"), ("day", "2024-02-07")] {
        dist.article(slug, &json!({ "headline": slug, "body": ["Words."], "published": published, "kicker": "A & B" }));
    }
    dist
}

#[test]
fn the_sitemap_lists_every_page_with_its_last_change() {
    let dist = three();
    dist.article("undated", &json!({ "headline": "Undated", "body": ["Words."], "kicker": "Other" })).publish();
    let sitemap = dist.read("sitemap.xml");
    assert_eq!(
        texts(&sitemap, "loc"),
        ["", "section/a-b/", "section/other/", "2024/02/day/", "2024/02/new/", "2024/02/old/", "undated/undated/"]
            .map(|place| format!("https://news.example/a/b/{place}"))
    );
    assert_eq!(texts(&sitemap, "lastmod"), ["2024-02-07", "2024-02-06T12:00:00Z", "2024-02-05T11:59:59Z"]);
}

#[test]
fn the_articles_of_two_days_are_in_the_news_sitemap() {
    let dist = three();
    dist.publish();
    let sitemap = dist.read("sitemap.xml");
    assert_eq!(texts(&sitemap, "news:title"), ["day", "new"]);
    assert_eq!(texts(&sitemap, "news:publication_date"), ["2024-02-07", "2024-02-06T12:00:00Z"]);
    assert_eq!(texts(&sitemap, "news:language"), ["en", "en"]);
    dist.publish_at(NOW + 3 * 24 * 3600);
    assert_eq!(texts(&dist.read("sitemap.xml"), "news:title"), [""; 0]);
    // A day that has begun in Auckland and not yet in Greenwich.
    dist.publish_at(1_707_264_000 - 10 * 3600);
    assert_eq!(texts(&dist.read("sitemap.xml"), "news:title")[0], "day");
}

#[test]
fn a_paid_article_is_in_the_sitemap_but_not_in_news() {
    let dist = three();
    let sponsors = json!([{ "kind": "paid", "name": "A Company" }]);
    let article = json!({ "headline": "bought", "body": ["Words."], "published": "2024-02-07", "sponsors": sponsors });
    dist.article("bought", &article).publish();
    let sitemap = dist.read("sitemap.xml");
    assert!(texts(&sitemap, "loc").contains(&"https://news.example/a/b/2024/02/bought/".to_owned()));
    assert_eq!(texts(&sitemap, "news:title"), ["day", "new"]);
}

#[test]
fn an_article_with_a_canonical_address_elsewhere_is_not_in_the_sitemap() {
    let dist = three();
    let article = json!({
        "headline": "Guest", "body": ["Words."], "published": "2024-02-07", "canonical": "https://other.example/guest"
    });
    dist.article("guest", &article).publish();
    assert!(!dist.read("sitemap.xml").contains("guest"));
}

#[test]
fn the_only_article_is_in_the_sitemap_once() {
    let dist = Dist::somewhere();
    dist.article("one", &json!({ "headline": "One", "body": ["Words."], "published": "2024-02-07" })).publish();
    assert_eq!(texts(&dist.read("sitemap.xml"), "loc"), ["https://news.example/a/b/2024/02/one/"]);
}

#[test]
fn text_and_addresses_are_escaped_in_the_sitemap() {
    let dist = Dist::of(&json!({ "title": "<A & B> \u{1}", "url": "https://news.example/a&b/" }));
    dist.article("q & a", &json!({ "headline": "1 < 2 & 3 \u{b}", "body": ["Words."], "published": "2024-02-07" }))
        .publish();
    let sitemap = dist.read("sitemap.xml");
    // A parser returns escaped text in pieces; the whole is between its tags.
    for escaped in [
        "<loc>https://news.example/a&amp;b/2024/02/q%20%26%20a/</loc>",
        "<news:title>1 &lt; 2 &amp; 3 </news:title>",
        "<news:name>&lt;A &amp; B&gt; </news:name>",
    ] {
        assert!(sitemap.contains(escaped), "{escaped}\n{sitemap}");
    }
    assert!(!texts(&sitemap, "loc").is_empty());
}

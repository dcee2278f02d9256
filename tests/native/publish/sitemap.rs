//! Sitemaps.

use expect_test::expect;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

use super::paper::{NOW, Paper};

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

fn three() -> Paper {
    let paper = Paper::somewhere();
    for (slug, published) in [("new", "2024-02-06T12:00:00Z"), ("old", "2024-02-05T11:59:59Z"), ("day", "2024-02-07")] {
        paper
            .article(slug, &json!({ "headline": slug, "body": ["Words."], "published": published, "kicker": "A & B" }));
    }
    paper
}

#[test]
fn the_sitemap_lists_every_page_with_its_last_change_and_the_news_of_two_days() {
    let paper = three();
    paper.article("undated", &json!({ "headline": "Undated", "body": ["Words."], "kicker": "Other" })).publish();
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
         <url>
          <loc>https://news.example/a/b/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/section/a-b/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/section/other/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/section/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/2024/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/2024/02/</loc>
         </url>
         <url>
          <loc>https://news.example/a/b/2024/02/day/</loc>
          <lastmod>2024-02-07</lastmod>
          <news:news>
           <news:publication>
            <news:name>The Daily &amp; Co.</news:name>
            <news:language>en</news:language>
           </news:publication>
           <news:publication_date>2024-02-07</news:publication_date>
           <news:title>day</news:title>
          </news:news>
         </url>
         <url>
          <loc>https://news.example/a/b/2024/02/new/</loc>
          <lastmod>2024-02-06T12:00:00Z</lastmod>
          <news:news>
           <news:publication>
            <news:name>The Daily &amp; Co.</news:name>
            <news:language>en</news:language>
           </news:publication>
           <news:publication_date>2024-02-06T12:00:00Z</news:publication_date>
           <news:title>new</news:title>
          </news:news>
         </url>
         <url>
          <loc>https://news.example/a/b/2024/02/old/</loc>
          <lastmod>2024-02-05T11:59:59Z</lastmod>
         </url>
         <url>
          <loc>https://news.example/a/b/undated/undated/</loc>
         </url>
        </urlset>
    "#]].assert_eq(&paper.read("sitemap.xml"));
}

#[test]
fn an_article_is_news_for_two_days() {
    let paper = three();
    paper.publish_at(NOW + 3 * 24 * 3600);
    assert_eq!(texts(&paper.read("sitemap.xml"), "news:title"), [""; 0]);
    // A day that has begun in Auckland and not yet in Greenwich.
    paper.publish_at(1_707_264_000 - 10 * 3600);
    assert_eq!(texts(&paper.read("sitemap.xml"), "news:title")[0], "day");
}

#[test]
fn a_paid_article_is_in_the_sitemap_but_not_in_news() {
    let paper = three();
    let sponsors = json!([{ "kind": "paid", "name": "A Company" }]);
    let article = json!({ "headline": "bought", "body": ["Words."], "published": "2024-02-07", "sponsors": sponsors });
    paper.article("bought", &article).publish();
    let sitemap = paper.read("sitemap.xml");
    assert!(texts(&sitemap, "loc").contains(&"https://news.example/a/b/2024/02/bought/".to_owned()));
    assert_eq!(texts(&sitemap, "news:title"), ["day", "new"]);
}

#[test]
fn an_article_with_a_canonical_address_elsewhere_is_not_in_the_sitemap() {
    let paper = three();
    let article = json!({
        "headline": "Guest", "body": ["Words."], "published": "2024-02-07", "canonical": "https://other.example/guest"
    });
    paper.article("guest", &article).publish();
    assert!(!paper.read("sitemap.xml").contains("guest"));
}

#[test]
fn the_only_article_is_in_the_sitemap_once_and_the_front_page_which_shows_it_is_not() {
    let paper = Paper::somewhere();
    paper.article("one", &json!({ "headline": "One", "body": ["Words."], "published": "2024-02-07" })).publish();
    let expected = ["2024/", "2024/02/", "2024/02/one/"].map(|path| format!("https://news.example/a/b/{path}"));
    assert_eq!(texts(&paper.read("sitemap.xml"), "loc"), expected);
}

#[test]
fn text_and_addresses_are_escaped_in_the_sitemap() {
    let paper = Paper::of(&json!({ "title": "<A & B> \u{1}", "url": "https://news.example/a&b/" }));
    paper
        .article("q & a", &json!({ "headline": "1 < 2 & 3 \u{b}", "body": ["Words."], "published": "2024-02-07" }))
        .publish();
    let sitemap = paper.read("sitemap.xml");
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

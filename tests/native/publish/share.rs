//! The embed snippets on an article's page.

use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use serde_json::json;

use super::dist::Dist;
use crate::views::dom::Dom;

const HEADLINE: &str = "Salt & \"pepper\" </code></pre><script>alert(1)</script>";

fn published(site: &Dist) -> Dom {
    site.article("a b", &json!({ "version": 1, "headline": HEADLINE, "published": "2024-03-01", "body": ["Words."] }));
    site.article("other", &json!({ "version": 1, "headline": "Other", "published": "2024-03-02", "body": ["Words."] }));
    site.publish();
    site.page("2024/03/a b/index.html")
}

#[test]
fn a_page_has_three_snippets_with_addresses_of_its_site() {
    let dom = published(&Dist::paper());
    let snippets = dom.texts("aside.share li > code");
    // The serialiser gives each attribute a value.
    let snippets: Vec<_> =
        snippets.iter().map(|snippet| Dom::parse(snippet.replace(" async>", " async=\"\">"))).collect();
    let [element, frame, quote] = &snippets[..] else { panic!("{} ways", snippets.len()) };
    let data = Some("https://paper.example/news/content/articles/a%20b.json");
    let page = Some("https://paper.example/news/2024/03/a%20b/");
    assert_eq!(element.attr("broadsheet-article", "src"), data);
    assert_eq!(element.attr("broadsheet-article > a", "href"), page);
    assert_eq!(element.text("broadsheet-article > a"), HEADLINE);
    assert_eq!(frame.attr("iframe", "src"), Some("https://paper.example/news/embed/a%20b/"));
    assert_eq!(frame.attr("iframe", "title"), Some(HEADLINE));
    assert_eq!(frame.attr("iframe", "allowfullscreen"), Some(""), "for films");
    assert_eq!(quote.attr("blockquote", "data-broadsheet-article"), data);
    assert_eq!(quote.attr("blockquote > a", "href"), page);
    for way in [element, quote] {
        assert_eq!(way.attr("script[async]", "src"), Some("https://paper.example/news/embed.js"));
        assert_eq!(way.count("script"), 1, "a headline is words");
    }
    assert_eq!(dom.count("article .share, .share iframe, .share script"), 0);
}

#[test]
fn a_site_without_an_address_has_no_snippets() {
    let dom = published(&Dist::of(&json!({ "title": "The Paper" })));
    assert_eq!(dom.count(".share"), 0);
}

#[test]
fn only_an_articles_page_has_snippets() {
    let dist = Dist::paper();
    published(&dist);
    for page in ["embed/a b/index.html", "index.html", "404.html"] {
        assert_eq!(dist.page(page).count(".share"), 0, "{page}");
    }
    for feed in ["feed.json", "feed.xml"] {
        assert!(!dist.read(feed).contains("broadsheet-article"), "{feed}");
    }
    let file = single_file(&dist.path(""), "a b", &Silent).unwrap().html.unwrap();
    assert!(!file.contains("broadsheet-article"));
}

//! oEmbed responses.

use expect_test::expect;
use serde_json::{Value, json};

use super::paper::Paper;
use crate::views::dom::Dom;

fn html(answer: &Value) -> &str {
    answer["html"].as_str().unwrap()
}

#[test]
fn a_response_has_the_html_to_embed() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    expect![[r#"
        {
          "version": "1.0",
          "type": "rich",
          "provider_name": "The Daily & Co.",
          "provider_url": "https://news.example/a/b/",
          "title": "A headline with stress",
          "author_name": "A. Writer and B. Writer",
          "cache_age": 86400,
          "html": "<blockquote><a href=\"https://news.example/a/b/2024/02/all/\">A headline with stress</a></blockquote><iframe sandbox=\"allow-scripts allow-top-navigation-by-user-activation\" src=\"https://news.example/a/b/embed/all/card/\" width=\"600\" height=\"320\" title=\"A headline with stress\" frameborder=\"0\"></iframe>",
          "width": 600,
          "height": 320,
          "thumbnail_url": "https://news.example/a/b/content/images/lead.jpg",
          "thumbnail_width": 1200,
          "thumbnail_height": 800
        }
    "#]].assert_eq(&format!("{:#}\n", paper.json("oembed/all.json")));
    assert!(paper.has("embed/all/card/index.html"));
}

/// Regression: of three authors, only the first was named.
#[test]
fn all_authors_are_named_as_in_the_byline() {
    let author = |name: &str| json!({ "name": name, "href": "https://example.org/a", "role": "Editor" });
    for (lang, authors, name, has_address) in [
        ("en", json!([]), json!(null), false),
        ("en", json!(["Ada"]), json!("Ada"), false),
        ("en", json!([author("Ada")]), json!("Ada"), true),
        ("en", json!([author("Ada"), "Ben"]), json!("Ada and Ben"), false),
        ("en", json!([author("Ada"), "Ben", "Cleo"]), json!("Ada, Ben and Cleo"), false),
        ("de", json!(["Ada", "Ben", "Cleo"]), json!("Ada, Ben und Cleo"), false),
        ("ar", json!(["آدا", "بن"]), json!("آدا وبن"), false),
        ("en", json!(["A\u{ad}da", "<Ben> & Co."]), json!("Ada and <Ben> & Co."), false),
    ] {
        let paper = Paper::somewhere();
        let article = json!({ "lang": lang, "headline": "One", "authors": authors, "body": ["Words."] });
        paper.article("one", &article).publish();
        let answer = paper.json("oembed/one.json");
        assert_eq!(answer["author_name"], name, "{authors}");
        assert_eq!(answer.get("author_url").is_some(), has_address, "one address is not that of several: {authors}");
    }
}

/// WordPress expects `(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)`, after its filter has removed all
/// attributes of `blockquote`. So no attribute may contain an angle bracket, and nothing else may be in the HTML.
#[test]
fn the_html_passes_the_filter_of_wordpress() {
    let paper = Paper::somewhere();
    paper.everything(|article| article["headline"] = json!("\"></iframe><script>alert(1)</script> & <b>")).publish();
    let answer = paper.json("oembed/all.json");
    let html = html(&answer);
    assert!(html.starts_with("<blockquote><a href=\"https://"), "{html}");
    let rest = html.split_once("</blockquote>").unwrap().1;
    let attributes = rest.strip_prefix("<iframe ").and_then(|rest| rest.strip_suffix("></iframe>")).unwrap();
    assert!(!attributes.contains(['<', '>']), "{html}");
    assert_eq!(Dom::parse(html.to_owned()).tags("*"), ["html", "blockquote", "a", "iframe"]);
}

#[test]
fn a_thumbnail_of_unknown_size_is_left_out() {
    let paper = Paper::somewhere();
    paper.everything(|article| {
        article["lead"] = json!({ "type": "embed", "url": "https://example.org/watch", "title": "Elsewhere", "thumbnail": "../images/thumbnail.jpg" });
    })
    .publish();
    let answer = paper.json("oembed/all.json");
    assert!(answer.as_object().unwrap().keys().all(|name| !name.starts_with("thumbnail")));
}

#[test]
fn a_site_without_an_address_has_no_oembed() {
    let paper = Paper::of(&json!({ "title": "Daily" }));
    paper.article("one", &json!({ "headline": "One", "body": ["Words."] })).publish();
    assert!(!paper.has("oembed/one.json"));
}

//! oEmbed responses.

use serde_json::{Value, json};

use super::dist::Dist;
use crate::views::dom::Dom;

fn html(answer: &Value) -> &str {
    answer["html"].as_str().unwrap()
}

#[test]
fn a_response_has_the_html_to_embed() {
    let dist = Dist::somewhere();
    dist.everything(|_| {}).publish();
    let answer = dist.json("oembed/all.json");
    for (name, expected) in [
        ("version", json!("1.0")),
        ("type", json!("rich")),
        ("provider_name", json!("The Daily & Co.")),
        ("provider_url", json!("https://news.example/a/b/")),
        ("title", json!("A headline with stress")),
        ("thumbnail_url", json!("https://news.example/a/b/content/images/lead.jpg")),
        ("thumbnail_width", json!(1200)),
        ("thumbnail_height", json!(800)),
    ] {
        assert_eq!(answer[name], expected, "{name}");
    }
    let dom = Dom::parse(html(&answer).to_owned());
    assert_eq!(dom.tags("html > *"), ["blockquote", "iframe"]);
    assert_eq!(dom.attr("blockquote > a", "href"), Some("https://news.example/a/b/2024/02/all/"));
    assert_eq!(dom.text("blockquote > a"), "A headline with stress");
    assert_eq!(dom.attr("iframe", "src"), Some("https://news.example/a/b/embed/all/card/"));
    assert_eq!(dom.attr("iframe", "title"), Some("A headline with stress"));
    let side = |name| answer[name].as_u64().unwrap().to_string();
    assert_eq!(dom.attr("iframe", "width"), Some(side("width").as_str()));
    assert_eq!(dom.attr("iframe", "height"), Some(side("height").as_str()));
    assert!(dist.has("embed/all/card/index.html"));
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
        let dist = Dist::somewhere();
        let article = json!({ "lang": lang, "headline": "One", "authors": authors, "body": ["Words."] });
        dist.article("one", &article).publish();
        let answer = dist.json("oembed/one.json");
        assert_eq!(answer["author_name"], name, "{authors}");
        assert_eq!(answer.get("author_url").is_some(), has_address, "one address is not that of several: {authors}");
    }
}

/// WordPress expects `(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)`, after its filter has removed all
/// attributes of `blockquote`. So no attribute may contain an angle bracket, and nothing else may be in the HTML.
#[test]
fn the_html_passes_the_filter_of_wordpress() {
    let dist = Dist::somewhere();
    dist.everything(|article| article["headline"] = json!("\"></iframe><script>alert(1)</script> & <b>")).publish();
    let answer = dist.json("oembed/all.json");
    let html = html(&answer);
    assert!(html.starts_with("<blockquote><a href=\"https://"), "{html}");
    let rest = html.split_once("</blockquote>").unwrap().1;
    let attributes = rest.strip_prefix("<iframe ").and_then(|rest| rest.strip_suffix("></iframe>")).unwrap();
    assert!(!attributes.contains(['<', '>']), "{html}");
    assert_eq!(Dom::parse(html.to_owned()).tags("*"), ["html", "blockquote", "a", "iframe"]);
}

#[test]
fn a_thumbnail_of_unknown_size_is_left_out() {
    let dist = Dist::somewhere();
    dist.everything(|article| {
        article["lead"] = json!({ "type": "embed", "url": "https://example.org/watch", "title": "Elsewhere", "thumbnail": "../images/thumbnail.jpg" });
    })
    .publish();
    let answer = dist.json("oembed/all.json");
    assert!(answer.as_object().unwrap().keys().all(|name| !name.starts_with("thumbnail")));
}

#[test]
fn a_site_without_an_address_has_no_oembed() {
    let dist = Dist::of(&json!({ "title": "Daily" }));
    dist.article("one", &json!({ "headline": "One", "body": ["Words."] })).publish();
    assert!(!dist.has("oembed/one.json"));
}

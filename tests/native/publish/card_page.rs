//! The page with an article's card, for programs that embed an article by its address.

use serde_json::{Value, json};

use super::paper::Paper;

const PAGE: &str = "embed/all/card/index.html";

#[test]
fn a_card_is_a_page_of_its_own_without_the_article() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    let dom = paper.page(PAGE);
    assert_eq!(dom.text("body.framed-card > main > article.card h1"), "A headline with stress");
    assert_eq!(dom.count(".picture img, .standfirst, .byline, .dates"), 4);
    assert_eq!(dom.count(".body, .session-bar, .masthead, .site-footer, .skip-link, .share"), 0);
    assert_eq!(dom.attr("link[rel=alternate]", "href"), Some("../../../2024/02/all/"));
    assert!(!paper.read("sitemap.xml").contains("/card/"));
}

/// WordPress lets a frame link only to its own server.
#[test]
fn the_only_link_of_a_card_leads_to_the_page_of_the_article() {
    let elsewhere = |text: &str| json!({ "text": text, "href": "https://example.org/" });
    let changes: [(&str, Value); 10] = [
        ("kicker", elsewhere("Elsewhere")),
        ("kicker", json!({ "text": "Here", "href": "/section/" })),
        ("headline", json!(["A headline that ", elsewhere("leads"), { "text": " away", "note": "n" }])),
        ("standfirst", json!(["A standfirst that ", elsewhere("leads"), " away"])),
        ("authors", json!([{ "name": "Ada", "href": "https://example.org/ada" }, { "name": "Ben", "href": "/ben" }])),
        ("byline", json!(["By ", elsewhere("Ada"), ", in her own words"])),
        ("canonical", json!("https://example.org/first-printed-here/")),
        ("sponsors", json!([{ "kind": "paid", "name": "Paint Co.", "href": "https://example.org/paint" }])),
        ("lang", json!("ar")),
        (
            "lead",
            json!({ "type": "embed", "url": "https://example.org/watch", "title": "Elsewhere", "thumbnail": "../images/thumbnail.jpg" }),
        ),
    ];
    for (field, value) in changes {
        let paper = Paper::somewhere();
        paper
            .everything(|article| {
                article["byline"] = json!(null);
                article[field] = value.clone();
            })
            .publish();
        let dom = paper.page(PAGE);
        assert_eq!(dom.attrs("a, area, form, base", "href"), ["../../../2024/02/all/"], "{field}: {value}");
        assert_eq!(dom.attr("h1 > a", "target"), Some("_top"), "{field}: {value}");
        let words = ["Elsewhere", "Here", "leads", "Ada", "Paint Co."].into_iter();
        let words = words.filter(|word| field != "lead" && value.to_string().contains(&format!("\"{word}\"")));
        for word in words {
            assert!(dom.text("article.card").contains(word), "{word} stays, as text: {}", dom.html);
        }
    }
}

#[test]
fn an_article_may_have_the_name_of_the_cards_folder() {
    let paper = Paper::somewhere();
    paper.plain("card", "2013-03-27").plain("first", "2013-03-28").publish();
    for (page, class) in [("embed/card/index.html", "article"), ("embed/card/card/index.html", "card")] {
        assert_eq!(paper.page(page).text(&format!("article.{class} h1")), "The story of card", "{page}");
    }
    paper.remove("articles/card.json");
    assert_eq!(paper.publish().removed, 5, "its JSON, its page, its frame, its card and its oEmbed answer");
    assert!(paper.has("embed/first/card/index.html") && !paper.path("embed/card").exists());
}

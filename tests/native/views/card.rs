//! The card of an article.

use broadsheet::address::Base;
use broadsheet::article::Article;
use broadsheet::view::{Card, CardProps, Citations, RenderContext};

use super::Dom;
use crate::article::{ROOT, article, article_with, everything, read};

/// The card of an article, with its headline at this level and a link to the whole article.
fn card(article: &Article, heading_level: u8) -> Dom {
    let notes = Citations::new(&[]);
    let context = RenderContext { heading_level, ..RenderContext::page(article, None, &notes) };
    let whole = Base::article(ROOT, "a-story").page();
    Dom::of(Card(CardProps { article, whole: whole.as_ref(), lead: false, context: &context }))
}

#[test]
fn a_card_has_the_header_of_an_article_without_its_body() {
    let dom = card(&article(&everything().to_string()), 2);
    for part in ["picture img", "words > p.kicker", "words > h2.headline", "words > p.standfirst", "words > address"] {
        assert_eq!(dom.count(&format!("article.card > div.{part}")), 1, "{part}");
    }
    assert_eq!(dom.count("header, nav, main, figcaption, .words > p:not([class]), .notes, .acknowledgements, [id]"), 0);
}

#[test]
fn the_headline_is_the_only_link_of_a_card() {
    let headline =
        r#"["A ", { "text": "linked", "href": "https://example.org/", "em": true, "note": "n" }, " headline"]"#;
    let json = format!(r#"{{ "headline": {headline}, "body": [], "notes": [{{ "id": "n", "text": "Note" }}] }}"#);
    let dom = card(&article(&json), 3);
    assert_eq!(dom.text("h3.headline > a"), "A linked headline");
    assert_eq!(dom.attr("h3 > a", "href"), Some("https://example.org/paper/#/a-story"));
    assert_eq!(dom.count("a"), 1);
    assert_eq!(dom.count("h3 em"), 1);
}

#[test]
fn without_an_address_the_headline_is_not_a_link() {
    let article = article_with(r#""kicker": "K""#);
    let notes = Citations::new(&[]);
    let context = RenderContext::page(&article, None, &notes);
    let dom = Dom::of(Card(CardProps { article: &article, whole: None, lead: false, context: &context }));
    assert_eq!(dom.text("h1.headline"), "Headline");
    assert_eq!(dom.count("a"), 0);
}

#[test]
fn without_a_headline_the_standfirst_takes_its_place() {
    let (half, _) = read(r#"{ "standfirst": "Why it matters.", "body": [] }"#).expect("half a story is a story");
    let dom = card(&half, 2);
    assert_eq!(dom.text("h2.headline > a"), "Why it matters.");
    assert_eq!(dom.count(".standfirst"), 0);
}

#[test]
fn any_lead_gives_an_image_if_it_has_one() {
    for (lead, images) in [
        (r#"{ "type": "image", "src": "a.jpg", "width": 3, "height": 2, "alt": "A" }"#, 1),
        (r#"{ "type": "video", "sources": [{ "src": "a.mp4" }], "width": 4, "height": 3, "poster": "a.jpg" }"#, 1),
        (r#"{ "type": "video", "sources": [{ "src": "a.mp4" }], "width": 4, "height": 3 }"#, 0),
        (r#"{ "type": "embed", "url": "https://vimeo.com/1", "title": "T", "thumbnail": "a.jpg" }"#, 1),
        (r#"{ "type": "embed", "url": "https://vimeo.com/1", "title": "T" }"#, 0),
    ] {
        let dom = card(&article_with(&format!(r#""lead": {lead}"#)), 2);
        assert_eq!(dom.count(".picture > img"), images, "{lead}");
        assert_eq!(dom.count("video, button, iframe"), 0, "{lead}");
    }
}

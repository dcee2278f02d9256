//! Printed pages.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::Host;
use crate::site::Site;

/// An article in this language, with a link whose address contains symbols without a direction of their own.
fn linked(lang: &str, words: &str, kicker: &str) -> Value {
    let article = article::with(article::plain(words), "published", json!("2024-10-04"));
    let link = json!({ "text": words, "href": "https://example.org/a/?b=1#c" });
    let article = article::with(article, "body", json!([[words, " ", link, " ", words, "."]]));
    article::with(article::with(article, "lang", json!(lang)), "kicker", json!(kicker))
}

/// Asserts that a page shows its address in print only, in a line of its own.
async fn assert_address(page: &Page, address: &str) {
    let shown = "getComputedStyle(document.querySelector('.site-footer .on-paper')).display";
    page.emulate_screen().await;
    assert_eq!(page.get::<String>(shown).await, "none", "{address}");
    page.emulate_print().await;
    assert_eq!(page.get::<String>(shown).await, "block", "{address}");
    assert_eq!(page.text(".site-footer .on-paper").await, address);
    page.emulate_screen().await;
}

/// Regression: a printed page did not say where it was from.
#[test]
fn a_printed_page_shows_its_own_address() {
    let paper = "https://paper.example/news/";
    let site = json!({ "version": 1, "title": "The Paper", "home": "quay", "url": paper, "rights": "All ours." });
    let site = Site::new(&site)
        .with_article("quay", &linked("en", "The quay", "Harbours"))
        .with_article("mole", &linked("ar", "الرصيف", "بحر"));
    let site = site.published();
    browse(site.host(), async |page| {
        for place in ["", "2024/10/quay/", "2024/10/mole/", "section/harbours/"] {
            page.load(place).await;
            assert_address(page, &format!("{paper}{place}")).await;
        }
        // The bare page shows the address at which it was opened.
        for fragment in ["#/quay", "#/mole"] {
            page.load(&format!("reader.html{fragment}")).await;
            page.wait_for("main[data-state=ready] article").await;
            assert_address(page, &page.server.url(&format!("reader.html{fragment}"))).await;
        }
        page.follow("#/quay").await;
        page.wait_for_article("The quay").await;
        assert_address(page, &page.server.url("reader.html#/quay")).await;
    });
}

/// Regression: in an article from right to left, the printed address after a link was reversed.
#[test]
fn a_printed_link_address_runs_from_left_to_right() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        for (lang, words) in [("ar", "رصيف"), ("he", "רציף"), ("en", "Quay")] {
            page.serve_and_load(lang, &linked(lang, words, "K")).await;
            page.emulate_print().await;
            let content = "getComputedStyle(document.querySelector('.article > p a'), '::after').content";
            let expected = "\" (\u{2066}\" \"https://example.org/a/?b=1#c\" \"\u{2069})\"";
            let found: String = page.get(content).await;
            assert_eq!(found.replace("\" \"", ""), expected.replace("\" \"", ""), "{lang}");
            page.emulate_screen().await;
        }
    });
}

//! Pages on paper.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, artefact, browse};
use crate::server::Host;
use crate::site::Site;

/// An article in this language, with a link whose address has signs that run either way.
fn linked(lang: &str, words: &str, kicker: &str) -> Value {
    let article = article::with(article::plain(words), "published", json!("2024-10-04"));
    let link = json!({ "text": words, "href": "https://example.org/a/?b=1#c" });
    let article = article::with(article, "body", json!([[words, " ", link, " ", words, "."]]));
    article::with(article::with(article, "lang", json!(lang)), "kicker", json!(kicker))
}

/// Asserts that a page says its address on paper, in one line of its own, and that no screen shows it.
async fn assert_address(page: &Page, address: &str) {
    let shown = "getComputedStyle(document.querySelector('.site-footer .on-paper')).display";
    page.on_screen().await;
    assert_eq!(page.get::<String>(shown).await, "none", "{address}");
    page.on_paper().await;
    assert_eq!(page.get::<String>(shown).await, "block", "{address}");
    assert_eq!(page.text(".site-footer .on-paper").await, address);
    page.on_screen().await;
}

/// J5: nothing on paper said where a page was from.
#[test]
fn a_printed_page_says_its_own_address() {
    let paper = "https://paper.example/news/";
    let site = json!({ "version": 1, "title": "The Paper", "home": "quay", "url": paper, "rights": "All ours." });
    let site =
        Site::new(&site).has("quay", &linked("en", "The quay", "Harbours")).has("mole", &linked("ar", "الرصيف", "بحر"));
    let site = site.published();
    browse(site.host(), async |page| {
        for place in ["", "2024/10/quay/", "2024/10/mole/", "section/harbours/"] {
            page.load(place).await;
            assert_address(page, &format!("{paper}{place}")).await;
            page.on_paper().await;
            let name = format!("printed {}.png", place.replace('/', " "));
            std::fs::write(artefact(&name), page.full_screenshot().await).expect("a picture can be kept");
        }
        // The bare page, which is read where it is.
        for fragment in ["#/quay", "#/mole"] {
            page.load(&format!("reader.html{fragment}")).await;
            page.wait_for("main[data-state=ready] article").await;
            assert_address(page, &page.server.url(&format!("reader.html{fragment}"))).await;
        }
        page.follow("#/quay").await;
        page.shows("The quay").await;
        assert_address(page, &page.server.url("reader.html#/quay")).await;
    });
}

/// J5: in an article from right to left, the address after a link's words ran the wrong way.
#[test]
fn a_printed_address_runs_from_left_to_right() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        for (lang, words) in [("ar", "رصيف"), ("he", "רציף"), ("en", "Quay")] {
            page.reads(lang, &linked(lang, words, "K")).await;
            page.on_paper().await;
            let content = "getComputedStyle(document.querySelector('.article > p a'), '::after').content";
            let expected = "\" (\u{2066}\" \"https://example.org/a/?b=1#c\" \"\u{2069})\"";
            let found: String = page.get(content).await;
            assert_eq!(found.replace("\" \"", ""), expected.replace("\" \"", ""), "{lang}");
            let name = format!("printed address {lang}.png");
            std::fs::write(artefact(&name), page.full_screenshot().await).expect("a picture can be kept");
            page.on_screen().await;
        }
    });
}

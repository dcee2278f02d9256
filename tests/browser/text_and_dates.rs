//! Text direction, dates, numbers and host names, as the app shows them in Chromium and Firefox.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Engine, Page, browse_in, browse_in_all_engines};
use crate::server::Host;

/// The characters of the first match in the order in which they are drawn, from left to right, without spaces.
async fn drawn_order(page: &Page, selector: &str) -> String {
    let script = format!(
        "(element => {{ const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT); const drawn = []; \
         for (let node; (node = walker.nextNode());) for (let at = 0; at < node.length; at++) {{ \
             const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1); \
             const {{ left, top }} = range.getBoundingClientRect(); \
             drawn.push({{ line: Math.round(top / 20), left, character: node.data[at] }}); }} \
         return drawn.sort((a, b) => a.line - b.line || a.left - b.left).map(({{ character }}) => character) \
             .join('').replaceAll(/\\s/g, ''); }})(document.querySelector({}))",
        json!(selector)
    );
    page.get(&script).await
}

/// Opens an article, and waits for its headline.
async fn open_article(page: &Page, headline: &str, article: &Value) {
    page.serve_and_load(headline, article).await;
    page.wait_for_article(headline).await;
}

/// Regression: two Arabic words and the text between them were drawn as one group, from right to left.
#[test]
fn words_of_another_direction_are_drawn_in_written_order() {
    browse_in_all_engines(Host::default(), async |page| {
        let alef = json!({ "text": "ا", "lang": "ar" });
        let words = json!([["The letters ", alef, ", ", { "text": "ب", "lang": "ar" }, " 3 times."]]);
        page.serve_and_load("letters", &article::with(article::plain("Letters"), "body", words)).await;
        assert_eq!(drawn_order(page, ".article > p").await, "Thelettersا,ب3times.");
    });
}

/// Regression: symbols at the edge of a word were drawn on its other side.
#[test]
fn code_and_words_with_symbols_keep_their_order_in_right_to_left_text() {
    browse_in_all_engines(Host::default(), async |page| {
        for (number, (text, expected)) in [
            (json!([{ "text": "<slot />", "code": true }]), "<slot/>"),
            (json!(["أ ", { "text": "C++", "lang": "en" }, " ب"]), "بC++أ"),
            (json!("أ C++ ب"), "بC++أ"),
            (json!("أ -5 °C ب"), "ب-5°Cأ"),
            (json!("أ 10% ب"), "ب10%أ"),
            (json!("أ (C#) ب"), "ب)C#(أ"),
            (json!(["أ ", { "text": "a[0]", "code": true }, "."]), ".a[0]أ"),
            (json!("أ $9.50 ب"), "ب$9.50أ"),
        ]
        .into_iter()
        .enumerate()
        {
            let headline = format!("signs-{number}");
            let article =
                article::with(article::with(article::plain(&headline), "lang", json!("ar")), "body", json!([text]));
            open_article(page, &headline, &article).await;
            assert_eq!(drawn_order(page, ".article > p").await, expected, "{text}");
        }
    });
}

/// The app takes the direction from the browser's own tables (`Intl`). Those of Debian's WebKit lack some of these codes.
#[test]
fn the_direction_of_an_article_follows_its_language() {
    browse_in(&Engine::WITHOUT_WEBKIT, Host::default(), async |page| {
        for (lang, direction) in [
            ("prs", "rtl"),
            ("pnb", "rtl"),
            ("ks", "rtl"),
            ("arz", "rtl"),
            ("pa-PK", "rtl"),
            ("az-IR", "rtl"),
            ("iw", "rtl"),
            ("uz-AF", "rtl"),
            ("skr", "rtl"),
            ("en-Hebr", "rtl"),
            ("ar-Latn", "ltr"),
            ("pa", "ltr"),
            ("ku", "ltr"),
            ("x-dari", "ltr"),
            ("a-b-c", "ltr"),
        ] {
            open_article(page, lang, &article::with(article::plain(lang), "lang", json!(lang))).await;
            assert_eq!(page.attribute(".article", "dir").await.as_deref(), Some(direction), "{lang}");
        }
    });
}

/// Regression: the date line said 2025, and the copyright line 2024.
#[test]
fn date_line_and_copyright_year_agree() {
    browse_in_all_engines(Host::default(), async |page| {
        for (number, (published, updated, zone, day, year, is_updated)) in [
            ("2024-12-31T23:30:00Z", None, Some("Asia/Tokyo"), "January 1, 2025", "2025", false),
            ("2025-01-01T03:00:00Z", None, Some("America/New_York"), "December 31, 2024", "2024", false),
            ("2024-12-31T23:30:00Z", None, Some("Nowhere/Never"), "December 31, 2024", "2024", false),
            ("2024-10-04T15:00:00Z", Some("2023-10-04"), None, "October 4, 2024", "2024", false),
            ("2024-10-04T15:00:00Z", Some("2024-10-04"), None, "October 4, 2024", "2024", true),
            ("2024-10-05T00:30:00+09:00", Some("2024-10-04T16:00:00Z"), None, "October 5, 2024", "2024", true),
            ("2024-10-05T00:30:00+09:00", Some("2024-10-04T15:00:00Z"), None, "October 5, 2024", "2024", false),
            ("2024-10-04T23:30:00Z", Some("2024-10-04"), Some("Asia/Tokyo"), "October 5, 2024", "2024", false),
        ]
        .into_iter()
        .enumerate()
        {
            let headline = format!("dates-{number}");
            let mut article = article::with(article::plain(&headline), "published", json!(published));
            for (key, value) in
                [("updated", json!(updated)), ("timeZone", json!(zone)), ("rights", json!({ "holder": "H" }))]
            {
                article = article::with(article, key, value);
            }
            open_article(page, &headline, &article).await;
            let line = page.text(".dates").await;
            assert!(line.contains(day), "{line}");
            assert_eq!(page.count(".updated").await == 1, is_updated, "{published} {updated:?}: {line}");
            assert!(page.text(".rights").await.contains(&format!("© {year} ")), "{}", page.text(".rights").await);
        }
    });
}

/// The app uses the browser's code for numbers and host names. It has to agree with the published page.
#[test]
fn numbers_and_host_names_are_shown_as_on_the_published_page() {
    browse_in_all_engines(Host::default(), async |page| {
        let text = r#"{ "headline": "Numbers", "body": [
            { "type": "image", "src": "../images/picture.svg", "alt": "A", "width": 1200.0, "height": 8e2 },
            { "type": "embed", "url": "https://xn--bcher-kva.example:8080/a", "title": "T" }
        ] }"#;
        page.server.answer(&article::file("numbers"), crate::server::Answer::bytes(text));
        page.load_article("numbers").await;
        let size = page.attribute(".figure img", "width").await.zip(page.attribute(".figure img", "height").await);
        assert_eq!(size, Some(("1200".to_owned(), "800".to_owned())));
        assert_eq!(page.text(".embed .source").await, "Open on bücher.example:8080");
    });
}

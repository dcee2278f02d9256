//! The language of an embedded article that names none.

use serde_json::json;

use super::{Publisher, inside, visit};
use crate::article;
use crate::browser::Page;
use crate::site::Site;

/// A published site in this language, with an article that names none.
fn published_in(lang: &str) -> Site {
    let site = json!({ "version": 1, "title": "The Paper", "home": "quay", "lang": lang });
    Site::new(&site)
        .with_article("quay", &article::with(article::plain("رصيف"), "published", json!("2024-10-04")))
        .published()
}

/// Waits until the first element shows its article in this language and direction.
async fn wait_for_language(page: &Page, lang: &str, dir: &str, what: &str) {
    page.wait_until_all_are("inline").await;
    let article = inside("article");
    let found =
        format!("[{article}?.lang, {article}?.dir, getComputedStyle({article} ?? document.body).direction].join()");
    page.wait_until(&format!("{lang} and {dir} for {what}"), &format!("{found} === '{lang},{dir},{dir}'")).await;
}

/// Regression: an article that names no language was always treated as English, from left to right.
#[test]
fn an_embedded_article_without_a_language_takes_that_of_its_site() {
    let (arabic, german) = (published_in("ar"), published_in("de"));
    visit(async |page| {
        let (arabic, german) = (Publisher::on(arabic.host()).await, Publisher::on(german.host()).await);
        for attributes in ["", "layout=card", "heading-level=3"] {
            page.open_host_page(&format!("{}{}", arabic.element("quay", attributes), arabic.script())).await;
            wait_for_language(page, "ar", "rtl", attributes).await;
            let words = page.text_inside(".dates").await;
            assert!(words.contains("أكتوبر") || words.contains("تشرين"), "{words}");
        }
        page.open_host_page(&german.snippet("quay", "")).await;
        wait_for_language(page, "de", "ltr", "another site").await;
        // The article's own language has precedence.
        arabic.serve_article("persian", &article::with(article::plain("اسکله"), "lang", json!("fa")));
        arabic.serve_article("french", &article::with(article::plain("Le quai"), "lang", json!("fr")));
        page.open_host_page(&arabic.snippet("persian", "")).await;
        wait_for_language(page, "fa", "rtl", "a story with a language").await;
        page.open_host_page(&arabic.snippet("french", "")).await;
        wait_for_language(page, "fr", "ltr", "a story with a language").await;
        // With two publishers on a page, the first script shows the articles of both. It knows the language of one.
        for (first, second, lang) in [(&german, &arabic, "de"), (&arabic, &german, "en")] {
            let scripts = [first, second].map(|publisher| publisher.script().replace(" async", "")).concat();
            page.open_host_page(&format!("{}{scripts}", german.element("quay", ""))).await;
            wait_for_language(page, lang, "ltr", "a story of one of two publishers").await;
        }
        // An article given as data is treated as one of the script's publisher.
        page.open_host_page(&format!("<broadsheet-article></broadsheet-article>{}", arabic.script())).await;
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("رصيف"))).await;
        wait_for_language(page, "ar", "rtl", "data").await;
        let src = german.0.url(&article::file("quay"));
        page.run(&format!("document.querySelector('broadsheet-article').src = '{src}'")).await;
        wait_for_language(page, "en", "ltr", "data of another publisher's").await;
        let asked = [arabic.0.requests_for("site.json"), german.0.requests_for("site.json")].concat();
        assert!(asked.is_empty(), "it costs no request");
    });
}

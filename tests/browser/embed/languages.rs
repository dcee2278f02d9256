//! The language of an article that names none.

use serde_json::json;

use super::{Publisher, inside, visit};
use crate::article;
use crate::browser::Page;
use crate::site::Site;

/// A site in this language, with an article that names none.
fn published_in(lang: &str) -> Site {
    let site = json!({ "version": 1, "title": "The Paper", "home": "quay", "lang": lang });
    Site::new(&site).has("quay", &article::with(article::plain("رصيف"), "published", json!("2024-10-04"))).published()
}

/// Waits for the first element to show its article in this language and direction.
async fn reads_as(page: &Page, lang: &str, dir: &str, what: &str) {
    page.all_are("inline").await;
    let article = inside("article");
    let found =
        format!("[{article}?.lang, {article}?.dir, getComputedStyle({article} ?? document.body).direction].join()");
    page.wait_until(&format!("{lang} and {dir} for {what}"), &format!("{found} === '{lang},{dir},{dir}'")).await;
}

/// D4: it was English, and ran from left to right, whatever the language of its site.
#[test]
fn an_embedded_article_is_in_the_language_of_its_site() {
    let (arabic, german) = (published_in("ar"), published_in("de"));
    visit(async |page| {
        let (arabic, german) = (Publisher::on(arabic.host()).await, Publisher::on(german.host()).await);
        let scripts = format!("{}{}", arabic.script(), german.script());
        for attributes in ["", "layout=card", "heading-level=3"] {
            page.hosts(&format!("{}{}", arabic.element("quay", attributes), arabic.script())).await;
            reads_as(page, "ar", "rtl", attributes).await;
            let words = page.reads_inside(".dates").await;
            assert!(words.contains("أكتوبر") || words.contains("تشرين"), "{words}");
        }
        page.hosts(&german.snippet("quay", "")).await;
        reads_as(page, "de", "ltr", "another site").await;
        // Its own language counts for more.
        arabic.has("persian", &article::with(article::plain("اسکله"), "lang", json!("fa")));
        arabic.has("french", &article::with(article::plain("Le quai"), "lang", json!("fr")));
        page.hosts(&arabic.snippet("persian", "")).await;
        reads_as(page, "fa", "rtl", "a story with a language").await;
        page.hosts(&arabic.snippet("french", "")).await;
        reads_as(page, "fr", "ltr", "a story with a language").await;
        // Two publishers on a page, of whom the first one's script shows both articles.
        page.hosts(&format!("{}{scripts}", german.element("quay", ""))).await;
        page.wait_until("a story", &inside("article")).await;
        let first: String = page
            .get(
                "performance.getEntriesByType('resource').find(({ name }) => \
             name.endsWith('.wasm')).name",
            )
            .await;
        let lang = if first.starts_with(german.0.origin()) { "de" } else { "en" };
        reads_as(page, lang, "ltr", "another publisher's story").await;
        // A host that has the article itself, from nobody else.
        page.hosts(&format!("<broadsheet-article></broadsheet-article>{}", arabic.script())).await;
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("رصيف"))).await;
        reads_as(page, "ar", "rtl", "data").await;
        let src = german.0.url(&article::file("quay"));
        page.run(&format!("document.querySelector('broadsheet-article').src = '{src}'")).await;
        reads_as(page, "en", "ltr", "data of another publisher's").await;
        let asked = [arabic.0.requests_for("site.json"), german.0.requests_for("site.json")].concat();
        assert!(asked.is_empty(), "it costs no request");
    });
}

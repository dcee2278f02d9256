//! Errors in the content, and what is published in spite of them.

use broadsheet::check::Level;
use broadsheet::publish::PublishError;
use serde_json::json;

use super::dist::Dist;

#[test]
fn a_broken_article_is_left_out_and_the_rest_is_published() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.write("content/articles/broken.json", "{ \"headline\": ");
    dist.article("half", &json!({ "version": 1, "headline": "No body", "published": "2013-03-27" }));
    let outcome = dist.try_to_publish().unwrap();
    assert_eq!(outcome.articles, 1);
    assert_eq!(outcome.left_out, ["broken", "half"]);
    let said = outcome.report.to_human(false);
    assert!(said.contains("broken.json") && said.contains("half.json"), "{said}");
    assert!(dist.has("2013/03/first/index.html") && !dist.has("2013/03/half/index.html"));
}

#[test]
fn the_summary_names_what_was_left_out() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    // This error leaves nothing out.
    dist.article("dead", &json!({ "headline": "Dead", "body": [[{ "text": "gone", "href": "gone.json" }]] }));
    let summary = || dist.try_to_publish().unwrap().to_string();
    assert!(summary().starts_with("2 published, 0 left out; "));
    dist.write("content/articles/b.json", "{");
    dist.write("content/articles/a.json", "{");
    assert!(summary().starts_with("2 published, 2 left out (a, b); "));
    let broken = |slug| dist.write(&format!("content/articles/{slug}.json"), "{");
    ["c", "d", "e"].into_iter().for_each(broken);
    assert!(summary().starts_with("2 published, 5 left out (a, b, c, d, e); "));
    ["f", "g"].into_iter().for_each(broken);
    assert!(summary().starts_with("2 published, 7 left out (a, b, c, d, e and 2 more); "));
    assert_eq!(summary().lines().count(), 1);
    dist.site(&json!({ "title": "The Paper" }));
    assert!(summary().contains("\nsite.json has no \"url\", so there are no feeds"), "{}", summary());
}

#[test]
fn an_article_that_gets_an_error_keeps_its_earlier_page() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.plain("second", "2013-03-28");
    dist.try_to_publish().unwrap();
    dist.write("content/articles/second.json", "{");
    for _ in 0..2 {
        let outcome = dist.try_to_publish().unwrap();
        assert_eq!((outcome.articles, outcome.left_out.len(), outcome.removed), (1, 1, 0));
        for page in ["2013/03/second/index.html", "embed/second/index.html", "embed/second/card/index.html"] {
            assert_eq!(dist.page(page).text("h1"), "The story of second", "{page}");
        }
        assert_eq!(dist.page("index.html").attr("main", "data-state"), Some("front"), "of two stories");
    }
    // As an editor without UTF-8 saves it.
    let page = dist.path("2013/03/second/index.html");
    std::fs::write(&page, b"<h1>Caf\xe9</h1>").unwrap();
    dist.try_to_publish().unwrap();
    assert!(page.is_file());
    dist.remove("2013/03/second/index.html");
    dist.try_to_publish().unwrap();
    assert_eq!(dist.page("index.html").count("main[data-state=front]"), 0, "of one story, once that page is gone");
    dist.remove("content/articles/second.json");
    dist.try_to_publish().unwrap();
    assert!(!dist.has("embed/second/index.html") && !dist.has("embed/second/card/index.html"));
}

#[test]
fn links_lead_to_the_page_that_a_broken_article_keeps_and_from_there_to_its_section() {
    let dist = Dist::paper();
    let article =
        |kicker: &str| json!({ "headline": "A", "kicker": kicker, "published": "2013-03-28", "body": ["A."] });
    dist.article("second", &article("Harbours"));
    dist.article("third", &article("Seas"));
    dist.try_to_publish().unwrap();
    let first = json!({
        "headline": "First", "published": "2013-03-27", "body": [[{ "text": "second", "href": "second.json" }]],
        "translations": [{ "lang": "fr", "href": "second.json" }],
    });
    dist.article("first", &first);
    dist.write("content/articles/second.json", "{");
    dist.remove("content/articles/third.json");
    for _ in 0..2 {
        dist.try_to_publish().unwrap();
        let page = dist.page("2013/03/first/index.html");
        assert_eq!(page.attrs(".article > p a", "href"), ["../../../2013/03/second/"]);
        let french = page.attr("link[hreflang=fr]", "href");
        assert_eq!(french, Some("https://paper.example/news/2013/03/second/"));
        let section = dist.page("2013/03/second/index.html").attr(".kicker a", "href").map(str::to_owned);
        assert_eq!(section.as_deref(), Some("../../../section/harbours/"));
        assert!(dist.has("section/harbours/index.html") && dist.has("section/harbours/index.html.br"));
        assert!(!dist.has("section/seas/index.html"), "nobody leads there");
    }
    dist.remove("content/articles/second.json");
    dist.try_to_publish().unwrap();
    assert!(!dist.has("section/harbours/index.html") && !dist.has("2013/03/second/index.html"));
    assert_eq!(dist.page("2013/03/first/index.html").attrs(".article > p a", "href"), ["../../../#/second"]);
}

#[test]
fn a_section_without_a_broken_article_is_updated() {
    let dist = Dist::paper();
    for slug in ["first", "second"] {
        dist.article(slug, &json!({ "headline": slug, "kicker": "Seas", "published": "2013-03-27", "body": ["A."] }));
    }
    dist.try_to_publish().unwrap();
    dist.write("content/articles/second.json", "{");
    dist.try_to_publish().unwrap();
    assert_eq!(dist.page("section/seas/index.html").texts(".stories .headline"), ["first"]);
    // The manifest's hash of a page matches its contents.
    assert_eq!(dist.try_to_publish().unwrap().written, 0);
}

#[test]
fn a_dead_link_to_an_article_is_a_warning() {
    let dist = Dist::paper();
    let body = json!([[{ "text": "gone", "href": "gone.json" }]]);
    dist.article("first", &json!({ "version": 1, "headline": "First", "published": "2013-03-27", "body": body }));
    let outcome = dist.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 0));
    assert!(outcome.report.has_errors() && outcome.report.to_human(false).contains("gone.json"));
    assert_eq!(dist.page("2013/03/first/index.html").text(".article > p a"), "gone");
}

#[test]
fn an_article_with_a_warning_is_published() {
    let dist = Dist::paper();
    dist.article(
        "first",
        &json!({ "version": 1, "headline": "First", "published": "2013-03-27", "headlin": "", "body": ["A."] }),
    );
    let outcome = dist.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 0));
    assert_eq!(outcome.report.count(), 1);
}

#[test]
fn a_date_in_the_future_is_a_warning() {
    let dist = Dist::paper();
    let outcome = dist.plain("first", "2024-02-08").plain("second", "2024-02-10").try_to_publish().unwrap();
    let rules: Vec<_> = outcome.report.documents.iter().map(|document| document.findings[0].rule).collect();
    assert_eq!((outcome.articles, rules), (2, vec!["future"]));
}

#[test]
fn an_article_with_an_unknown_block_is_published_if_the_block_has_a_fallback() {
    let dist = Dist::paper();
    let article =
        |block| json!({ "headline": "First", "published": "2013-03-27", "tags": [null], "body": ["A.", block] });
    dist.article("first", &article(json!({ "type": "map", "fallback": "The mole is in the south." })));
    dist.article("second", &article(json!({ "type": "map", "fallback": null })));
    dist.article("third", &article(json!({ "type": "map", "fallback": [" "] })));
    let outcome = dist.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 2));
    let levels: Vec<_> = outcome.report.documents.iter().map(|document| document.findings[0].level).collect();
    assert_eq!(levels, [Level::Warning, Level::Error, Level::Error]);
    assert!(dist.page("2013/03/first/index.html").text("article").contains("The mole is in the south."));
}

#[test]
fn an_article_in_the_wrong_place_is_a_warning() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    let strays = ["articles/2013/inner.json", "articles/LOUD.JSON", "articles/saved.json.txt", "beside.json"];
    for path in strays.iter().chain(&["articles/notes.txt", "articles/.old/kept.json"]) {
        dist.write(&format!("content/{path}"), dist.read("content/articles/first.json"));
    }
    let outcome = dist.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len(), outcome.report.has_errors()), (1, 0, false));
    let said: Vec<_> = outcome.report.documents.iter().map(|document| document.file.clone()).collect();
    assert_eq!(said, strays.map(|path| dist.path(&format!("content/{path}"))));
    let report = outcome.report.to_human(false);
    assert!(report.contains("warning[not-published]") && report.contains("LOUD.JSON"), "{report}");
}

#[test]
fn an_unreadable_site_changes_nothing() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.try_to_publish().unwrap();
    dist.write("content/site.json", "{ \"title\": ");
    let before = dist.files();
    let error = dist.try_to_publish().unwrap_err();
    assert!(matches!(error, PublishError::Site { .. }), "{error:?}");
    assert!(error.to_string().contains("site.json") && error.to_string().contains("What to do"), "{error}");
    assert_eq!(dist.files(), before);
}

#[test]
fn errors_in_site_json_are_reported_and_everything_is_published() {
    let dist = Dist::of(&json!({ "title": "The Paper", "titel": "The Paper" }));
    let outcome = dist.plain("first", "2013-03-27").try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.report.count()), (1, 1));
    assert!(outcome.report.to_human(false).contains("site.json"));
    dist.site(&json!({ "title": "The Paper" }));
    assert!(dist.publish().report.documents.is_empty());
    dist.remove("content/site.json");
    assert_eq!(dist.publish().articles, 1, "a publication may go without");
}

#[test]
fn a_folder_without_a_build_is_refused() {
    let dist = Dist::paper();
    dist.remove("main-1.css");
    assert!(matches!(dist.try_to_publish(), Err(PublishError::NoBuild { .. })));
}

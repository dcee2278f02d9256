//! Malformed articles: a wrong field is left out, and the rest is shown.

use serde_json::{Value, json};

use crate::article;
use crate::browser::browse;
use crate::server::Host;

/// An optional field, a value of the wrong type, and the path that the console has to name.
fn malformed_optional() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("kicker", json!(true), "kicker"),
        ("standfirst", json!({}), "standfirst"),
        ("authors", json!(false), "authors"),
        ("authors", json!([{ "name": [] }, "Ben"]), "authors[0]"),
        ("published", json!("the day before yesterday"), "published"),
        ("published", json!("2013-02-30"), "published"),
        ("updated", json!({}), "updated"),
        ("lead", json!("../images/picture.svg"), "lead"),
        ("lead.caption", json!(true), "lead.caption"),
        ("lead.credit", json!(false), "lead.credit"),
        ("lead.source", json!(true), "lead.source"),
        ("corrections", json!("none"), "corrections"),
        ("tags", json!({}), "tags"),
        ("tags", json!([{ "text": {} }, "Islands"]), "tags[0]"),
        ("sponsors", json!(true), "sponsors"),
        ("sponsors", json!([{ "kind": "funded", "name": {} }]), "sponsors[0]"),
        ("rights", json!(true), "rights"),
        ("lang", json!([]), "lang"),
        ("dir", json!("up"), "dir"),
    ]
}

#[test]
fn a_wrong_type_in_an_optional_field_leaves_out_only_that_field() {
    browse(Host::default(), async |page| {
        page.serve_and_load("full", &article::full()).await;
        page.console().await;
        let mut silent = Vec::new();
        for (number, (field, value, path)) in malformed_optional().into_iter().enumerate() {
            let headline = format!("Malformed {number}");
            let article = article::with(article::full(), "headline", json!(headline));
            let article = article::with(article, field, value.clone());
            page.serve_article(&format!("case-{number}"), &article);
            page.follow(&format!("#/case-{number}")).await;
            page.wait_for_article(&headline).await;
            let case = format!("{field}: {value}");
            assert!(page.text("article").await.contains("A plain paragraph."), "{case} took the body");
            assert_eq!(page.count(".notice").await, 0, "{case} is no matter for the reader");
            page.assert_page_intact().await;
            let console = page.console().await;
            if !console.iter().any(|line| line.starts_with("WARNING") && line.contains(path)) {
                silent.push(format!("{case} should be reported as {path}, not as {console:?}"));
            }
        }
        assert!(silent.is_empty(), "{silent:#?}");
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

#[test]
fn without_headline_or_body_the_rest_is_shown_with_a_notice() {
    browse(Host::default(), async |page| {
        page.serve_and_load("no-headline", &article::without(article::full(), "headline")).await;
        page.wait_for("article.article .notice, main .notice").await;
        assert!(page.text("article").await.contains("A plain paragraph."));
        page.assert_page_intact().await;

        let headline = article::with(article::full(), "headline", json!("Nothing below"));
        page.serve_article("no-body", &article::without(headline, "body"));
        page.follow("#/no-body").await;
        page.wait_for_article("Nothing below").await;
        page.wait_for(".notice").await;
        assert!(page.text("p.standfirst").await.contains("Sunday"));
        page.assert_page_intact().await;
    });
}

/// Articles in which a required field or a block has the wrong type.
fn malformed_required() -> Vec<Value> {
    let mut articles = vec![json!({}), json!({ "version": 99 }), json!({ "headline": null, "body": null })];
    for wrong in [json!(5), json!({}), json!([5]), json!(true), json!(null), json!("")] {
        articles.push(article::with(article::plain("Odd body"), "body", wrong.clone()));
        articles.push(article::with(article::plain("Odd headline"), "headline", wrong));
    }
    let blocks = json!([
        null, 5, {}, { "type": 5 }, { "type": "hologram" }, { "type": "image" }, { "type": "image", "src": 5 },
        { "type": "list", "items": "x" }, { "type": "heading", "level": 9, "text": "High" }, { "type": "quote" },
        { "type": "image", "src": "../images/picture.svg", "width": -1, "height": "x", "alt": 5 },
        [null, { "text": {} }, { "href": "https://example.org/" }], "A paragraph among ruins.",
    ]);
    articles.push(article::with(article::plain("Odd blocks"), "body", blocks));
    articles
}

#[test]
fn malformed_articles_never_leave_the_page_blank() {
    browse(Host::default(), async |page| {
        page.serve_and_load("plain", &article::plain("Between two stories")).await;
        for (number, article) in malformed_required().into_iter().enumerate() {
            page.serve_article(&format!("hopeless-{number}"), &article);
            page.follow(&format!("#/hopeless-{number}")).await;
            page.wait_until(
                &format!("an end to {article}"),
                "document.querySelector('main[data-state=ready] article.article, main[data-state=fault] section.fault') \
                 && !document.querySelector('main').innerText.includes('Between two stories')",
            )
            .await;
            page.assert_page_intact().await;
            page.follow("#/plain").await;
            page.wait_for_article("Between two stories").await;
        }
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

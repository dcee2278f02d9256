//! Accessibility tests: axe-core's rules on every kind of page, light and dark, and use by keyboard.

pub mod axe;
mod keyboard;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, Screen, browse};
use crate::server::{Answer, Host};

#[test]
fn axe_finds_no_violation_on_a_desktop() {
    browse(Host::default(), async |page| check_all(page, Screen::DESKTOP).await);
}

#[test]
fn axe_finds_no_violation_on_a_phone() {
    browse(Host::default(), async |page| check_all(page, Screen::PHONE).await);
}

#[test]
fn axe_finds_no_violation_on_a_dark_desktop() {
    browse(Host::default(), async |page| {
        page.prefer_dark().await;
        check_all(page, Screen::DESKTOP).await;
    });
}

#[test]
fn axe_finds_no_violation_on_a_dark_phone() {
    browse(Host::default(), async |page| {
        page.prefer_dark().await;
        check_all(page, Screen::PHONE).await;
    });
}

/// Runs axe-core on every article of the build, on two more articles and on two error pages.
async fn check_all(page: &Page, screen: Screen) {
    page.screen(screen).await;
    let mut findings = Vec::new();
    page.serve_article("everything", &everything());
    page.serve_article("wide", &wide());
    for slug in article::slugs_of_the_build().iter().map(String::as_str).chain(["everything", "wide"]) {
        page.load(&format!("reader.html?{slug}#/{slug}")).await;
        page.wait_for("main[data-state=ready] article.article").await;
        page.wait_for("aside.session-bar a").await;
        findings.extend(axe::check(page, slug).await);
    }
    page.server.answer(&article::file("broken"), Answer::bytes("{ \"headline\": 5"));
    for slug in ["missing", "broken"] {
        page.load(&format!("reader.html?{slug}#/{slug}")).await;
        page.wait_for_fault().await;
        page.wait_for("aside.session-bar a").await;
        findings.extend(axe::check(page, slug).await);
    }
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The article with every block, with all headings at level 2. A heading that skips a level would be a finding about
/// the article, which `broadsheet check` reports.
fn everything() -> Value {
    let mut article = article::everything();
    for block in article["body"].as_array_mut().into_iter().flatten().filter(|block| block["type"] == "heading") {
        block["level"] = json!(2);
    }
    article
}

/// An article with a table and a code block that are wider than any phone.
fn wide() -> Value {
    let cells: Vec<String> = (1..=12).map(|number| format!("Column number {number}")).collect();
    let body = json!([
        "A paragraph before.",
        { "type": "table", "caption": "A wide table", "head": cells, "rows": [cells, cells] },
        { "type": "code", "text": "let line = \"a line of code\"; ".repeat(20), "language": "rust" },
        "A paragraph after.",
    ]);
    article::with(article::plain("A wide story"), "body", body)
}

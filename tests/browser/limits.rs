//! Articles at the limits of the format, and just over them.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};

/// The limits of the format (docs/format.md): bytes of a file, blocks, levels of nesting, bytes of a string.
const BYTES: usize = 5_000_000;
const BLOCKS: usize = 10_000;
const LEVELS: usize = 32;
const STRING: usize = 1_000_000;

/// Opens an article, after a short one.
async fn open(page: &Page, slug: &str, article: String) {
    page.serve_and_load("plain", &article::plain("Before")).await;
    page.wait_for("aside.session-bar a").await;
    page.server.answer(&article::file(slug), Answer::bytes(article));
    page.follow(&format!("#/{slug}")).await;
}

/// Asserts that an article just within a limit is shown without a warning, with so many elements that match the
/// selector, and that the page still works.
async fn assert_read(page: &Page, article: &Value, selector: &str, count: usize) {
    open(page, "limit", article.to_string()).await;
    page.wait_for_article("At the limit").await;
    assert_eq!(page.count(selector).await, count, "{selector}");
    assert_eq!(page.console().await, Vec::<String>::new());
    // The page still handles navigation.
    page.serve_article("next", &article::plain("The next story"));
    page.follow("#/next").await;
    page.wait_for_article("The next story").await;
    assert_eq!(page.errors().await, Vec::<String>::new());
}

/// Asserts that an article over a limit is refused with this fault, and that the message names the limit.
async fn assert_refused(page: &Page, name: &str, article: String, code: &str, limit: &str) {
    open(page, name, article).await;
    let fault = page.wait_for_fault().await;
    assert_eq!(fault.code, code, "{}", fault.words);
    let details = page.text(".fault .details").await;
    assert!(details.contains(limit), "“{details}” does not name {limit}");
    assert_eq!(page.errors().await, Vec::<String>::new());
}

fn of(body: Vec<Value>) -> Value {
    article::with(article::plain("At the limit"), "body", Value::Array(body))
}

/// An article of paragraphs with at most this many bytes, and how many paragraphs it has.
fn long(bytes: usize) -> (Value, usize) {
    let paragraph = "Words of a long story, and more of them. ".repeat(24);
    let count = (bytes - 200) / (paragraph.len() + 3);
    (of(vec![json!(paragraph); count]), count)
}

/// An article with this many short blocks of different kinds.
fn many(blocks: usize) -> Value {
    let kinds = [
        json!("A paragraph."),
        json!(["A ", { "text": "link", "href": "https://example.org/" }, "."]),
        json!({ "type": "heading", "level": 2, "text": "A heading" }),
        json!({ "type": "list", "items": ["One", "Two"] }),
        json!({ "type": "quote", "text": "Words.", "cite": "Somebody" }),
        json!({ "type": "image", "src": "../images/picture.svg", "width": 600, "height": 400, "alt": "" }),
        json!({ "type": "table", "head": ["A", "B"], "rows": [["1", "2"]] }),
        json!({ "type": "divider" }),
    ];
    of(kinds.iter().cycle().take(blocks).cloned().collect())
}

/// An article of nested lists whose JSON is nested to this depth, and how many lists are within the outermost.
fn deep(levels: usize) -> (String, usize) {
    // The article, its body and the block take one level each. Each inner list takes two, and its item one.
    let mut article = String::from("{ \"headline\": \"At the limit\", \"x-deep\": ");
    article += &"[".repeat(levels - 1);
    article += &"]".repeat(levels - 1);
    article += ", \"body\": [";
    let lists = (levels - 3) / 3;
    article += "{ \"type\": \"list\", \"items\": [\"Deep\"";
    for _ in 0..lists {
        article += ", { \"text\": \"Deeper\", \"list\": { \"items\": [\"Deep\"";
    }
    article += &"]}}".repeat(lists);
    (article + "]}] }", lists)
}

fn with_string(bytes: usize) -> Value {
    of(vec![json!("word ".repeat(bytes / 5)), json!("The end.")])
}

#[test]
fn an_article_of_five_megabytes_is_read() {
    let (article, paragraphs) = long(BYTES);
    browse(Host::default(), async |page| assert_read(page, &article, "article > p", paragraphs).await);
}

#[test]
fn an_article_of_ten_thousand_blocks_is_read() {
    browse(Host::default(), async |page| assert_read(page, &many(BLOCKS), "article > header ~ *", BLOCKS).await);
}

#[test]
fn lists_nested_to_the_limit_are_read() {
    let (article, lists) = deep(LEVELS);
    let article: Value = serde_json::from_str(&article).expect("the story is JSON");
    browse(Host::default(), async |page| assert_read(page, &article, "article ul ul", lists).await);
}

#[test]
fn a_string_of_a_megabyte_is_read() {
    browse(Host::default(), async |page| {
        open(page, "long-string", with_string(STRING).to_string()).await;
        page.wait_for_article("At the limit").await;
        let lengths = "[...document.querySelectorAll('article > p')].map(({ textContent }) => textContent.length)";
        assert_eq!(page.get::<Vec<usize>>(lengths).await, [STRING, "The end.".len()]);
    });
}

#[test]
fn an_article_over_a_limit_is_refused_with_the_limit() {
    browse(Host::default(), async |page| {
        assert_refused(page, "too-many-bytes", long(BYTES + 20_000).0.to_string(), "too-large", "5000000").await;
        assert_refused(page, "too-deep", deep(LEVELS + 1).0, "nesting", "32").await;
        assert_refused(page, "too-long-a-string", with_string(STRING + 10).to_string(), "too-large", "1000000").await;
    });
}

#[test]
fn blocks_over_the_limit_are_left_out_with_a_notice_and_a_warning() {
    browse(Host::default(), async |page| {
        open(page, "too-many-blocks", many(BLOCKS + 8).to_string()).await;
        page.wait_for_article("At the limit").await;
        assert_eq!(page.count("article > header ~ *").await, BLOCKS + 1);
        assert_eq!(page.text("article > :last-child").await, "This part of the story can’t be shown here.");
        let console = page.console().await;
        assert!(console.iter().any(|line| line.contains("10000")), "{console:?}");
    });
}

#[test]
fn sixty_quick_navigations_leave_the_page_working() {
    browse(Host::default(), async |page| {
        page.serve_and_load("plain", &article::plain("In no hurry")).await;
        page.serve_article("long", &long(BYTES / 5).0);
        // The growing delay aborts the loads in different states: before, during and after the answer.
        let hurry = "(async () => { for (let turn = 0; turn < 60; turn++) { \
             location.hash = ['#/plain', '#/long'][turn % 2]; \
             await new Promise(resolve => setTimeout(resolve, turn)); } return null; })()";
        page.get::<Value>(hurry).await;
        assert_eq!(page.navigate_to("plain?").await, "not-found");
        assert_eq!(page.navigate_to("plain").await, "ready");
        page.wait_for_article("In no hurry").await;
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

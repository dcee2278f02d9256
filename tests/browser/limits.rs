//! Articles at the limits of the format, and just past them.

use std::fmt;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};

/// Limits of the format (docs/format.md): bytes of a file, blocks, levels, bytes of a string.
const BYTES: usize = 5_000_000;
const BLOCKS: usize = 10_000;
const LEVELS: usize = 32;
const STRING: usize = 1_000_000;

/// How long the tab was deaf, in milliseconds.
#[derive(Deserialize)]
struct Pulse {
    /// From the click to the article in the document.
    shown: f64,
    /// The longest task.
    longest: f64,
    /// All tasks of more than 50 ms together.
    long: f64,
    /// How many clicks on the page were answered while the article loaded.
    clicks: usize,
}

impl fmt::Display for Pulse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shown, longest, long, clicks } = self;
        write!(f, "there after {shown:.0} ms, longest task {longest:.0} ms of {long:.0} ms, {clicks} clicks answered")
    }
}

/// Reads an article while something clicks at the page without pause.
async fn read(page: &Page, slug: &str, article: String) -> Pulse {
    page.reads("plain", &article::plain("Before")).await;
    page.wait_for("aside.session-bar a").await;
    page.server.answer(&article::file(slug), Answer::bytes(article));
    let read = "(async fragment => { \
         const tasks = []; \
         const observer = new PerformanceObserver(list => tasks.push(...list.getEntries())); \
         observer.observe({ type: 'longtask' }); \
         let clicks = 0; \
         const masthead = document.querySelector('header.masthead'); \
         masthead.addEventListener('click', () => clicks++); \
         const begun = performance.now(); \
         const before = document.querySelector('#story'); \
         location.hash = fragment; \
         for (;;) { \
             await new Promise(resolve => setTimeout(resolve, 10)); \
             masthead.click(); \
             const story = document.querySelector('#story'); \
             if (story !== before && story.querySelector('article.article, .fault')) break; \
         } \
         const shown = performance.now() - begun; \
         await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 200))); \
         tasks.push(...observer.takeRecords()); \
         const times = tasks.map(task => task.duration); \
         return { shown, clicks, longest: Math.max(0, ...times), long: times.reduce((sum, time) => sum + time, 0) }; })";
    page.get(&format!("{read}({})", json!(format!("#/{slug}")))).await
}

/// Reads an article that is just inside of a limit.
async fn read_whole(page: &Page, name: &str, article: &Value) {
    let text = article.to_string();
    let bytes = text.len();
    let pulse = read(page, name, text).await;
    println!("{name}, {bytes} bytes: {pulse}");
    page.shows(article["headline"].as_str().expect("the headline is plain")).await;
    assert!(pulse.clicks > 0, "the page answered no click: {pulse}");
    // Clicks and keys go on as before.
    page.has_article("next", &article::plain("The next story"));
    page.follow("#/next").await;
    page.shows("The next story").await;
    assert_eq!(page.seen().await, Vec::<String>::new());
}

/// Reads what is past a limit, and looks for the limit in what the page says.
async fn is_refused(page: &Page, name: &str, article: String, code: &str, limit: &str) {
    let pulse = read(page, name, article).await;
    println!("{name}: {pulse}");
    let fault = page.fault().await;
    assert_eq!(fault.code, code, "{}", fault.words);
    let details = page.text(".fault .details").await;
    assert!(details.contains(limit), "“{details}” does not name {limit}");
    assert_eq!(page.seen().await, Vec::<String>::new());
}

fn of(body: Vec<Value>) -> Value {
    article::with(article::plain("At the limit"), "body", Value::Array(body))
}

/// Paragraphs, so many that the whole has this many bytes at most.
fn long(bytes: usize) -> Value {
    let paragraph = "Words of a long story, and more of them. ".repeat(24);
    of(vec![json!(paragraph); (bytes - 200) / (paragraph.len() + 3)])
}

/// Blocks of all kinds that are short.
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

/// A list in a list in a list, with brackets to this depth.
fn deep(levels: usize) -> String {
    // The article, its body and the block; each list within has two brackets of its own, and its item one.
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
    article + "]}] }"
}

fn with_string(bytes: usize) -> Value {
    of(vec![json!("word ".repeat(bytes / 5)), json!("The end.")])
}

#[test]
fn five_megabytes_are_read() {
    browse(Host::default(), async |page| read_whole(page, "five-megabytes", &long(BYTES)).await);
}

#[test]
fn ten_thousand_blocks_are_read() {
    browse(Host::default(), async |page| read_whole(page, "ten-thousand-blocks", &many(BLOCKS)).await);
}

#[test]
fn lists_in_lists_to_the_last_level_are_read() {
    browse(Host::default(), async |page| {
        let article: Value = serde_json::from_str(&deep(LEVELS)).expect("the story is JSON");
        read_whole(page, "deep", &article).await;
    });
}

#[test]
fn a_string_of_a_megabyte_is_read() {
    browse(Host::default(), async |page| read_whole(page, "long-string", &with_string(STRING)).await);
}

#[test]
fn past_a_limit_the_message_names_it() {
    browse(Host::default(), async |page| {
        is_refused(page, "too-many-bytes", long(BYTES + 20_000).to_string(), "too-large", "5000000").await;
        is_refused(page, "too-deep", deep(LEVELS + 1), "nesting", "32").await;
        is_refused(page, "too-long-a-string", with_string(STRING + 10).to_string(), "too-large", "1000000").await;
    });
}

#[test]
fn past_ten_thousand_blocks_the_rest_is_left_out_and_reader_and_publisher_hear_of_it() {
    browse(Host::default(), async |page| {
        read(page, "too-many-blocks", many(BLOCKS + 8).to_string()).await;
        page.shows("At the limit").await;
        assert_eq!(page.count("article > header ~ *").await, BLOCKS + 1);
        assert_eq!(page.text("article > :last-child").await, "This part of the story can’t be shown here.");
        let console = page.console().await;
        assert!(console.iter().any(|line| line.contains("10000")), "{console:?}");
    });
}

#[test]
fn a_reader_in_a_hurry_leaves_nothing_behind() {
    browse(Host::default(), async |page| {
        page.reads("plain", &article::plain("In no hurry")).await;
        page.has_article("long", &long(BYTES / 5));
        // Each load is given up in another state: before the answer, in the middle of it, after it.
        let hurry = "(async () => { for (let turn = 0; turn < 60; turn++) { \
             location.hash = ['#/plain', '#/long'][turn % 2]; \
             await new Promise(resolve => setTimeout(resolve, turn)); } return null; })()";
        page.get::<Value>(hurry).await;
        assert_eq!(page.turn_to("plain?").await, "not-found");
        assert_eq!(page.turn_to("plain").await, "ready");
        page.shows("In no hurry").await;
        assert_eq!(page.seen().await, Vec::<String>::new());
    });
}

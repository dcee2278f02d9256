//! Pages that come with their text in them: what the app adds to them, and that it changes nothing else.
//!
//! The pages are written by hand here, with no more in them than what the app looks at.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;

use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use crate::story;

/// The script in the pages is allowed by their own policy, which these have not.
fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

/// Where the story's page is.
const PLACE: &str = "2024/10/made-earlier/index.html";

/// Something that is alive, in a language of the other direction.
const STORY: &str = r#"
  <article class="article" lang="ar" dir="rtl">
    <header><h1 class="headline" part="headline" tabindex="-1">عنوان</h1></header>
    <p>فقرة.</p>
    <figure class="figure embed"><div class="room"><canvas width="16" height="9" aria-hidden="true"></canvas></div>
      <figcaption><p><span class="caption">فيلم</span> <span class="source"><a href="https://vimeo.com/76979871">Vimeo</a></span></p></figcaption></figure>
    <figure class="figure embed"><div class="room"><canvas width="16" height="9" aria-hidden="true"></canvas>
      <img alt="" loading="lazy" src="/content/images/picture.svg"></div>
      <figcaption><p><span class="caption">صفحة</span> <span class="source"><a href="https://example.org/page">example.org</a></span></p></figcaption></figure>
    <section class="notes"><ol><li id="note-1" tabindex="-1">ملاحظة.</li></ol></section>
  </article>"#;

const BAR: &str = r#"<aside class="session-bar" aria-label="Your account"><span class="line">You are not logged in. <a class="log-in" href="https://example.org/login">LOG IN NOW<span class="arrow" aria-hidden="true"> &gt;</span></a></span></aside>"#;

/// What brings the start script.
const WAKE: &str = include_str!("../../src/publish/wake.js");

/// A page in a folder from which `root` leads to the publication's own.
fn finished(root: &str, bar: &str, main: &str) -> Answer {
    let list = std::fs::read_to_string(Host::default().folder.join("assets.json")).expect("the build has a list");
    let names: BTreeMap<String, String> = serde_json::from_str(&list).expect("the list is an object of names");
    let (style, script) = (&names["main.css"], &names["start.js"]);
    Answer::web_page(&format!(
        r##"<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Made earlier</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="{root}{style}"><script data-src="{root}{script}">{WAKE}</script></head>
<body id="page" data-finished>
<a class="skip-link" href="#story">Skip to the content</a>{bar}
<header class="masthead"><a class="masthead-title" href="{root}">The Paper</a></header>
<main id="story" tabindex="-1" data-state="ready">{main}</main>
<footer class="site-footer"><small>All ours.</small></footer>
</body></html>"##
    ))
}

/// Puts the story's page on the server.
fn has_page(page: &Page, bar: &str) {
    page.server.answer("content/images/picture.svg", Answer::bytes(include_str!("../fixtures/picture.svg")));
    page.server.answer("made-earlier/index.html", finished("../../../", bar, STORY));
}

/// Opens it, and waits until all is alive.
async fn open(page: &Page) {
    page.load(PLACE).await;
    page.wait_for("#page[data-alive]").await;
}

/// The page as it was sent and as it stands, without what may differ once it lives: the marks of that, and the buttons
/// that match a selector.
pub async fn sent_and_standing(page: &Page, buttons: &str) -> (String, String) {
    let buttons = json!(buttons);
    page.run(&format!(
        "window.__plain = page => {{ const copy = page.cloneNode(true); \
         copy.querySelectorAll({buttons}).forEach(button => button.remove()); \
         [copy, ...copy.querySelectorAll('*')].forEach(element => element.removeAttribute('data-alive')); \
         return copy.outerHTML; }}; \
         fetch(location.pathname).then(answer => answer.text()).then(html => \
         window.__sent = __plain(new DOMParser().parseFromString(html, 'text/html').getElementById('page')))"
    ))
    .await;
    page.wait_until("the page as it was sent", "window.__sent").await;
    page.get("[__sent, __plain(document.getElementById('page'))]").await
}

async fn assert_untouched(page: &Page) {
    let (sent, standing) = sent_and_standing(page, ".load").await;
    assert_eq!(sent, standing);
    page.run("window.__painted = 0; requestAnimationFrame(() => requestAnimationFrame(() => __painted = 1))").await;
    page.wait_until("two more frames", "window.__painted").await;
    let (shift, moved) = page.layout_shift().await;
    assert_eq!(shift, 0.0, "{moved:#?}");
    assert!(page.server.requests().iter().all(|request| !request.path.ends_with(".json")), "JSON was asked for");
}

#[test]
fn nothing_of_a_finished_page_is_fetched_again_replaced_or_moved() {
    browse(host(), async |page| {
        has_page(page, BAR);
        open(page).await;
        assert_untouched(page).await;
        for code in [".wasm", ".js"] {
            let unique = if code == ".js" { 2 } else { 1 };
            assert_eq!(page.server.requests_for(code).len(), unique, "{code}");
        }
        assert_eq!(page.seen().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn the_code_comes_after_the_page_with_its_pictures() {
    browse(host(), async |page| {
        has_page(page, BAR);
        let picture = STORY.replace(" loading=\"lazy\"", "");
        page.server.answer("made-earlier/index.html", finished("../../../", BAR, &picture));
        page.server.delay("content/images/picture.svg", Duration::from_millis(800));
        open(page).await;
        let late = "performance.getEntriesByType('resource').filter(entry => /reader-/.test(entry.name)) \
             .map(entry => entry.startTime - performance.getEntriesByType('navigation')[0].loadEventStart)";
        let late: Vec<f64> = page.get(late).await;
        assert_eq!(late.len(), 2, "glue and wasm");
        assert!(late.iter().all(|late| *late >= 0.0), "{late:?}");
        assert!(page.get::<f64>("performance.timing.loadEventStart - performance.timing.fetchStart").await > 700.0);
    });
}

#[test]
fn the_first_touch_of_a_key_brings_the_code_sooner() {
    browse(host(), async |page| {
        has_page(page, BAR);
        let picture = STORY.replace(" loading=\"lazy\"", "");
        page.server.answer("made-earlier/index.html", finished("../../../", BAR, &picture));
        page.server.answer("content/images/picture.svg", Answer::silence());
        let url = page.server.url(PLACE);
        page.run(&format!("location.href = {url:?}")).await;
        page.wait_for(".site-footer").await;
        page.wait_until("a moment later", "(window.__begun ??= performance.now()) + 300 < performance.now()").await;
        assert!(page.server.requests_for(".js").is_empty(), "the script is there before the page");
        page.press(Key::Tab).await;
        page.wait_for("#page[data-alive]").await;
        assert_eq!(page.get::<String>("document.readyState").await, "interactive");
    });
}

#[test]
fn who_saves_data_gets_the_code_at_the_first_touch() {
    browse(host(), async |page| {
        page.save_data().await;
        has_page(page, BAR);
        page.load(PLACE).await;
        page.wait_until("the time in which others get it", "performance.now() > 4000").await;
        assert!(page.server.requests_for(".wasm").is_empty(), "the code has come");
        page.press(Key::Tab).await;
        page.wait_for("#page[data-alive]").await;
        assert_eq!(page.server.requests_for(".wasm").len(), 1);
    });
}

#[test]
fn a_player_waits_in_its_room_for_the_reader() {
    browse(host(), async |page| {
        page.server.answer("player.vimeo.com", Answer::status(404));
        has_page(page, BAR);
        open(page).await;
        assert_eq!(page.texts(".embed button").await, ["حمّل المشغّل من Vimeo"], "in the story's language");
        assert_eq!(page.accessible_name("button.load").await, "حمّل المشغّل من Vimeo: فيلم");
        assert_eq!(page.count("iframe").await, 0);
        page.go_offline().await;
        page.click("button.load").await;
        page.wait_for_focus(".embed iframe").await;
        let frame = page.attribute(".embed iframe", "src").await;
        assert_eq!(frame.as_deref(), Some("https://player.vimeo.com/video/76979871?dnt=1"));
        assert_eq!(page.attribute(".embed iframe", "title").await.as_deref(), Some("فيلم"));
    });
}

#[test]
fn an_address_with_another_story_opens_it_on_the_bare_page() {
    browse(host(), async |page| {
        has_page(page, BAR);
        page.has_story("another", &story::plain("Another story"));
        page.load(&format!("{PLACE}#/another")).await;
        page.shows("Another story").await;
        let bare = page.server.url("reader.html#/another");
        assert_eq!(page.get::<String>("location.href").await, bare);
        assert_eq!(page.server.requests_for(&story::file("another")).len(), 1);
        page.is_in_order().await;
    });
}

#[test]
fn back_and_forth_between_a_finished_page_and_the_bare_one() {
    browse(host(), async |page| {
        page.server.answer("/index.html", finished("./", BAR, "<h1>Front page</h1>"));
        page.has_story("another", &story::plain("Another story"));
        page.has_story("third", &story::plain("A third story"));
        page.load("index.html").await;
        page.wait_for("#page[data-alive]").await;
        page.follow("#/another").await;
        page.shows("Another story").await;
        page.follow("#/third").await;
        page.shows("A third story").await;
        page.back().await;
        page.shows("Another story").await;
        page.back().await;
        page.wait_for("#page[data-finished]").await;
        assert_eq!(page.text("main h1").await, "Front page");
        page.forward().await;
        page.shows("Another story").await;
        page.server.answer("/", finished("./", BAR, "<h1>Front page</h1>"));
        page.click(".masthead-title").await;
        page.wait_for("#page[data-finished]").await;
    });
}

#[test]
fn an_address_within_the_story_is_left_to_the_browser() {
    browse(host(), async |page| {
        has_page(page, BAR);
        page.load(&format!("{PLACE}#note-1")).await;
        page.wait_for("#page[data-alive]").await;
        assert_eq!(page.text("#note-1:target").await, "ملاحظة.");
        page.follow("#story").await;
        page.wait_for("#story:target").await;
        assert_untouched(page).await;
    });
}

#[test]
fn a_finished_page_stays_if_the_app_does_not_come() {
    browse(host(), async |page| {
        has_page(page, BAR);
        page.server.answer(".wasm", Answer::status(404));
        page.load(PLACE).await;
        page.wait_until(
            "the end of it",
            "performance.getEntriesByType('resource').some(entry => /wasm$/.test(entry.name) && entry.responseEnd)",
        )
        .await;
        page.wait_until("time to say so", "(window.__then ??= performance.now()) + 500 < performance.now()").await;
        assert_untouched(page).await;
        assert_eq!((page.count("[data-alive]").await, page.count(".fault, button").await), (0, 0));
        assert!(!page.console().await.is_empty(), "nobody hears of it");
    });
}

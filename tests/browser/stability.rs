//! Stability: no layout shifts, nothing in the console, no unnecessary requests.

use std::time::Duration;

use serde_json::json;

use crate::article;
use crate::browser::{Page, RenderedFrame, Screen, browse};
use crate::server::{Answer, Host};

const DEMO: &str = "north-korea-3g";

/// Asserts that nothing has moved since the first paint.
async fn assert_nothing_moved(page: &Page) {
    page.wait_until(
        "all pictures",
        "[...document.images].every(picture => picture.loading === 'lazy' || picture.complete)",
    )
    .await;
    page.wait_for_two_frames().await;
    let (shift, moved) = page.layout_shift().await;
    assert!(shift == 0.0, "layout shift of {shift}: {moved:#?}");
}

/// Loads the demo on a slow network, and scrolls to its end.
async fn assert_nothing_moves_on_slow_network(page: &Page, screen: Screen) {
    page.screen(screen).await;
    page.slow_network().await;
    page.load_article(DEMO).await;
    assert_nothing_moved(page).await;
    page.run("document.querySelector('footer.site-footer').scrollIntoView()").await;
    page.wait_until("the last picture", "[...document.images].every(picture => picture.complete)").await;
    assert_nothing_moved(page).await;
}

#[test]
fn on_a_slow_network_nothing_moves_on_a_desktop() {
    browse(Host::default(), async |page| assert_nothing_moves_on_slow_network(page, Screen::DESKTOP).await);
}

#[test]
fn on_a_slow_network_nothing_moves_on_a_phone() {
    browse(Host::default(), async |page| assert_nothing_moves_on_slow_network(page, Screen::PHONE).await);
}

#[test]
fn nothing_moves_when_article_site_json_and_image_arrive_late() {
    browse(Host::default(), async |page| {
        let late = |milliseconds| Duration::from_millis(milliseconds);
        page.serve_article("late", &article::full());
        page.server.answer(&article::file("late"), Answer::json(&article::full()).after(late(700)));
        page.server.delay("content/site.json", late(1200));
        let image = include_str!("../fixtures/picture.svg");
        page.server.answer("content/images/picture.svg", Answer::bytes(image).after(late(600)));
        page.load_article("late").await;
        page.wait_for("aside.session-bar a").await;
        assert_nothing_moved(page).await;
    });
}

#[test]
fn nothing_moves_when_images_of_odd_shapes_arrive_late() {
    browse(Host::default(), async |page| {
        let late = Duration::from_millis(600);
        for (slug, width, height) in
            [("tall", 900, 2700), ("small", 300, 200), ("narrow", 100, 1500), ("wide", 2000, 90)]
        {
            let odd = article::with(article::plain("Odd"), "lead", article::image(page, width, height, late));
            let [tiny, tall] = [(60, 60), (90, 900)].map(|(width, height)| article::image(page, width, height, late));
            page.serve_article(slug, &article::with(odd, "body", json!([tiny, "Words.", tall, "Words."])));
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            assert_nothing_moved(page).await;
        }
    });
}

/// The empty bar keeps its height, because a later `site.json` may fill it.
#[test]
fn an_empty_session_bar_is_transparent() {
    browse(Host::default(), async |page| {
        let ground = "getComputedStyle(document.querySelector('.session-bar')).backgroundColor";
        page.server.answer("content/site.json", Answer::json(&json!({ "title": "The Paper" })));
        page.serve_and_load("alone", &article::full()).await;
        page.wait_for(".masthead-title").await;
        assert_eq!(page.get::<String>(ground).await, "rgba(0, 0, 0, 0)");
        assert_nothing_moved(page).await;
    });
    browse(Host::default(), async |page| {
        let ground = "getComputedStyle(document.querySelector('.session-bar')).backgroundColor";
        page.load_article(DEMO).await;
        page.wait_for("aside.session-bar a").await;
        assert_eq!(page.get::<String>(ground).await, "rgb(27, 26, 23)");
    });
}

#[test]
fn a_missing_image_keeps_its_space_alt_text_and_caption() {
    browse(Host::default(), async |page| {
        page.serve_article("no-picture", &article::full());
        page.server.answer("content/images/picture.svg", Answer::status(404).after(Duration::from_millis(300)));
        page.load_article("no-picture").await;
        assert_nothing_moved(page).await;
        assert_eq!(page.accessible_name("figure.lead img").await, "A ferry at a quay");
        assert_eq!(page.text("figure.lead span.caption").await, "The ferry on Friday.");
    });
}

#[test]
fn a_skeleton_appears_after_300_ms_and_not_before() {
    browse(Host::default(), async |page| {
        page.server.answer(&article::file("late"), Answer::json(&article::full()).after(Duration::from_millis(1500)));
        page.load_article("late").await;
        let frames = page.rendered_frames().await;
        let begun = first(&frames, "loading", |frame| frame.state == "loading");
        let skeleton = first(&frames, "a skeleton", |frame| frame.skeleton);
        let article = first(&frames, "the article", |frame| frame.article);
        assert!(skeleton - begun >= 280.0, "too early, {} ms after the beginning", skeleton - begun);
        assert!(skeleton < article, "the skeleton came after the article: {frames:?}");
        assert!(!frames.last().expect("there are frames").skeleton, "the skeleton has stayed");
    });
}

#[test]
fn a_slow_change_of_article_shows_a_skeleton() {
    browse(Host::default(), async |page| {
        page.serve_and_load("first", &article::plain("The first story")).await;
        let late = Answer::json(&article::plain("The late story")).after(Duration::from_millis(1500));
        page.server.answer(&article::file("late"), late);
        page.follow("#/late").await;
        page.wait_until("a skeleton", "window.__frames.at(-1).skeleton").await;
        page.wait_for_article("The late story").await;
        page.wait_until("an end of the skeleton", "!window.__frames.at(-1).skeleton").await;
        page.wait_for_focus("h1.headline").await;
    });
}

/// The time of the first recorded frame that meets a condition.
fn first(frames: &[RenderedFrame], what: &str, is: impl Fn(&RenderedFrame) -> bool) -> f64 {
    frames.iter().find(|frame| is(frame)).unwrap_or_else(|| panic!("never {what}: {frames:?}")).at
}

#[test]
fn the_demo_logs_nothing_under_the_strict_policy() {
    browse(Host::default(), async |page| {
        page.load_article(DEMO).await;
        page.wait_for("aside.session-bar a").await;
        // Chromium reports unused preloads 3 s after the page has loaded.
        page.wait_until(
            "the time for complaints",
            "performance.now() > performance.getEntriesByType('navigation')[0].loadEventEnd + 4000 \
             && performance.getEntriesByType('navigation')[0].loadEventEnd",
        )
        .await;
        assert_eq!(page.errors().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn the_bare_page_requests_only_what_its_first_view_needs() {
    browse(Host::default(), async |page| {
        page.load("reader.html").await;
        page.wait_for("main[data-state=ready] article.article").await;
        page.wait_for("aside.session-bar a").await;
        page.wait_until("the picture", "document.querySelector('figure.lead img').naturalWidth").await;
        let requests = page.server.requests();
        let images = requests.iter().filter(|request| request.header("Sec-Fetch-Dest") == Some("image"));
        let images = images.filter(|request| request.path != "/favicon.ico").count();
        assert_eq!(images, 1, "one picture: {requests:#?}");
        let paths: Vec<String> = requests.into_iter().map(|request| request.path).collect();
        for needed in ["/content/site.json", "reader.html", ".wasm"] {
            let times = paths.iter().filter(|path| path.ends_with(needed)).count();
            assert_eq!(times, 1, "{needed} in {paths:?}");
        }
        let articles = paths.iter().filter(|path| path.contains("/content/articles/")).count();
        assert_eq!(articles, 1, "one article: {paths:?}");
        let code = paths.iter().filter(|path| path.ends_with(".js")).count();
        assert!(code <= 2, "start script and glue: {paths:?}");
        for path in &paths {
            let kind = ["reader.html", ".js", ".wasm", ".css", "/favicon.ico"].iter().any(|end| path.ends_with(end));
            assert!(kind || path.contains("/content/"), "{path} is not needed for the first view");
        }
        let mut unique = paths.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), paths.len(), "asked for twice: {paths:?}");
    });
}

#[test]
fn the_article_is_requested_before_the_wasm_has_arrived() {
    browse(Host::default(), async |page| {
        page.server.delay(".wasm", Duration::from_secs(1));
        page.serve_article("early", &article::plain("Early"));
        page.load_article("early").await;
        let only = |suffix: &str| {
            let mut requests = page.server.requests_for(suffix);
            assert_eq!(requests.len(), 1, "{suffix} is asked for once");
            requests.remove(0)
        };
        let wasm = only(".wasm").finished.expect("the article is there, so the code is");
        for file in ["content/articles/early.json", "content/site.json"] {
            assert!(only(file).started < wasm, "{file} waits for the code");
        }
        let glue = page.server.requests_for(".js").into_iter().filter(|request| request.started > wasm).count();
        assert_eq!(glue, 0, "a script waits for the code");
    });
}

#[test]
fn every_article_of_the_build_fits_a_window_of_320_pixels() {
    let slugs = article::slugs_of_the_build();
    browse(Host::default(), async |page| {
        page.screen(Screen::NARROW).await;
        page.serve_and_load("full", &article::full()).await;
        assert_fits(page, "full").await;
        for slug in &slugs {
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            assert_fits(page, slug).await;
        }
        page.follow("#/missing").await;
        page.wait_for_fault().await;
        assert_fits(page, "a fault").await;
    });
}

/// Asserts that the page does not scroll sideways, and that no element is wider than the viewport.
async fn assert_fits(page: &Page, what: &str) {
    let wide = "[...document.querySelectorAll('body *')].filter(element => { \
         const box = element.getBoundingClientRect(); \
         for (let outer = element.parentElement; outer; outer = outer.parentElement) \
             if (/auto|scroll/.test(getComputedStyle(outer).overflowX)) return false; \
         return box.width && (box.right > document.documentElement.clientWidth + 0.5 || box.left < -0.5) && !element.matches('.skip-link'); \
         }).map(element => element.outerHTML.slice(0, 200))";
    let wide: Vec<String> = page.get(wide).await;
    assert!(wide.is_empty(), "{what} has something wider than the window: {wide:#?}");
    let scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    assert!(!page.get::<bool>(scrolls).await, "{what} scrolls sideways");
}

#[test]
fn a_long_word_does_not_widen_the_page() {
    browse(Host::default(), async |page| {
        page.screen(Screen::NARROW).await;
        let word = "Donaudampfschifffahrtsgesellschaft".repeat(8);
        let mut long = article::full();
        for field in ["kicker", "headline", "standfirst", "lead.caption", "lead.credit"] {
            long = article::with(long, field, json!(word));
        }
        long = article::with(long, "authors", json!([word]));
        long = article::with(long, "tags", json!([word]));
        long = article::with(
            long,
            "body",
            json!([word, { "type": "heading", "level": 2, "text": word },
            { "type": "list", "items": [word] }, { "type": "quote", "text": word, "cite": word }]),
        );
        long = article::with(long, "sponsors", json!([{ "kind": "funded", "name": word, "text": word }]));
        page.serve_and_load("long", &long).await;
        assert_fits(page, "a long word").await;
    });
}

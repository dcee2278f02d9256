//! Finished pages: they contain their article, request only images, and their buttons work as soon as they are shown.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Engine, Page, browse, browse_in, browse_in_all_engines};
use crate::server::{Answer, Host};
use crate::site::Site;

/// The path of the article's finished page.
const ARTICLE_PATH: &str = "2024/10/made-earlier/";

/// An article with two embeds that have a player, one that has none, an image and a footnote.
fn article_with_embeds() -> Value {
    let embed = |title: &str, url: &str| json!({ "type": "embed", "title": title, "url": url });
    json!({
        "headline": "عنوان", "lang": "ar", "published": "2024-10-04", "notes": [{ "id": "1", "text": "ملاحظة." }],
        "lead": { "type": "image", "src": "../images/picture.svg", "width": 3, "height": 2, "alt": "" },
        "body": [
            [{ "text": "فقرة", "note": "1" }],
            embed("فيلم", "https://vimeo.com/76979871"),
            embed("آخر", "https://www.youtube.com/watch?v=a_b-c1d2e3f"),
            embed("صفحة", "https://example.org/page"),
        ],
    })
}

/// A published site with this article and another one. `more` is added to its `site.json`.
fn site(more: &Value) -> Site {
    let mut site = json!({ "version": 1, "title": "The Paper", "url": "https://paper.example/" });
    site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let site = Site::new(&site).with_article("made-earlier", &article_with_embeds());
    site.write("images/picture.svg", include_str!("../fixtures/picture.svg"));
    let other = article::with(article::plain("Another story"), "published", json!("2024-10-03"));
    site.with_article("another", &other).published()
}

/// The HTML of `#page` as the server sent it, and as the DOM has it now, both without the elements that match a
/// selector.
pub async fn html_sent_and_in_dom(page: &Page, without: &str) -> (String, String) {
    let without = json!(without);
    let url: String = page.get("location.origin + location.pathname").await;
    let sent = json!(page.sent(&url).await);
    page.run(&format!(
        "window.__plain = page => {{ const copy = page.cloneNode(true); \
         copy.querySelectorAll({without}).forEach(element => element.remove()); return copy.outerHTML; }}; \
         window.__sent = __plain(new DOMParser().parseFromString({sent}, 'text/html').getElementById('page'))"
    ))
    .await;
    page.get("[__sent, __plain(document.getElementById('page'))]").await
}

/// The paths of all requests, without images.
fn requested_paths(page: &Page) -> Vec<String> {
    let requests = page.server.requests().into_iter();
    requests.map(|request| request.path).filter(|path| !path.ends_with(".svg")).collect()
}

#[test]
fn a_finished_page_requests_only_itself_images_and_configured_scripts() {
    for (more, also) in [
        (json!({}), vec![]),
        (json!({ "session": { "login": "login?next={return}" } }), vec![]),
        (json!({ "session": { "login": "login", "assume": "signed-out" } }), vec![]),
        (json!({ "session": { "check": "me", "login": "login" } }), vec!["/session-", "/me"]),
        (json!({ "offline": true }), vec!["/offline.js"]),
    ] {
        let site = site(&more);
        site.plant("me", "null");
        browse(site.host(), async |page| {
            page.load(ARTICLE_PATH).await;
            // What a script requests comes late.
            for wanted in &also {
                page.wait_until_requested(wanted).await;
            }
            page.wait_until_quiet().await;
            // The service worker fetches its offline page in the background.
            let mut asked: Vec<_> = requested_paths(page).into_iter().filter(|path| path != "/offline.html").collect();
            asked.sort();
            asked.dedup();
            assert_eq!(asked.len(), 1 + also.len(), "{more}: {asked:?}");
            assert!(asked.contains(&format!("/{ARTICLE_PATH}")), "{asked:?}");
            assert_eq!(page.console().await, Vec::<String>::new(), "{more}");
        });
    }
}

/// The limit for all that a first visit requests except images, in compressed bytes. `cargo xtask bench size` applies
/// the same limit to the page alone.
const FIRST_VISIT: u64 = 14_000;

#[test]
fn a_first_visit_to_the_demos_article_stays_within_14_kb() {
    const SLUG: &str = "north-korea-3g";
    let demo = |file: &str| std::fs::read(Host::default().folder.join(file)).expect("the build has the demo");
    let article: Value = serde_json::from_slice(&demo(&article::file(SLUG))).expect("the demo is JSON");
    let with_player = {
        let mut article = article.clone();
        let player = json!({ "type": "embed", "title": "A film", "url": "https://vimeo.com/76979871" });
        article["body"].as_array_mut().expect("the demo has a body").push(player);
        article
    };
    let session = json!({ "login": "login?next={return}", "check": "me" });
    for (article, more) in [
        (&article, json!({})),
        (&article, json!({ "session": session })),
        (&article, json!({ "offline": true })),
        (&with_player, json!({ "session": session })),
    ] {
        let mut site: Value = serde_json::from_slice(&demo("content/site.json")).expect("the demo is JSON");
        site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let site = Site::new(&site).with_article(SLUG, article).published_with_copies();
        site.plant("me", "null");
        browse(site.host(), async |page| {
            page.load(&format!("2013/03/{SLUG}/")).await;
            page.wait_until_quiet().await;
            let mut asked: Vec<_> = page.server.requests().into_iter().map(|request| request.path).collect();
            asked.retain(|path| !path.starts_with("/content/images/") && !path.ends_with(".svg") && path != "/me");
            // The service worker caches the offline page in the background.
            asked.retain(|path| path != "/offline.html");
            asked.sort();
            asked.dedup();
            let sizes = asked.iter().map(|path| {
                let file = if path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
                let copy = site.path(&format!("{}.br", file.trim_start_matches('/')));
                copy.metadata().unwrap_or_else(|error| panic!("{}: {error}", copy.display())).len()
            });
            let sizes: Vec<u64> = sizes.collect();
            let sum: u64 = sizes.iter().sum();
            assert!(sum <= FIRST_VISIT, "{more}: {sum} bytes, {sizes:?} for {asked:?}");
        });
    }
}

#[test]
fn a_finished_page_neither_changes_nor_shifts_after_loading() {
    let site = site(&json!({ "session": { "login": "login?next={return}" } }));
    browse_in_all_engines(site.host(), async |page| {
        page.load(ARTICLE_PATH).await;
        page.wait_until_quiet().await;
        let (sent, current) = html_sent_and_in_dom(page, "nothing").await;
        assert_eq!(sent, current);
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
    browse(site.host(), async |page| {
        // If a scroll bar appears while the page arrives, the browser shifts the whole page by half the bar's width.
        page.without_scroll_bars().await;
        page.load(ARTICLE_PATH).await;
        page.wait_until_quiet().await;
        let (shift, moved) = page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
    });
}

#[test]
fn a_player_loads_on_a_click_and_takes_the_focus() {
    let site = site(&json!({}));
    browse_in_all_engines(site.host(), async |page| {
        page.load(ARTICLE_PATH).await;
        assert_eq!(
            page.texts(".embed button").await,
            ["حمّل المشغّل من Vimeo", "حمّل المشغّل من YouTube"],
            "in the story's language"
        );
        assert_eq!(page.count("iframe").await, 0);
        page.click("button.load").await;
        page.wait_for_focus(".embed iframe").await;
        for (name, value) in [
            ("src", "https://player.vimeo.com/video/76979871?dnt=1"),
            ("title", "فيلم"),
            ("referrerpolicy", "strict-origin-when-cross-origin"),
        ] {
            assert_eq!(page.attribute(".embed iframe", name).await.as_deref(), Some(value));
        }
        assert!(
            page.attribute(".embed iframe", "sandbox").await.is_some_and(|sandbox| !sandbox.contains("top-navigation"))
        );
        assert_eq!((page.count("iframe").await, page.count(".embed button").await), (1, 1), "the other one waits");
        // The button works by keyboard, too.
        // Firefox may send the key to the frame that has just lost the focus, so the page first takes the focus from it.
        page.click("h1").await;
        page.press_in("button.load", Key::Enter).await;
        page.wait_until("the other player", "document.querySelectorAll('iframe').length === 2").await;
    });
}

#[test]
fn buttons_work_while_the_page_is_still_loading() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.server.answer("content/images/picture.svg", Answer::silence());
        page.run(&format!("location.href = {:?}", page.server.url(ARTICLE_PATH))).await;
        page.wait_for("button.load").await;
        page.click("button.load").await;
        page.wait_for_focus(".embed iframe").await;
        page.click(".share summary").await;
        page.wait_for(".share .copy").await;
        assert_ne!(page.get::<String>("document.readyState").await, "complete");
    });
}

#[test]
fn after_going_back_to_a_page_each_button_works_once() {
    let site = site(&json!({}));
    browse_in_all_engines(site.host(), async |page| {
        page.load(ARTICLE_PATH).await;
        page.click(".share summary").await;
        page.wait_for(".share .copy").await;
        page.load("2024/10/another/").await;
        page.wait_until("the other story", "document.querySelector('h1')?.textContent === 'Another story'").await;
        page.back().await;
        page.wait_until("the story", "document.querySelector('h1')?.textContent === 'عنوان'").await;
        // The browser either restored the page from its back-forward cache or loaded it again. In both cases each
        // button has to work, and only once.
        page.get::<Value>(
            "(async details => { for (const open of [false, true]) { \
             if (details.open === open) continue; \
             details.open = open; await new Promise(done => details.addEventListener('toggle', done, { once: true })); } \
             return null; })(document.querySelector('.share details'))",
        )
        .await;
        assert_eq!(page.count(".share .copy").await, 3);
        page.run("window.copies = 0; navigator.clipboard.writeText = async () => { window.copies++ }").await;
        page.run("window.label = document.querySelector('.copy').innerText; document.querySelector('.copy').click()")
            .await;
        page.wait_until("the button to say so", "document.querySelector('.copy').innerText !== label").await;
        assert_eq!(page.get::<usize>("copies").await, 1);
        page.click("button.load").await;
        page.wait_for_focus(".embed iframe").await;
        assert_eq!((page.count("iframe").await, page.count("button.load").await), (1, 1), "the other one waits");
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

#[test]
fn without_scripts_an_embed_shows_its_link_and_no_button() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.without_scripts().await;
        page.load(ARTICLE_PATH).await;
        page.wait_for("h1.headline").await;
        let shown =
            "[...document.querySelectorAll('.embed button, .copy')].filter(button => button.checkVisibility()).length";
        assert_eq!(page.get::<u32>(shown).await, 0);
        let link = page.attribute(".embed .source a", "href").await;
        assert_eq!(link.as_deref(), Some("https://vimeo.com/76979871"));
    });
}

#[test]
fn a_fragment_naming_another_article_opens_it_on_the_bare_page() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.load(&format!("{ARTICLE_PATH}#/another")).await;
        page.wait_for_article("Another story").await;
        let bare = page.server.url("reader.html#/another");
        assert_eq!(page.get::<String>("location.href").await, bare);
        assert_eq!(page.server.requests_for(&article::file("another")).len(), 1);
        page.assert_page_intact().await;
    });
}

#[test]
fn back_and_forward_work_between_finished_and_bare_pages() {
    let site = site(&json!({}));
    site.plant("content/articles/third.json", article::plain("A third story").to_string());
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        page.load("index.html").await;
        page.wait_for(".front .card").await;
        page.follow("#/another").await;
        page.wait_for_article("Another story").await;
        page.follow("#/third").await;
        page.wait_for_article("A third story").await;
        page.back().await;
        page.wait_for_article("Another story").await;
        page.back().await;
        page.wait_for("#page[data-finished]").await;
        assert_eq!(page.count(".front .card").await, 2);
        page.forward().await;
        page.wait_for_article("Another story").await;
        page.click(".masthead-title").await;
        page.wait_for("#page[data-finished]").await;
    });
}

#[test]
fn a_fragment_within_the_article_is_left_to_the_browser() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.load(&format!("{ARTICLE_PATH}#note-1")).await;
        page.wait_for("#note-1:target").await;
        page.follow("#story").await;
        page.wait_for("#story:target").await;
        let (sent, current) = html_sent_and_in_dom(page, "nothing").await;
        assert_eq!(sent, current);
    });
}

#[test]
fn a_video_with_captions_on_another_server_is_requested_by_cors() {
    let captions = Host { folder: Host::default().folder, allows_cors: true, ..Host::default() };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime needs nothing but threads");
    let other = runtime.block_on(crate::server::Server::start(captions));
    let vtt = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe first words.\n";
    other.answer(
        "a.vtt",
        Answer::bytes(vtt).header("Content-Type", "text/vtt").header("Access-Control-Allow-Origin", "*"),
    );
    let video = json!({
        "type": "video", "width": 16, "height": 9, "sources": [{ "src": other.url("a.webm"), "mime": "video/webm" }],
        "captions": [{ "src": other.url("a.vtt"), "lang": "en", "label": "English" }],
    });
    let video = json!({ "headline": "A video", "published": "2024-10-04", "body": [video] });
    let site = Site::new(&json!({ "version": 1 })).with_article("film", &video).published();
    let name = site.asset("captions.js");
    browse(site.host(), async |page| {
        page.load("2024/10/film/").await;
        let by_cors =
            || other.requests_for("a.webm").iter().filter(|request| request.header("Origin").is_some()).count();
        let wait_for_cors = async |times| {
            while by_cors() < times {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        wait_for_cors(1).await;
        page.wait_until_quiet().await;
        assert_eq!((page.server.requests_for(&name).len(), by_cors()), (1, 1));
        page.load("reader.html#/film").await;
        page.wait_for_article("A video").await;
        wait_for_cors(2).await;
        page.wait_until_quiet().await;
        assert_eq!(by_cors(), 2);
    });
}

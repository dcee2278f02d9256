//! Pages that come with their text in them: they fetch nothing but images, and what a reader may press works at once.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, browse, browse_everywhere};
use crate::server::{Answer, Host};
use crate::site::Site;

/// Where the article's page is.
const PLACE: &str = "2024/10/made-earlier/";

/// An article with a player, a page of another site without one, an image and a footnote.
fn made_earlier() -> Value {
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

/// A published site of this article and another, whose `site.json` has these fields, too.
fn site(more: &Value) -> Site {
    let mut site = json!({ "version": 1, "title": "The Paper", "url": "https://paper.example/" });
    site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let site = Site::new(&site).has("made-earlier", &made_earlier());
    site.write("content/images/picture.svg", include_str!("../fixtures/picture.svg"));
    let other = article::with(article::plain("Another story"), "published", json!("2024-10-03"));
    site.has("another", &other).published()
}

/// The page as it was sent and as it stands, without elements that match a selector.
pub async fn sent_and_standing(page: &Page, without: &str) -> (String, String) {
    let without = json!(without);
    page.run(&format!(
        "window.__plain = page => {{ const copy = page.cloneNode(true); \
         copy.querySelectorAll({without}).forEach(element => element.remove()); return copy.outerHTML; }}; \
         fetch(location.pathname).then(answer => answer.text()).then(html => \
         window.__sent = __plain(new DOMParser().parseFromString(html, 'text/html').getElementById('page')))"
    ))
    .await;
    page.wait_until("the page as it was sent", "window.__sent").await;
    page.get("[__sent, __plain(document.getElementById('page'))]").await
}

/// Until everything that comes by itself has come.
async fn wait_a_while(page: &Page) {
    page.wait_until("the page", "document.readyState === 'complete'").await;
    page.run("window.__then = performance.now()").await;
    page.wait_until("a while", "__then + 2500 < performance.now()").await;
}

/// What was asked for, but for images and what browsers ask for by themselves.
fn asked_for(page: &Page) -> Vec<String> {
    let requests = page.server.requests().into_iter();
    requests.map(|request| request.path).filter(|path| !path.ends_with(".svg")).collect()
}

#[test]
fn a_page_asks_for_itself_and_its_images_and_for_nothing_more() {
    for (more, also) in [
        (json!({}), vec![]),
        (json!({ "session": { "login": "login?next={return}" } }), vec![]),
        (json!({ "session": { "login": "login", "assume": "signed-out" } }), vec![]),
        (json!({ "session": { "check": "me", "login": "login" } }), vec!["/session-", "/me"]),
        (json!({ "offline": true }), vec!["/offline.js"]),
    ] {
        let site = site(&more);
        site.write("me", "null");
        browse(site.host(), async |page| {
            page.load(PLACE).await;
            wait_a_while(page).await;
            // The worker that makes copies asks in the background, too.
            let mut asked: Vec<_> = asked_for(page).into_iter().filter(|path| path != "/offline.html").collect();
            asked.sort();
            asked.dedup();
            assert_eq!(asked.len(), 1 + also.len(), "{more}: {asked:?}");
            assert!(asked.contains(&format!("/{PLACE}")), "{asked:?}");
            for wanted in &also {
                assert!(asked.iter().any(|path| path.starts_with(wanted)), "{more}: {asked:?}");
            }
            assert_eq!(page.console().await, Vec::<String>::new(), "{more}");
        });
    }
}

/// All that a first visit asks for, images left out, as it is sent compressed. `cargo xtask bench size` holds the page
/// alone to it.
const FIRST_VISIT: u64 = 14_000;

#[test]
fn a_first_visit_to_the_demos_article_weighs_little() {
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
        let site = Site::new(&site).has(SLUG, article).published();
        site.write("me", "null");
        browse(site.host(), async |page| {
            page.load(&format!("2013/03/{SLUG}/")).await;
            wait_a_while(page).await;
            let mut asked: Vec<_> = page.server.requests().into_iter().map(|request| request.path).collect();
            asked.retain(|path| !path.starts_with("/content/images/") && !path.ends_with(".svg") && path != "/me");
            // A worker makes copies in the background, of what is there already.
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
fn nothing_of_it_changes_or_moves_by_itself() {
    let site = site(&json!({ "session": { "login": "login?next={return}" } }));
    browse_everywhere(site.host(), async |page| {
        page.load(PLACE).await;
        wait_a_while(page).await;
        let (sent, standing) = sent_and_standing(page, "nothing").await;
        assert_eq!(sent, standing);
        assert_eq!(page.seen().await, Vec::<String>::new());
    });
    browse(site.host(), async |page| {
        // A scroll bar that comes when the second half of a page does moves all of it, by half its own width.
        page.without_scroll_bars().await;
        page.load(PLACE).await;
        wait_a_while(page).await;
        let (shift, moved) = page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
    });
}

#[test]
fn a_player_waits_for_the_reader_and_takes_the_focus() {
    let site = site(&json!({}));
    browse_everywhere(site.host(), async |page| {
        page.load(PLACE).await;
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
        // By its key.
        page.run("document.querySelector('button.load').focus()").await;
        page.press(Key::Enter).await;
        page.wait_until("the other player", "document.querySelectorAll('iframe').length === 2").await;
    });
}

#[test]
fn a_click_counts_while_the_page_is_still_loading() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.server.answer("content/images/picture.svg", Answer::silence());
        page.run(&format!("location.href = {:?}", page.server.url(PLACE))).await;
        page.wait_for("button.load").await;
        page.click("button.load").await;
        page.wait_for_focus(".embed iframe").await;
        page.click(".share summary").await;
        page.wait_for(".share .copy").await;
        assert_ne!(page.get::<String>("document.readyState").await, "complete");
    });
}

#[test]
fn what_was_opened_is_still_there_after_a_way_there_and_back() {
    let site = site(&json!({}));
    browse_everywhere(site.host(), async |page| {
        page.load(PLACE).await;
        page.click(".share summary").await;
        page.wait_for(".share .copy").await;
        page.load("2024/10/another/").await;
        page.wait_for("h1.headline").await;
        page.back().await;
        page.wait_until("the story", "document.querySelector('h1')?.textContent === 'عنوان'").await;
        // Whether the browser kept the page or loads it anew, what can be pressed works, and once.
        page.run("document.querySelector('.share details').open = false").await;
        page.run("document.querySelector('.share details').open = true").await;
        page.wait_until("the buttons", "document.querySelectorAll('.share .copy').length === 3").await;
        page.click("button.load").await;
        page.wait_until("the player", "document.querySelectorAll('iframe').length === 1").await;
    });
}

#[test]
fn without_scripts_there_is_no_button_that_does_nothing_and_the_link_to_the_site_is_there() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.without_scripts().await;
        page.load(PLACE).await;
        page.wait_for("h1.headline").await;
        let shown =
            "[...document.querySelectorAll('.embed button, .copy')].filter(button => button.checkVisibility()).length";
        assert_eq!(page.get::<u32>(shown).await, 0);
        let link = page.attribute(".embed .source a", "href").await;
        assert_eq!(link.as_deref(), Some("https://vimeo.com/76979871"));
    });
}

#[test]
fn an_address_with_another_article_opens_it_on_the_bare_page() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.load(&format!("{PLACE}#/another")).await;
        page.shows("Another story").await;
        let bare = page.server.url("reader.html#/another");
        assert_eq!(page.get::<String>("location.href").await, bare);
        assert_eq!(page.server.requests_for(&article::file("another")).len(), 1);
        page.is_in_order().await;
    });
}

#[test]
fn back_and_forth_between_a_finished_page_and_the_bare_one() {
    let site = site(&json!({}));
    site.write("content/articles/third.json", article::plain("A third story").to_string());
    browse_everywhere(site.host(), async |page| {
        page.load("index.html").await;
        page.wait_for(".front .card").await;
        page.follow("#/another").await;
        page.shows("Another story").await;
        page.follow("#/third").await;
        page.shows("A third story").await;
        page.back().await;
        page.shows("Another story").await;
        page.back().await;
        page.wait_for("#page[data-finished]").await;
        assert_eq!(page.count(".front .card").await, 2);
        page.forward().await;
        page.shows("Another story").await;
        page.click(".masthead-title").await;
        page.wait_for("#page[data-finished]").await;
    });
}

#[test]
fn an_address_within_the_article_is_left_to_the_browser() {
    let site = site(&json!({}));
    browse(site.host(), async |page| {
        page.load(&format!("{PLACE}#note-1")).await;
        page.wait_for("#note-1:target").await;
        page.follow("#story").await;
        page.wait_for("#story:target").await;
        let (sent, standing) = sent_and_standing(page, "nothing").await;
        assert_eq!(sent, standing);
    });
}

#[test]
fn captions_on_another_server_come_with_their_video() {
    let captions = Host { folder: Host::default().folder, open_to_others: true, ..Host::default() };
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
    let site = Site::new(&json!({ "version": 1 })).has("film", &video).published();
    let name = site.asset("captions.js");
    browse(site.host(), async |page| {
        page.load("2024/10/film/").await;
        let by_cors =
            || other.requests_for("a.webm").iter().filter(|request| request.header("Origin").is_some()).count();
        page.wait_until("the page", "document.readyState === 'complete'").await;
        wait_a_while(page).await;
        assert_eq!((page.server.requests_for(&name).len(), by_cors()), (1, 1));
        page.load("reader.html#/film").await;
        page.shows("A video").await;
        wait_a_while(page).await;
        assert_eq!(by_cors(), 2);
    });
}

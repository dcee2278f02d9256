//! Article blocks, used by keyboard.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, Screen, browse};
use crate::server::Host;

/// The strict policy, relaxed by players and media.
const WITH_PLAYERS: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; media-src 'self'; connect-src 'self'; base-uri 'none'; \
     frame-src https://www.youtube-nocookie.com";

/// Presses Tab until an element that matches has the focus.
async fn tab_to(page: &Page, selector: &str) {
    for _ in 0..200 {
        page.press(Key::Tab).await;
        let there = format!("document.activeElement?.matches({})", json!(selector));
        if page.get(&there).await {
            return;
        }
    }
    panic!("Tab does not lead to {selector}");
}

/// The fragment of the page's address.
async fn fragment(page: &Page) -> String {
    page.get("location.hash").await
}

#[test]
fn arrow_keys_scroll_a_wide_block_and_not_the_page() {
    browse(Host::default(), async |page| {
        page.screen(Screen::NARROW).await;
        page.serve_and_load("wide", &super::wide()).await;
        for block in [".table", ".code"] {
            assert!(
                page.get::<bool>(&format!(
                    "(e => e.scrollWidth > e.clientWidth + 50)(document.querySelector('{block}'))"
                ))
                .await
            );
            tab_to(page, block).await;
            assert!(!page.accessible_name(block).await.is_empty(), "{block} has no name");
            for _ in 0..3 {
                page.press(Key::Right).await;
            }
            page.wait_until("scrolling", &format!("document.querySelector('{block}').scrollLeft > 40")).await;
            assert_eq!(page.get::<f64>("scrollX").await, 0.0);
            assert_eq!(page.get::<f64>("document.documentElement.scrollWidth - innerWidth").await, 0.0);
        }
    });
}

#[test]
fn the_skip_link_of_the_front_page_skips_the_sections() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        for place in ["", "section/measures/"] {
            page.load(place).await;
            tab_to(page, ".skip-link").await;
            page.press(Key::Enter).await;
            page.press(Key::Tab).await;
            page.wait_for_focus(".card a").await;
        }
    });
}

#[test]
fn a_table_is_named_by_its_caption_and_has_scoped_header_cells() {
    browse(Host::default(), async |page| {
        page.serve_and_load("wide", &super::wide()).await;
        assert_eq!(page.text(".table caption").await, "A wide table");
        assert_eq!(page.accessible_name("table").await, "A wide table");
        assert_eq!(page.count(".table thead th[scope=col]").await, 12);
        assert_eq!(page.count(".table tbody th[scope=row]").await, 2);
        assert_eq!(page.count(".table tbody td").await, 22);
    });
}

#[test]
fn a_gallery_shows_all_images_without_scrolling() {
    let image =
        json!({ "src": "../images/picture.svg", "width": 600, "height": 400, "alt": "A view", "caption": "Seen." });
    let gallery = json!([{ "type": "gallery", "items": [image, image, image, image, image], "caption": "Views." }]);
    browse(Host::default(), async |page| {
        for screen in [Screen::DESKTOP, Screen::NARROW] {
            page.screen(screen).await;
            page.serve_and_load("gallery", &article::with(article::plain("Gallery"), "body", gallery.clone())).await;
            let inside = "[...document.querySelectorAll('.gallery img')].every(image => { \
                 const box = image.getBoundingClientRect(); \
                 return image.checkVisibility() && box.width > 90 && box.left >= 0 && box.right <= innerWidth; })";
            page.wait_until("all pictures in the window", inside).await;
            let scrolls = "[...document.querySelectorAll('.gallery, .gallery *')].some(e => /auto|scroll/.test(getComputedStyle(e).overflowX))";
            assert!(
                !page.get::<bool>(scrolls).await,
                "a gallery that scrolls has pictures that a pointer must look for"
            );
            assert_eq!(page.count(".gallery figcaption").await, 6);
        }
    });
}

#[test]
fn a_footnote_is_reached_and_left_by_keyboard() {
    let article = json!({
        "headline": "Notes", "version": 1, "lang": "en",
        "body": [
            [{ "text": "First", "note": "b" }, " and ", { "text": "second", "note": "a" }, "."],
            "A long story. ".repeat(400),
            [{ "text": "Again", "note": "b" }, "."],
        ],
        "notes": [{ "id": "a", "text": "The one." }, { "id": "b", "text": "The other." }],
    });
    browse(Host::default(), async |page| {
        page.serve_and_load("notes", &article).await;
        let requests = page.server.requests_for(".json").len();
        for (mark, note, back) in [("#cite-2", "#note-2", "#cite-2"), ("#cite-1", "#note-1", "#cite-1")] {
            page.run("document.activeElement.blur(); scrollTo(0, 0)").await;
            tab_to(page, mark).await;
            page.press(Key::Enter).await;
            page.wait_for_focus(note).await;
            wait_until_in_viewport(page, note).await;
            assert_eq!(fragment(page).await, "#/notes");
            page.press(Key::Tab).await;
            page.wait_for_focus(&format!("{note} a[role=doc-backlink]")).await;
            page.press(Key::Enter).await;
            page.wait_for_focus(back).await;
            wait_until_in_viewport(page, back).await;
            assert_eq!(fragment(page).await, "#/notes");
        }
        assert_eq!(page.server.requests_for(".json").len(), requests, "the story was loaded again");
        assert_eq!(page.text("h1.headline").await, "Notes");
    });
}

async fn wait_until_in_viewport(page: &Page, selector: &str) {
    let inside = format!(
        "(box => box.top > -1 && box.bottom < innerHeight + 1)(document.querySelector('{selector}').getBoundingClientRect())"
    );
    page.wait_until(&format!("{selector} in the window"), &inside).await;
}

fn with_embeds() -> Value {
    let embed = |url: &str, title: &str| json!({ "type": "embed", "url": url, "title": title, "aspect": "4:3", "thumbnail": "../images/picture.svg" });
    let body = json!([
        "A paragraph before.",
        embed("https://www.youtube.com/watch?v=CFrP6QfbC2g", "A year on Earth"),
        embed("https://example.org/film", "A film elsewhere"),
        { "type": "embed", "url": "https://example.org/bare", "title": "Without a picture" },
        "A paragraph after.",
    ]);
    article::with(article::plain("With a film"), "body", body)
}

#[test]
fn a_player_loads_only_on_request_and_in_a_sandbox() {
    browse(Host { policy: Some(WITH_PLAYERS), ..Host::default() }, async |page| {
        page.serve_and_load("film", &with_embeds()).await;
        let foreign = "[...document.querySelectorAll('iframe, object, embed, script, link, img, source, video, audio, track')] \
             .map(element => element.src || element.href || element.poster || element.data || '') \
             .filter(address => /^https?:/.test(address) && new URL(address).host !== location.host)";
        assert_eq!(page.get::<Vec<String>>(foreign).await, Vec::<String>::new());
        assert_eq!(page.count("iframe").await, 0);
        let asked = "performance.getEntriesByType('resource').map(entry => entry.name) \
             .filter(address => new URL(address).host !== location.host && !address.startsWith('data:'))";
        assert_eq!(page.get::<Vec<String>>(asked).await, Vec::<String>::new());

        assert_eq!(page.count("button.load").await, 1, "only the player of a known site can be loaded");
        let name = page.accessible_name("button.load").await;
        assert!(name.contains("YouTube") && name.contains("A year on Earth"), "{name}");
        tab_to(page, "button.load").await;
        page.run("document.querySelector('button.load').scrollIntoView({ block: 'center' })").await;
        let room = "(box => [box.width, box.height])(document.querySelector('.embed .room').getBoundingClientRect())";
        let before: Vec<f64> = page.get(room).await;
        let (shift_before, _) = page.layout_shift().await;
        page.press(Key::Enter).await;
        page.wait_for(".embed iframe").await;
        for (attribute, wanted) in [
            ("title", "A year on Earth"),
            ("referrerpolicy", "strict-origin-when-cross-origin"),
            ("loading", "lazy"),
            ("src", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ] {
            assert_eq!(page.attribute(".embed iframe", attribute).await.as_deref(), Some(wanted));
        }
        let sandbox = page.attribute(".embed iframe", "sandbox").await.expect("a player is fenced in");
        for right in ["allow-top-navigation", "allow-forms", "allow-modals", "allow-downloads"] {
            assert!(!sandbox.contains(right), "a player may {right}");
        }
        page.wait_for_focus(".embed iframe").await;
        page.wait_for_two_frames().await;
        assert_eq!(page.get::<Vec<f64>>(room).await, before);
        let frame = "(box => [box.width, box.height])(document.querySelector('.embed iframe').getBoundingClientRect())";
        let frame: Vec<f64> = page.get(frame).await;
        assert!(frame.iter().zip(&before).all(|(frame, room)| (frame - room).abs() <= 2.0), "{frame:?} in {before:?}");
        let (shift, moved) = page.layout_shift().await;
        assert_eq!(shift, shift_before, "{moved:#?}");
        assert_eq!(page.errors().await, Vec::<String>::new());
        // Tab leaves the player again.
        tab_to(page, ".embed figcaption a").await;
        assert_eq!(page.count("iframe").await, 1);
    });
}

#[test]
fn an_embed_without_a_player_is_a_card_with_a_link() {
    browse(Host::default(), async |page| {
        page.serve_and_load("film", &with_embeds()).await;
        let links: Vec<String> =
            page.get("[...document.querySelectorAll('figure.embed figcaption a')].map(link => link.href)").await;
        assert_eq!(links.len(), 3, "{links:?}");
        for site in page.texts("figure.embed figcaption a").await {
            assert!(site.contains("www.youtube.com") || site.contains("example.org"), "{site} names no site");
        }
        assert_eq!(page.count("figure.embed:nth-of-type(n + 2) button").await, 0);
    });
}

#[test]
fn video_and_audio_have_controls_and_load_nothing_by_themselves() {
    browse(Host { policy: Some(WITH_PLAYERS), ..Host::default() }, async |page| {
        let article = article::with(
            article::plain("Media"),
            "body",
            json!([
                { "type": "video", "sources": [{ "src": "../media/a.webm", "mime": "video/webm" }, { "src": "../media/a.mp4" }],
                  "poster": "../images/picture.svg", "width": 640, "height": 360, "title": "A film",
                  "captions": [{ "src": "../media/a.vtt", "lang": "en", "label": "English" }] },
                { "type": "audio", "src": "../media/a.mp3", "title": "A sound", "transcript": "Words." },
            ]),
        );
        page.serve_and_load("media", &article).await;
        assert_eq!(page.count("video[controls]:not([autoplay])[width='640'][height='360']").await, 1);
        assert_eq!(page.count("video track[kind=captions][srclang=en][label=English][src]").await, 1);
        assert_eq!(page.count("audio[controls]:not([autoplay])").await, 1);
        assert!(
            page.get::<bool>("[...document.querySelectorAll('video, audio')].every(player => player.paused)").await
        );
        assert_eq!(page.accessible_name("video").await, "A film");
        assert_eq!(page.accessible_name("audio").await, "A sound");
        tab_to(page, "video").await;
        tab_to(page, "audio").await;
        tab_to(page, "summary").await;
        page.press(Key::Enter).await;
        page.wait_for("details[open]").await;
        let media = page.server.requests().into_iter().filter(|request| request.path.contains("/media/")).count();
        assert_eq!(media, 0, "nothing was asked for");
    });
}

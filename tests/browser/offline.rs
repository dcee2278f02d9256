//! Offline reading: the service worker keeps copies of pages that were read, on a site that turns it on.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::{Engine, Page, Screen, browse, browse_in};
use crate::server::{Answer, Host, Server};
use crate::{article, site};

const QUAY: &str = "2024/10/quay/";
const MOLE: &str = "2024/10/mole/";
/// Matches when `session.js` has run, which is the only script file that these pages load.
const SESSION_SCRIPT_RAN: &str = ".session-bar:not([data-state=pending])";
const IMAGE: &str = include_str!("../fixtures/picture.svg");

/// A copy of the build with two articles, one of them in Arabic.
struct Site(site::Site);

impl Site {
    fn new() -> Self {
        let site = Self(site::Site::new(&json!({})));
        site.write("images/picture.svg", IMAGE);
        site.0.plant("me", "null");
        let quay = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
        let image = json!({ "type": "image", "src": "../images/picture.svg", "width": 3, "height": 2, "alt": "" });
        site.write("articles/quay.json", article::with(quay, "lead", image).to_string());
        let mole = article::with(article::plain("الرصيف"), "published", json!("2024-10-05"));
        site.write("articles/mole.json", article::with(mole, "lang", json!("ar")).to_string());
        site.publish("The First Paper", true);
        site
    }

    fn publish(&self, title: &str, offline: bool) {
        let session = json!({ "check": "me", "login": "login" });
        let site = json!({ "version": 1, "title": title, "home": "quay", "offline": offline, "session": session });
        self.write("site.json", site.to_string());
        self.0.publish();
    }

    /// Publishes a second release, in which the file of `session.js` has another name. Returns the old and the new
    /// name.
    fn release(&self) -> [String; 2] {
        let mut names = self.assets();
        let old = names["session.js"].as_str().expect("there is such a script").to_owned();
        let new = "session-0123456789abcdef.js".to_owned();
        let app = self.0.own_app();
        fs::rename(app.join(&old), app.join(&new)).expect("the app has its assets");
        names["session.js"] = json!(new);
        fs::write(app.join("assets.json"), names.to_string()).expect("the app can be changed");
        self.publish("The Second Paper", true);
        [old, new]
    }

    fn assets(&self) -> Value {
        let list = fs::read(self.0.path("assets.json")).expect("the app has a list of its assets");
        serde_json::from_slice(&list).expect("the list is JSON")
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        self.0.write(path, bytes);
    }

    fn host(&self) -> Host {
        Host { prefix: "/a/b/", allows_cors: false, ..self.0.host() }
    }
}

/// Loads a page, and waits until the worker has cached it with everything it loaded. The icon is left out, because
/// browsers cache it themselves.
async fn load_and_cache(page: &Page, place: &str) {
    page.load(place).await;
    page.wait_for(SESSION_SCRIPT_RAN).await;
    let kept = "(async () => { const page = location.href; \
        const parts = performance.getEntriesByType('resource').map(({ name }) => name) \
            .filter(name => !name.endsWith('/offline.js') && !name.endsWith('/site-icon.svg') && !name.endsWith('/me') && !name.startsWith('data:')); \
        for (const name of await caches.keys()) { \
            const cache = await caches.open(name); \
            const found = await Promise.all([page, ...parts].map(part => cache.match(part))); \
            if (parts.some(part => /\\/session-/.test(part)) && found.every(answer => answer)) return true; \
        } \
        return false; })()";
    wait_until_true(page, "a copy", kept).await;
}

/// Waits until a JavaScript promise resolves to true.
async fn wait_until_true(page: &Page, what: &str, promise: &str) {
    for _ in 0..300 {
        if page.get::<bool>(promise).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain for {what}: {:?}", page.get::<Vec<String>>("caches.keys()").await);
}

fn stop_server(page: &Page) {
    page.server.answer("", Answer::hang_up());
}

fn restart_server(page: &Page) {
    page.server.clear_rules("");
}

#[test]
fn a_page_that_was_read_is_shown_offline_with_a_note() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
        load_and_cache(page, "").await;
        stop_server(page);

        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
        let note = page.text(".copy-note").await;
        assert!(note.starts_with("The site can’t be reached. This is a copy that this device kept on "), "{note}");
        let age = "Date.now() - new Date(document.querySelector('.copy-note time').dateTime)";
        let age: f64 = page.get(age).await;
        assert!((0.0..120_000.0).contains(&age), "{age}");
        page.wait_until("the picture", "document.querySelector('.lead img').naturalWidth > 0").await;
        // The copy includes its scripts.
        page.wait_for(SESSION_SCRIPT_RAN).await;
        let shift = page.layout_shift().await;
        assert!(shift.0 == 0.0, "{shift:?}");
        assert!(page.errors().await.is_empty(), "{:?}", page.errors().await);

        page.load(MOLE).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
        page.assert_page_intact().await;
        page.click(".fault a.home").await;
        page.wait_for(".front .card").await;
        assert!(!page.text(".copy-note").await.is_empty());

        restart_server(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
    });
}

#[test]
fn the_note_on_an_offline_copy_is_in_the_pages_language() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, MOLE).await;
        stop_server(page);
        page.load(&format!("{MOLE}index.html?from=mail")).await;
        let note = page.text(".copy-note[lang=ar]").await;
        assert!(note.starts_with("يتعذر الوصول إلى الموقع") && !note.contains("at"), "{note}");
    });
}

#[test]
fn if_the_server_is_silent_or_fails_the_copy_is_shown() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        for answer in [Answer::silence(), Answer::status(503)] {
            page.server.answer(QUAY, answer);
            page.load(QUAY).await;
            assert!(!page.text(".copy-note").await.is_empty());
        }
        page.server.answer(MOLE, Answer::status(503));
        page.load(MOLE).await;
        assert_eq!(page.text("h1").await, "503", "without a copy, it is the server's word that counts");
    });
}

#[test]
fn a_410_answer_deletes_the_copy() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        page.server.answer(QUAY, Answer::status(410).header("Cache-Control", "no-store"));
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "410");
        wait_until_true(
            page,
            "the end of the copy",
            "caches.keys().then(names => !names.some(name => name.endsWith('/quay/')))",
        )
        .await;
        stop_server(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
    });
}

#[test]
fn with_a_full_storage_quota_pages_are_still_shown() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let used: u64 = page.get("navigator.storage.estimate().then(({ usage }) => usage)").await;
        page.quota(used + 1).await;
        page.load(MOLE).await;
        page.wait_for(SESSION_SCRIPT_RAN).await;
        assert_eq!(page.text("h1.headline").await, "الرصيف");
        // The worker creates the copy before it passes the page on, and deletes it when it does not fit.
        wait_until_true(
            page,
            "the end of the copy that does not fit",
            "caches.keys().then(names => !names.some(name => name.endsWith('/mole/')))",
        )
        .await;
        assert!(page.errors().await.is_empty(), "{:?}", page.errors().await);
        let console = page.console().await;
        assert!(console.is_empty(), "{console:?}");
        stop_server(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
        page.load(MOLE).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
        // Control: with more storage, the same page is kept.
        restart_server(page);
        page.quota(1_000_000_000).await;
        load_and_cache(page, MOLE).await;
    });
}

#[test]
fn only_the_last_fifty_pages_are_kept() {
    let site = Site::new();
    for number in 0..50 {
        let article = article::with(article::plain(&format!("Number {number}")), "published", json!("2024-09-01"));
        site.write(&format!("articles/n{number}.json"), article.to_string());
    }
    site.publish("The First Paper", true);
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        for number in 0..50 {
            page.load(&format!("2024/09/n{number}/")).await;
            let kept = format!("caches.keys().then(names => names.some(name => name.endsWith('/n{number}/')))");
            wait_until_true(page, "a copy", &kept).await;
        }
        let articles =
            "caches.keys().then(names => names.filter(name => /\\/(quay|n\\d+)\\/$/.test(name)).length === 50)";
        wait_until_true(page, "an end of the oldest", articles).await;
        stop_server(page);
        page.load("2024/09/n0/").await;
        assert_eq!(page.text("h1.headline").await, "Number 0");
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
    });
}

#[test]
fn a_copy_uses_only_files_of_its_own_release() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let [old, new] = site.release();
        load_and_cache(page, MOLE).await;
        stop_server(page);
        for (place, title, script, other) in
            [(QUAY, "The First Paper", &old, &new), (MOLE, "The Second Paper", &new, &old)]
        {
            page.load(place).await;
            page.wait_for(SESSION_SCRIPT_RAN).await;
            assert_eq!(page.text(".masthead-title").await, title);
            let asked: Vec<String> = page.get("performance.getEntriesByType('resource').map(({ name }) => name)").await;
            assert!(asked.iter().any(|name| name.ends_with(script.as_str())), "{place}: {asked:?}");
            assert!(!asked.iter().any(|name| name.ends_with(other.as_str())), "{place}: {asked:?}");
        }
        restart_server(page);
        load_and_cache(page, QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        let of_quay = "caches.keys().then(names => names.filter(name => name.endsWith('/quay/')).length === 1)";
        wait_until_true(page, "one copy in the place of the other", of_quay).await;
        stop_server(page);
        page.load(QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        page.wait_for(SESSION_SCRIPT_RAN).await;
    });
}

#[test]
fn turning_offline_reading_off_removes_worker_and_copies() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        site.publish("The First Paper", false);
        page.load(QUAY).await;
        wait_until_true(
            page,
            "the end of the worker",
            "navigator.serviceWorker.getRegistrations().then(all => !all.length)",
        )
        .await;
        wait_until_true(page, "the end of the copies", "caches.keys().then(names => !names.length)").await;
        page.load(MOLE).await;
        assert!(page.get::<bool>("navigator.serviceWorker.controller === null").await);
        assert_eq!(page.count(".copy-note").await, 0);
    });
}

/// The widths of an image's variants. Each file is filled with a red value of a tenth of its width, from which
/// [`shown_widths`] recognizes it.
const WIDTHS: [u32; 4] = [480, 800, 1200, 2400];

/// Writes an image in all [`WIDTHS`], and returns its block. `name` is the file's name on disk, `address` the same name
/// in URLs.
fn image(site: &Site, name: &str, address: &str) -> Value {
    for width in WIDTHS {
        let (height, red) = (width / 2, width / 10);
        let file = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
             <rect width='{width}' height='{height}' fill='rgb({red},0,0)'/></svg>"
        );
        site.write(&format!("images/{name}{width}.svg"), file);
    }
    let variant = |width: &u32| json!({ "src": format!("../images/{address}{width}.svg"), "width": width });
    let variants: Vec<Value> = WIDTHS[..3].iter().map(variant).collect();
    json!({
        "type": "image", "src": format!("../images/{address}2400.svg"), "width": 2400, "height": 1200,
        "alt": "> \" src=x", "variants": variants,
    })
}

/// A site whose article has a lead image and one in its body, with file names that need escapes.
fn site_with_images() -> Site {
    let site = Site::new();
    let lead = image(&site, "a & b, c;", "a%20&%20b,%20c;");
    let article = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
    let article = article::with(article, "lead", lead);
    let below = image(&site, "größe", "größe");
    site.write("articles/quay.json", article::with(article, "body", json!(["Words.", below])).to_string());
    site.publish("The First Paper", true);
    site
}

/// Waits until all images have loaded, and returns the widths of the files that are shown.
async fn shown_widths(page: &Page) -> Vec<u32> {
    page.wait_until(
        "the images",
        "[...document.images].every(image => (image.loading = 'eager', image.complete && image.naturalWidth))",
    )
    .await;
    let reds = "[...document.images].map(image => { \
        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }); \
        const context = canvas.getContext('2d'); \
        context.drawImage(image, 0, 0, 1, 1); \
        return context.getImageData(0, 0, 1, 1).data[0]; })";
    page.get::<Vec<u32>>(reds).await.into_iter().map(|red| red * 10).collect()
}

/// Loads the article at this viewport, waits until page and images are cached, and returns the widths of the images.
async fn load_and_cache_at(page: &Page, screen: Screen) -> Vec<u32> {
    page.screen(screen).await;
    load_and_cache(page, QUAY).await;
    let widths = shown_widths(page).await;
    wait_until_images_are_cached(page).await;
    widths
}

/// Waits until all images of the page are cached.
async fn wait_until_images_are_cached(page: &Page) {
    let kept = "(async () => { \
        const images = [...document.images].map(({ currentSrc }) => currentSrc); \
        const kept = await Promise.all(images.map(image => caches.match(image))); \
        return kept.every(answer => answer); })()";
    wait_until_true(page, "a copy of the images", kept).await;
}

#[test]
fn an_image_cached_at_one_width_is_shown_offline_at_any_other() {
    let site = site_with_images();
    for (read, width, opened) in [
        // From a narrow viewport to wider ones.
        (Screen::wide(400, 1), 480, [Screen::wide(1200, 1), Screen::wide(400, 3)]),
        // From a wide viewport to narrower ones, and between pixel densities.
        (Screen::wide(1000, 2), 2400, [Screen::wide(400, 1), Screen::wide(700, 1)]),
        (Screen::wide(700, 1), 800, [Screen::PHONE, Screen::wide(1400, 2)]),
    ] {
        browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
            let widths = load_and_cache_at(page, read).await;
            assert_eq!(widths[0], width, "the lead, read online");
            stop_server(page);
            for screen in opened {
                page.screen(screen).await;
                page.load(QUAY).await;
                assert!(!page.text(".copy-note").await.is_empty());
                assert_eq!(shown_widths(page).await, widths, "offline");
            }
        });
    }
}

#[test]
fn the_widest_cached_variant_replaces_one_that_is_not_cached() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        assert_eq!(load_and_cache_at(page, Screen::wide(400, 1)).await[0], 480);
        // The window becomes wider while the page stays open.
        page.screen(Screen::wide(700, 1)).await;
        page.wait_until("a wider file", "document.images[0].currentSrc.includes('800')").await;
        assert_eq!(shown_widths(page).await[0], 800);
        wait_until_images_are_cached(page).await;
        stop_server(page);
        page.screen(Screen::wide(1400, 2)).await;
        page.load(QUAY).await;
        assert_eq!(shown_widths(page).await[0], 800);
    });
}

#[test]
fn an_open_page_that_loses_the_network_keeps_its_images_in_a_wider_window() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        assert_eq!(load_and_cache_at(page, Screen::wide(400, 1)).await[0], 480);
        // On the second visit, the worker controls the page from the start.
        assert_eq!(load_and_cache_at(page, Screen::wide(400, 1)).await[0], 480);
        stop_server(page);
        page.screen(Screen::wide(1400, 2)).await;
        page.wait_until("another file", "document.images[0].currentSrc.includes('2400')").await;
        assert_eq!(shown_widths(page).await[0], 480);
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
    });
}

#[test]
fn an_image_that_was_never_loaded_fails_offline() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        load_and_cache_at(page, Screen::wide(400, 1)).await;
        stop_server(page);
        page.load(QUAY).await;
        let lost = "new Promise(done => { const image = new Image(); image.onerror = () => done(true); \
            image.onload = () => done(false); image.src = '../../../content/images/picture.svg'; })";
        assert!(page.get::<bool>(lost).await);
    });
}

#[test]
fn the_worker_passes_navigations_on_with_their_headers() {
    let site = Site::new();
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let chromium: bool = page.get("navigator.userAgent.includes('Chrome')").await;
        let other = Server::start(Host { policy: None, ..Host::default() }).await;
        let link = |policy: &str| {
            let to = page.server.url(QUAY);
            Answer::web_page(&format!("<!doctype html><title>Other</title><a {policy} href=\"{to}\">The quay</a>"))
        };
        let own = page.server.url("links.html");
        let origin = format!("{}/", other.origin());
        for (place, from, policy, referer) in [
            // A link from another site.
            ("links.html", &other, "", Some(origin)),
            // A link from the same site, and links with a referrer policy.
            ("links.html", &page.server, "", Some(own)),
            ("links.html", &other, "referrerpolicy=\"no-referrer\"", None),
            ("links.html", &other, "referrerpolicy=\"unsafe-url\"", Some(other.url("links.html"))),
        ] {
            from.answer(place, link(policy));
            page.visit(&from.url(place)).await;
            let before = page.server.requests_for(QUAY).len();
            page.click("a").await;
            page.wait_for("h1.headline").await;
            let requests = page.server.requests_for(QUAY).split_off(before);
            assert_eq!(requests.len(), 1, "{requests:?}");
            let header = |name| requests[0].header(name);
            assert_eq!(header("Referer"), referer.as_deref(), "{policy}");
            // In Firefox a worker's request is not marked as a navigation, and navigation preload would get in the way
            // of cached copies.
            if chromium {
                assert_eq!(header("Sec-Fetch-Mode"), Some("navigate"), "{policy}");
                assert_eq!(header("Sec-Fetch-Dest"), Some("document"), "{policy}");
            }
            assert!(page.get::<bool>("navigator.serviceWorker.controller !== null").await);
        }
    });
}

#[test]
fn reloading_a_page_fetches_it_from_the_server() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        load_and_cache(page, QUAY).await;
        let before = page.server.requests_for(QUAY).len();
        page.run("location.reload()").await;
        page.wait_until("the page", "performance.getEntriesByType('navigation')[0].type === 'reload'").await;
        let requests = page.server.requests_for(QUAY).split_off(before);
        assert_eq!(requests.len(), 1, "{requests:?}");
        assert_eq!(requests[0].header("Sec-Fetch-Mode"), Some("navigate"));
        assert!(requests[0].header("Cache-Control").is_some(), "{requests:?}");
    });
}

#[test]
fn a_page_that_is_not_cached_is_requested_once() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        for place in ["reader.html#/quay", "embed/quay/", "feed.json"] {
            page.load(place).await;
            let file = place.split('#').next().unwrap_or(place);
            let requests = page.server.requests_for(file);
            assert_eq!(requests.len(), 1, "{place}");
            assert_eq!(requests[0].header("Sec-Fetch-Dest"), Some("document"), "{place}");
        }
        stop_server(page);
        // What a frame shows in place of a page that can't be reached is the browser's own, and can't be read.
        let shown_in_frame = format!(
            "new Promise(done => {{ const frame = document.createElement('iframe'); \
             frame.onload = () => done(frame.contentDocument?.body.innerText ?? 'nothing of the site'); \
             frame.src = {}; document.body.append(frame); }})",
            json!(page.server.url("embed/quay/"))
        );
        assert_eq!(page.get::<String>(&shown_in_frame).await, "nothing of the site");
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
    });
}

#[test]
fn if_an_answer_stalls_the_copy_is_shown_after_five_seconds() {
    let site = Site::new();
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let html = fs::read(site.0.path(QUAY).join("index.html")).expect("the page was published");
        let all = html.len();
        // A slow answer within the timeout is shown.
        let slow = Answer::bytes(html.clone()).header("Content-Type", "text/html; charset=utf-8");
        page.server.answer(QUAY, slow.after(Duration::from_secs(3)));
        page.load(QUAY).await;
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
        for (what, answer) in [
            // The headers arrive, and then nothing.
            ("no byte", Answer::bytes(html.clone()).stalled_at(0)),
            ("a half", Answer::bytes(html.clone()).stalled_at(all / 2)),
            ("all but one byte", Answer::bytes(html.clone()).stalled_at(all - 1)),
            ("a half, and the end", Answer::bytes(html.clone()).cut_off_at(all / 2)),
        ] {
            page.server.answer(QUAY, answer.header("Content-Type", "text/html; charset=utf-8"));
            let begun = std::time::Instant::now();
            page.load(QUAY).await;
            assert!(!page.text(".copy-note").await.is_empty(), "{what}");
            assert_eq!(page.text("h1.headline").await, "The quay", "{what}");
            assert!(begun.elapsed() < Duration::from_secs(9), "{what}: {:?}", begun.elapsed());
        }
    });
}

#[test]
fn if_an_answer_trickles_the_copy_is_shown_after_thirty_seconds() {
    let site = Site::new();
    crate::browser::browse_without_slot(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let html = fs::read(site.0.path(QUAY).join("index.html")).expect("the page was published");
        let trickle = Answer::bytes(html).header("Content-Type", "text/html; charset=utf-8");
        page.server.answer(QUAY, trickle.trickled(Duration::from_secs(2)));
        let begun = std::time::Instant::now();
        page.load(QUAY).await;
        assert!(!page.text(".copy-note").await.is_empty());
        let took = begun.elapsed().as_secs();
        assert!((25..40).contains(&took), "after {took} s");
    });
}

#[test]
fn without_a_copy_an_answer_is_shown_as_it_arrives() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        let html = fs::read(site.0.path(MOLE).join("index.html")).expect("the page was published");
        let most = html.len() - 10;
        page.server.answer(MOLE, Answer::web_page(&String::from_utf8_lossy(&html)).stalled_at(most));
        // The page opens in a second window, because the driver would wait until the page has loaded.
        page.run(&format!("window.other = open({:?})", page.server.url(MOLE))).await;
        page.wait_until("a part of it", "other.document.querySelector('h1.headline')?.innerText === 'الرصيف'").await;
        assert_eq!(page.get::<String>("other.document.readyState").await, "loading");
    });
}

#[test]
fn for_a_retryable_status_the_copy_is_shown_and_for_a_final_one_the_answer() {
    let site = Site::new();
    browse(site.host(), async |page| {
        load_and_cache(page, QUAY).await;
        for status in [408, 425, 429, 500, 502, 503, 504, 599] {
            page.server.answer(QUAY, Answer::status(status));
            page.load(QUAY).await;
            assert!(!page.text(".copy-note").await.is_empty(), "{status}");
        }
        for status in [403, 451] {
            page.server.answer(QUAY, Answer::status(status));
            page.load(QUAY).await;
            assert_eq!(page.text("h1").await, status.to_string(), "no try would change that");
        }
    });
}

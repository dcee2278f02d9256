//! Copies of what was read, for when there is no network: on a site that asks for them, at a prefix.

use std::fs;
use std::time::Duration;

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use serde_json::{Value, json};

use crate::browser::{Page, Screen, browse, browse_everywhere};
use crate::server::{Answer, Host, Server};
use crate::{article, site};

const QUAY: &str = "2024/10/quay/";
const MOLE: &str = "2024/10/mole/";
/// The only script that pages fetch has run.
const IS_ASKED: &str = ".session-bar:not([data-state=pending])";
const IMAGE: &str = include_str!("../fixtures/picture.svg");

/// A copy of the build with two articles, of which one is in Arabic.
struct Site(site::Site);

impl Site {
    fn new() -> Self {
        let site = Self(site::Site::new(&json!({})));
        site.write("content/images/picture.svg", IMAGE);
        site.write("me", "null");
        let quay = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
        let image = json!({ "type": "image", "src": "../images/picture.svg", "width": 3, "height": 2, "alt": "" });
        site.write("content/articles/quay.json", article::with(quay, "lead", image).to_string());
        let mole = article::with(article::plain("الرصيف"), "published", json!("2024-10-05"));
        site.write("content/articles/mole.json", article::with(mole, "lang", json!("ar")).to_string());
        site.publish("The First Paper", true);
        site
    }

    fn publish(&self, title: &str, offline: bool) {
        let session = json!({ "check": "me", "login": "login" });
        let site = json!({ "version": 1, "title": title, "home": "quay", "offline": offline, "session": session });
        self.write("content/site.json", site.to_string());
        publish(&self.0.path(""), &Options { now: 0 }, &Silent).expect("the site can be published");
    }

    /// As a release does that changes the script of the session bar. Returns the names that it had and has.
    fn release(&self) -> [String; 2] {
        let mut names = self.assets();
        let old = names["session.js"].as_str().expect("there is such a script").to_owned();
        let new = "session-0123456789abcdef.js".to_owned();
        fs::rename(self.0.path(&old), self.0.path(&new)).expect("the build has its assets");
        names["session.js"] = json!(new);
        self.write("assets.json", names.to_string());
        self.publish("The Second Paper", true);
        [old, new]
    }

    fn assets(&self) -> Value {
        let list = fs::read(self.0.path("assets.json")).expect("the build has a list of its assets");
        serde_json::from_slice(&list).expect("the list is JSON")
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        self.0.write(path, bytes);
    }

    fn host(&self) -> Host {
        Host { prefix: "/a/b/", open_to_others: false, ..self.0.host() }
    }
}

/// Reads a page until there is a copy of it, with all that it is made with, but for the icon, which browsers keep by
/// themselves.
async fn read(page: &Page, place: &str) {
    page.load(place).await;
    page.wait_for(IS_ASKED).await;
    let kept = "(async () => { const page = location.href; \
        const parts = performance.getEntriesByType('resource').map(({ name }) => name) \
            .filter(name => !name.endsWith('/offline.js') && !name.endsWith('/site-icon.svg') && !name.endsWith('/me') && !name.startsWith('data:')); \
        for (const name of await caches.keys()) { \
            const cache = await caches.open(name); \
            const found = await Promise.all([page, ...parts].map(part => cache.match(part))); \
            if (parts.some(part => /\\/session-/.test(part)) && found.every(answer => answer)) return true; \
        } \
        return false; })()";
    becomes(page, "a copy", kept).await;
}

/// Waits until a promise brings true.
async fn becomes(page: &Page, what: &str, promise: &str) {
    for _ in 0..300 {
        if page.get::<bool>(promise).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain for {what}: {:?}", page.get::<Vec<String>>("caches.keys()").await);
}

fn cut(page: &Page) {
    page.server.answer("", Answer::hang_up());
}

fn restore(page: &Page) {
    page.server.heal("");
}

#[test]
fn what_was_read_can_be_read_without_network() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
        read(page, "").await;
        cut(page);

        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
        let note = page.text(".copy-note").await;
        assert!(note.starts_with("The site can’t be reached. This is a copy that this device kept on "), "{note}");
        let age = "Date.now() - new Date(document.querySelector('.copy-note time').dateTime)";
        let age: f64 = page.get(age).await;
        assert!((0.0..120_000.0).contains(&age), "{age}");
        page.wait_until("the picture", "document.querySelector('.lead img').naturalWidth > 0").await;
        // Its scripts are there, too.
        page.wait_for(IS_ASKED).await;
        let shift = page.layout_shift().await;
        assert!(shift.0 == 0.0, "{shift:?}");
        assert!(page.seen().await.is_empty(), "{:?}", page.seen().await);

        page.load(MOLE).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
        page.is_in_order().await;
        page.click(".fault a.home").await;
        page.wait_for(".front .card").await;
        assert!(!page.text(".copy-note").await.is_empty());

        restore(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
    });
}

#[test]
fn a_copy_says_so_in_the_language_of_its_page() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, MOLE).await;
        cut(page);
        page.load(&format!("{MOLE}index.html?from=mail")).await;
        let note = page.text(".copy-note[lang=ar]").await;
        assert!(note.starts_with("يتعذر الوصول إلى الموقع") && !note.contains("at"), "{note}");
    });
}

#[test]
fn a_server_that_keeps_silent_or_fails_gives_way_to_the_copy() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
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
fn an_article_that_is_withdrawn_is_withdrawn_here_too() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        page.server.answer(QUAY, Answer::status(410).header("Cache-Control", "no-store"));
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "410");
        becomes(
            page,
            "the end of the copy",
            "caches.keys().then(names => !names.some(name => name.endsWith('/quay/')))",
        )
        .await;
        cut(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
    });
}

#[test]
fn a_device_without_room_shows_pages_all_the_same() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        let used: u64 = page.get("navigator.storage.estimate().then(({ usage }) => usage)").await;
        page.quota(used + 1).await;
        page.load(MOLE).await;
        page.wait_for(IS_ASKED).await;
        becomes(page, "no half a copy", "caches.keys().then(names => !names.some(name => name.endsWith('/mole/')))")
            .await;
        assert!(page.seen().await.is_empty(), "{:?}", page.seen().await);
        let console = page.console().await;
        assert!(console.is_empty(), "{console:?}");
        cut(page);
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
    });
}

#[test]
fn the_last_fifty_pages_are_kept() {
    let site = Site::new();
    for number in 0..50 {
        let article = article::with(article::plain(&format!("Number {number}")), "published", json!("2024-09-01"));
        site.write(&format!("content/articles/n{number}.json"), article.to_string());
    }
    site.publish("The First Paper", true);
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        for number in 0..50 {
            page.load(&format!("2024/09/n{number}/")).await;
            let kept = format!("caches.keys().then(names => names.some(name => name.endsWith('/n{number}/')))");
            becomes(page, "a copy", &kept).await;
        }
        let articles =
            "caches.keys().then(names => names.filter(name => /\\/(quay|n\\d+)\\/$/.test(name)).length === 50)";
        becomes(page, "an end of the oldest", articles).await;
        cut(page);
        page.load("2024/09/n0/").await;
        assert_eq!(page.text("h1.headline").await, "Number 0");
        page.load(QUAY).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
    });
}

#[test]
fn two_releases_never_mix() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        let [old, new] = site.release();
        read(page, MOLE).await;
        cut(page);
        for (place, title, script, other) in
            [(QUAY, "The First Paper", &old, &new), (MOLE, "The Second Paper", &new, &old)]
        {
            page.load(place).await;
            page.wait_for(IS_ASKED).await;
            assert_eq!(page.text(".masthead-title").await, title);
            let asked: Vec<String> = page.get("performance.getEntriesByType('resource').map(({ name }) => name)").await;
            assert!(asked.iter().any(|name| name.ends_with(script.as_str())), "{place}: {asked:?}");
            assert!(!asked.iter().any(|name| name.ends_with(other.as_str())), "{place}: {asked:?}");
        }
        restore(page);
        read(page, QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        let of_quay = "caches.keys().then(names => names.filter(name => name.endsWith('/quay/')).length === 1)";
        becomes(page, "one copy in the place of the other", of_quay).await;
        cut(page);
        page.load(QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        page.wait_for(IS_ASKED).await;
    });
}

#[test]
fn a_site_that_keeps_copies_no_longer_takes_them_away() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        site.publish("The First Paper", false);
        page.load(QUAY).await;
        becomes(page, "the end of the worker", "navigator.serviceWorker.getRegistrations().then(all => !all.length)")
            .await;
        becomes(page, "the end of the copies", "caches.keys().then(names => !names.length)").await;
        page.load(MOLE).await;
        assert!(page.get::<bool>("navigator.serviceWorker.controller === null").await);
        assert_eq!(page.count(".copy-note").await, 0);
    });
}

/// The widths of an image's files. Each is filled with a red of a tenth of its width, by which [`shown_width`] knows
/// it.
const WIDTHS: [u32; 4] = [480, 800, 1200, 2400];

/// An image in [`WIDTHS`], whose files have this name before the width, as they stand on the disk and in an address.
fn image(site: &Site, name: &str, address: &str) -> Value {
    for width in WIDTHS {
        let (height, red) = (width / 2, width / 10);
        let file = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
             <rect width='{width}' height='{height}' fill='rgb({red},0,0)'/></svg>"
        );
        site.write(&format!("content/images/{name}{width}.svg"), file);
    }
    let variant = |width: &u32| json!({ "src": format!("../images/{address}{width}.svg"), "width": width });
    let variants: Vec<Value> = WIDTHS[..3].iter().map(variant).collect();
    json!({
        "type": "image", "src": format!("../images/{address}2400.svg"), "width": 2400, "height": 1200,
        "alt": "> \" src=x", "variants": variants,
    })
}

/// A site whose quay is shown in images: one leads, one is among the words, and their names need escapes.
fn site_with_images() -> Site {
    let site = Site::new();
    let lead = image(&site, "a & b, c;", "a%20&%20b,%20c;");
    let article = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
    let article = article::with(article, "lead", lead);
    let below = image(&site, "größe", "größe");
    site.write("content/articles/quay.json", article::with(article, "body", json!(["Words.", below])).to_string());
    site.publish("The First Paper", true);
    site
}

/// Waits until all images are there, and returns the widths of the files that are shown.
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

/// Reads the quay in a window, with its images, and waits until all of it is kept.
async fn read_at(page: &Page, screen: Screen) -> Vec<u32> {
    page.screen(screen).await;
    read(page, QUAY).await;
    let widths = shown_widths(page).await;
    read_again(page).await;
    widths
}

/// Waits until what the page has asked for is kept.
async fn read_again(page: &Page) {
    let kept = "(async () => { \
        const images = [...document.images].map(({ currentSrc }) => currentSrc); \
        const kept = await Promise.all(images.map(image => caches.match(image))); \
        return kept.every(answer => answer); })()";
    becomes(page, "a copy of the images", kept).await;
}

#[test]
fn h1_an_image_kept_at_one_width_is_shown_offline_at_any_other() {
    let site = site_with_images();
    for (read, width, opened) in [
        // On the list.
        (Screen::wide(400, 1), 480, [Screen::wide(1200, 1), Screen::wide(400, 3)]),
        // From a large window to a small one, and between densities.
        (Screen::wide(1000, 2), 2400, [Screen::wide(400, 1), Screen::wide(700, 1)]),
        (Screen::wide(700, 1), 800, [Screen::PHONE, Screen::wide(1400, 2)]),
    ] {
        browse_everywhere(site.host(), async |page| {
            let widths = read_at(page, read).await;
            assert_eq!(widths[0], width, "the lead, read online");
            cut(page);
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
fn h1_the_widest_kept_file_of_an_image_stands_in_for_one_that_is_not_kept() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        assert_eq!(read_at(page, Screen::wide(400, 1)).await[0], 480);
        // The same visit, in a wider window.
        page.screen(Screen::wide(700, 1)).await;
        page.wait_until("a wider file", "document.images[0].currentSrc.includes('800')").await;
        assert_eq!(shown_widths(page).await[0], 800);
        read_again(page).await;
        cut(page);
        page.screen(Screen::wide(1400, 2)).await;
        page.load(QUAY).await;
        assert_eq!(shown_widths(page).await[0], 800);
    });
}

#[test]
fn h1_a_page_that_is_open_when_the_network_goes_keeps_its_images_in_a_wider_window() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        assert_eq!(read_at(page, Screen::wide(400, 1)).await[0], 480);
        // Now the visit is the worker's own.
        assert_eq!(read_at(page, Screen::wide(400, 1)).await[0], 480);
        cut(page);
        page.screen(Screen::wide(1400, 2)).await;
        page.wait_until("another file", "document.images[0].currentSrc.includes('2400')").await;
        assert_eq!(shown_widths(page).await[0], 480);
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
    });
}

#[test]
fn h1_an_image_that_was_never_shown_is_not_answered_by_another() {
    let site = site_with_images();
    browse(site.host(), async |page| {
        read_at(page, Screen::wide(400, 1)).await;
        cut(page);
        page.load(QUAY).await;
        let lost = "new Promise(done => { const image = new Image(); image.onerror = () => done(true); \
            image.onload = () => done(false); image.src = '../../../content/images/picture.svg'; })";
        assert!(page.get::<bool>(lost).await);
    });
}

#[test]
fn h2_a_navigation_reaches_the_server_as_the_browser_made_it() {
    let site = Site::new();
    browse_everywhere(site.host(), async |page| {
        read(page, QUAY).await;
        let chromium: bool = page.get("navigator.userAgent.includes('Chrome')").await;
        let other = Server::start(Host { policy: None, ..Host::default() }).await;
        let link = |policy: &str| {
            let to = page.server.url(QUAY);
            Answer::web_page(&format!("<!doctype html><title>Other</title><a {policy} href=\"{to}\">The quay</a>"))
        };
        let own = page.server.url("links.html");
        let origin = format!("{}/", other.origin());
        for (place, from, policy, referer) in [
            // On the list.
            ("links.html", &other, "", Some(origin)),
            // A link of the site's own, and others that say what they tell.
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
            // Firefox passes a navigation on as another kind of request, and its preloads stand in the way of copies.
            if chromium {
                assert_eq!(header("Sec-Fetch-Mode"), Some("navigate"), "{policy}");
                assert_eq!(header("Sec-Fetch-Dest"), Some("document"), "{policy}");
            }
            assert!(page.get::<bool>("navigator.serviceWorker.controller !== null").await);
        }
    });
}

#[test]
fn h2_a_reader_who_reloads_a_page_gets_it_from_the_server() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        read(page, QUAY).await;
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
fn h2_a_page_of_which_no_copies_are_kept_is_asked_for_once() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        for place in ["reader.html#/quay", "embed/quay/", "feed.json"] {
            page.load(place).await;
            let file = place.split('#').next().unwrap_or(place);
            let requests = page.server.requests_for(file);
            assert_eq!(requests.len(), 1, "{place}");
            assert_eq!(requests[0].header("Sec-Fetch-Dest"), Some("document"), "{place}");
        }
        cut(page);
        page.run(&format!(
            "document.body.append(Object.assign(document.createElement('iframe'), {{ src: '{}' }}))",
            page.server.url("embed/quay/")
        ))
        .await;
        page.load(QUAY).await;
        assert_eq!(page.text("h1.headline").await, "The quay");
    });
}

#[test]
fn h3_an_answer_that_stops_gives_way_to_the_copy_after_five_seconds() {
    let site = Site::new();
    browse_everywhere(site.host(), async |page| {
        read(page, QUAY).await;
        let html = fs::read(site.0.path(QUAY).join("index.html")).expect("the page was published");
        let all = html.len();
        // An answer that is slower than usual is shown.
        let slow = Answer::bytes(html.clone()).header("Content-Type", "text/html; charset=utf-8");
        page.server.answer(QUAY, slow.after(Duration::from_secs(3)));
        page.load(QUAY).await;
        assert!(page.get::<bool>("document.querySelector('.copy-note').hidden").await);
        for (what, answer) in [
            // On the list: headers, and then nothing.
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
fn h3_an_answer_that_dribbles_gives_way_to_the_copy_after_thirty_seconds() {
    let site = Site::new();
    crate::browser::browse_idly(site.host(), async |page| {
        read(page, QUAY).await;
        let html = fs::read(site.0.path(QUAY).join("index.html")).expect("the page was published");
        let dribble = Answer::bytes(html).header("Content-Type", "text/html; charset=utf-8");
        page.server.answer(QUAY, dribble.dribbled(Duration::from_secs(2)));
        let begun = std::time::Instant::now();
        page.load(QUAY).await;
        assert!(!page.text(".copy-note").await.is_empty());
        let took = begun.elapsed().as_secs();
        assert!((25..40).contains(&took), "after {took} s");
    });
}

#[test]
fn h3_without_a_copy_an_answer_is_shown_as_it_arrives() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        let html = fs::read(site.0.path(MOLE).join("index.html")).expect("the page was published");
        let most = html.len() - 10;
        page.server.answer(MOLE, Answer::web_page(&String::from_utf8_lossy(&html)).stalled_at(most));
        // In a window of its own, since the driver waits for the end of a page.
        page.run(&format!("window.other = open({:?})", page.server.url(MOLE))).await;
        page.wait_until("a part of it", "other.document.querySelector('h1.headline')?.innerText === 'الرصيف'").await;
        assert_eq!(page.get::<String>("other.document.readyState").await, "loading");
    });
}

#[test]
fn h3_a_server_that_wants_to_be_asked_later_gives_way_to_the_copy() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
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

//! Copies of what was read, for when there is no network: on a site that asks for them, at a prefix.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use serde_json::{Value, json};

use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use crate::story;

const QUAY: &str = "2024/10/quay/";
const MOLE: &str = "2024/10/mole/";
const PICTURE: &str = include_str!("../fixtures/picture.svg");

/// A copy of the build with two stories, of which one is in Arabic. Its folder goes when it is dropped.
struct Site(PathBuf);

impl Site {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("offline-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let site = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let build = Host::default().folder;
        site.write("assets.json", fs::read(build.join("assets.json")).expect("the build has a list of its assets"));
        for name in site.assets().as_object().expect("the list is an object").values() {
            let name = name.as_str().expect("names are text");
            site.write(name, fs::read(build.join(name)).expect("the build has its assets"));
        }
        site.write("reader.html", fs::read(build.join("reader.html")).expect("the build has been published"));
        site.write("content/images/picture.svg", PICTURE);
        let quay = story::with(story::plain("The quay"), "published", json!("2024-10-04"));
        let picture = json!({ "type": "image", "src": "../images/picture.svg", "width": 3, "height": 2, "alt": "" });
        site.write("content/articles/quay.json", story::with(quay, "lead", picture).to_string());
        let mole = story::with(story::plain("الرصيف"), "published", json!("2024-10-05"));
        site.write("content/articles/mole.json", story::with(mole, "lang", json!("ar")).to_string());
        site.publish("The First Paper", true);
        site
    }

    fn publish(&self, title: &str, offline: bool) {
        let site = json!({ "version": 1, "title": title, "home": "quay", "offline": offline });
        self.write("content/site.json", site.to_string());
        publish(&self.0, &Options { now: 0 }, &Silent).expect("the site can be published");
    }

    /// As a release does that changes the start script. Returns the names that it had and has.
    fn release(&self) -> [String; 2] {
        let mut names = self.assets();
        let old = names["start.js"].as_str().expect("there is a start script").to_owned();
        let new = "start-0123456789abcdef.js".to_owned();
        fs::rename(self.0.join(&old), self.0.join(&new)).expect("the build has its assets");
        names["start.js"] = json!(new);
        self.write("assets.json", names.to_string());
        self.publish("The Second Paper", true);
        [old, new]
    }

    fn assets(&self) -> Value {
        let list = fs::read(self.0.join("assets.json")).expect("the build has a list of its assets");
        serde_json::from_slice(&list).expect("the list is JSON")
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(file, bytes).expect("a file can be written");
    }

    fn host(&self) -> Host {
        // Finished pages bring their policy along.
        Host { folder: self.0.clone(), prefix: "/a/b/", policy: None, ..Host::default() }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It is in the build's own folder for such things, and goes with that in any case.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reads a page until there is a copy of it, with all that it is made with.
async fn read(page: &Page, place: &str) {
    page.load(place).await;
    page.wait_for("#page[data-alive]").await;
    let kept = "(async () => { const page = location.href; \
        const parts = performance.getEntriesByType('resource').map(({ name }) => name) \
            .filter(name => !name.endsWith('/offline.js') && !name.startsWith('data:')); \
        for (const name of await caches.keys()) { \
            const cache = await caches.open(name); \
            const found = await Promise.all([page, ...parts].map(part => cache.match(part))); \
            if (parts.some(part => part.endsWith('.wasm')) && found.every(answer => answer)) return true; \
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

fn mend(page: &Page) {
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
        page.wait_for("#page[data-alive]").await;
        let shift = page.layout_shift().await;
        assert!(shift.0 == 0.0, "{shift:?}");
        assert!(page.seen().await.is_empty(), "{:?}", page.seen().await);

        page.load(MOLE).await;
        assert_eq!(page.text("h1").await, "The site can’t be reached");
        page.is_in_order().await;
        page.click(".fault a.home").await;
        page.wait_for(".front .card").await;
        assert!(!page.text(".copy-note").await.is_empty());

        mend(page);
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
fn a_story_that_is_withdrawn_is_withdrawn_here_too() {
    let site = Site::new();
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        page.server.answer(QUAY, Answer::status(410));
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
        page.room(used + 1).await;
        page.load(MOLE).await;
        page.wait_for("#page[data-alive]").await;
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
        let story = story::with(story::plain(&format!("Number {number}")), "published", json!("2024-09-01"));
        site.write(&format!("content/articles/n{number}.json"), story.to_string());
    }
    site.publish("The First Paper", true);
    browse(site.host(), async |page| {
        read(page, QUAY).await;
        for number in 0..50 {
            page.load(&format!("2024/09/n{number}/")).await;
            let kept = format!("caches.keys().then(names => names.some(name => name.endsWith('/n{number}/')))");
            becomes(page, "a copy", &kept).await;
        }
        let stories =
            "caches.keys().then(names => names.filter(name => /\\/(quay|n\\d+)\\/$/.test(name)).length === 50)";
        becomes(page, "an end of the oldest", stories).await;
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
            page.wait_for("#page[data-alive]").await;
            assert_eq!(page.text(".masthead-title").await, title);
            let asked: Vec<String> = page.get("performance.getEntriesByType('resource').map(({ name }) => name)").await;
            assert!(asked.iter().any(|name| name.ends_with(script.as_str())), "{place}: {asked:?}");
            assert!(!asked.iter().any(|name| name.ends_with(other.as_str())), "{place}: {asked:?}");
        }
        mend(page);
        read(page, QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        let of_quay = "caches.keys().then(names => names.filter(name => name.endsWith('/quay/')).length === 1)";
        becomes(page, "one copy in the place of the other", of_quay).await;
        cut(page);
        page.load(QUAY).await;
        assert_eq!(page.text(".masthead-title").await, "The Second Paper");
        page.wait_for("#page[data-alive]").await;
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

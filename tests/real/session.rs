//! The session bar on servers that log readers in, as they come from their makers: what it says before, between and
//! after.

mod emulator;
mod openid;

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::browser::{Page, Screen, browse};
use crate::process::Place;
use crate::programs;
use crate::server::Host;
use crate::site::{self, ARTICLE};

/// The reader.
const READER: &str = "Ann";

/// What the bar says of nobody, and of the reader: its state, and all its words.
const OUT: (&str, &str) = ("signed-out", "You are not logged in. LOG IN NOW >");
const IN: (&str, &str) = ("signed-in", "You are logged in as Ann LOG OUT");

/// The address that the reader has of an article: with a query and a fragment, that all of it may be lost on the way.
fn article(place: &Place) -> String {
    place.url(&format!("{STORY}?from=front%20page&on=phone#two-guests"))
}

/// Copies the build to where a server has its files, and publishes it with this session.
fn publish(place: &Place, session: &Value) {
    let site = place.site();
    site::copy(&site, &place.url(""));
    let file = site.join("content/site.json");
    let mut settings: Value = serde_json::from_slice(&site::read(&file)).expect("the demo's site.json is JSON");
    settings["session"] = session.clone();
    site::write(&file, settings.to_string().as_bytes());
    site::publish(&site);
}

/// Links the back ends' packages into a server's own folder, where its programs look for them, and says where they are.
fn packages(place: &Place) -> PathBuf {
    let linked = place.folder.join("node_modules");
    let packages = programs::file("BROADSHEET_BACK_ENDS", "the folder of those who log readers in");
    symlink(packages, &linked).unwrap_or_else(|error| panic!("{}: {error}", linked.display()));
    linked
}

#[test]
fn readers_log_in_and_out_on_azure_static_web_apps() {
    // The browser's own server is not needed.
    browse(Host::default(), async |page| {
        let emulator = emulator::start();
        let (front, article) = (emulator.place.url(""), article(&emulator.place));
        let bar = Bar::on(page, &front).await;
        bar.says_on_each(OUT, [&front, &article]).await;
        page.click(".session-bar .log-in").await;
        page.click("#userDetails").await;
        page.press(READER).await;
        page.click("#submit").await;
        bar.says(IN, &article).await;
        bar.says_on_each(IN, [&front, &article]).await;
        page.click(".session-bar .log-out").await;
        bar.says(OUT, &article).await;
    });
}

#[test]
fn readers_log_in_and_out_with_openid_connect_on_apache() {
    browse(Host::default(), async |page| {
        let (apache, _provider) = openid::start();
        let (front, article) = (apache.place.url(""), article(&apache.place));
        let bar = Bar::on(page, &front).await;
        bar.says_on_each(OUT, [&front, &article]).await;
        page.click(".session-bar .log-in").await;
        for field in ["login", "password"] {
            page.click(&format!("[name={field}]")).await;
            page.press(READER).await;
        }
        page.click("[type=submit]").await;
        // The provider asks whether the site may know the name.
        page.wait_for("[name=prompt][value=consent]").await;
        page.click("[type=submit]").await;
        bar.says(IN, &article).await;
        bar.says_on_each(IN, [&front, &article]).await;
        page.click(".session-bar .log-out").await;
        // The provider asks whether the reader wants to log out there, too. It comes back only to addresses that it
        // knows.
        page.click("[name=logout][value=yes]").await;
        bar.says(OUT, &front).await;
        page.visit(&article).await;
        bar.says(OUT, &article).await;
    });
}

/// The session bar of the page in a browser.
struct Bar<'a> {
    page: &'a Page,
    /// How high it was before there was an answer.
    height: f64,
}

impl<'a> Bar<'a> {
    /// Opens a page that has one, on a phone. On a desk, the scroll bar makes the page narrower when it comes, and
    /// pages of these servers may come in parts.
    async fn on(page: &'a Page, address: &str) -> Self {
        page.screen(Screen::PHONE).await;
        page.visit(address).await;
        Self { page, height: height(page).await }
    }

    /// Opens one page after the other, and waits until it has got this answer there.
    async fn says_on_each(&self, answer: (&str, &str), addresses: [&str; 2]) {
        for address in addresses {
            self.page.visit(address).await;
            self.says(answer, address).await;
        }
    }

    /// Waits until it has got this answer, on the page of this address. Nothing else there may have changed.
    async fn says(&self, (state, words): (&str, &str), address: &str) {
        let answered = format!("document.querySelector('aside.session-bar')?.dataset.state === {}", json!(state));
        self.page.wait_until(&format!("{address}, {state}"), &answered).await;
        assert_eq!(self.page.get::<String>("location.href").await, address);
        let text = self.page.text(".session-bar").await;
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), words);
        assert_eq!(self.page.texts(".session-bar bdi").await, if state == IN.0 { vec![READER] } else { Vec::new() });
        assert_eq!(height(self.page).await, self.height, "what is below the bar has moved");
        let (shift, moved) = self.page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
        assert_eq!(self.page.seen().await, Vec::<String>::new());
    }
}

/// How high the bar is. What is above the window moves without a layout shift.
async fn height(page: &Page) -> f64 {
    page.get("document.querySelector('aside.session-bar').getBoundingClientRect().height").await
}

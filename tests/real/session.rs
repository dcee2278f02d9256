//! The session bar on real servers with login, before, during and after a session.

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

/// The reader's name.
const READER: &str = "Ann";

/// The state and the text of the bar, without and with a reader who is logged in.
const SIGNED_OUT: (&str, &str) = ("signed-out", "You are not logged in. LOG IN NOW >");
const SIGNED_IN: (&str, &str) = ("signed-in", "You are logged in as Ann LOG OUT");

/// The address of an article with a query and a fragment, so that the test notices if either is lost.
fn article(place: &Place) -> String {
    place.url(&format!("{ARTICLE}?from=front%20page&on=phone#two-guests"))
}

/// Copies the build to the server's folder, and publishes it with this session.
fn publish(place: &Place, session: &Value) {
    let site = place.site();
    site::copy(&site, &place.url(""));
    let file = site::source(&site).join("site.json");
    let mut settings: Value = serde_json::from_slice(&site::read(&file)).expect("the demo's site.json is JSON");
    settings["session"] = session.clone();
    site::write(&file, settings.to_string().as_bytes());
    site::publish(&site);
}

/// Links npm's packages into the server's folder, where its programs look for them. Returns their path.
fn packages(place: &Place) -> PathBuf {
    let linked = place.folder.join("node_modules");
    let packages = programs::file("BROADSHEET_BACK_ENDS", "the folder of those who log readers in");
    symlink(packages, &linked).unwrap_or_else(|error| panic!("{}: {error}", linked.display()));
    linked
}

#[test]
fn readers_log_in_and_out_on_azure_static_web_apps() {
    // The pages come from the emulator, so the browser's own server can have any configuration.
    browse(Host::default(), async |page| {
        let emulator = emulator::start();
        let (front, article) = (emulator.place.url(""), article(&emulator.place));
        let bar = Bar::on(page, &front).await;
        bar.assert_shows_on_each(SIGNED_OUT, [&front, &article]).await;
        page.click(".session-bar .log-in").await;
        page.click("#userDetails").await;
        page.press(READER).await;
        page.click("#submit").await;
        bar.assert_shows(SIGNED_IN, &article).await;
        bar.assert_shows_on_each(SIGNED_IN, [&front, &article]).await;
        page.click(".session-bar .log-out").await;
        bar.assert_shows(SIGNED_OUT, &article).await;
    });
}

#[test]
fn readers_log_in_and_out_with_openid_connect_on_apache() {
    browse(Host::default(), async |page| {
        let (apache, _provider) = openid::start();
        let (front, article) = (apache.place.url(""), article(&apache.place));
        let bar = Bar::on(page, &front).await;
        bar.assert_shows_on_each(SIGNED_OUT, [&front, &article]).await;
        page.click(".session-bar .log-in").await;
        for field in ["login", "password"] {
            page.click(&format!("[name={field}]")).await;
            page.press(READER).await;
        }
        page.click("[type=submit]").await;
        // The provider asks for consent to share the name.
        page.wait_for("[name=prompt][value=consent]").await;
        page.click("[type=submit]").await;
        bar.assert_shows(SIGNED_IN, &article).await;
        bar.assert_shows_on_each(SIGNED_IN, [&front, &article]).await;
        page.click(".session-bar .log-out").await;
        // The provider asks whether to log out there, too. Afterwards it redirects only to registered addresses.
        page.click("[name=logout][value=yes]").await;
        bar.assert_shows(SIGNED_OUT, &front).await;
        page.visit(&article).await;
        bar.assert_shows(SIGNED_OUT, &article).await;
    });
}

/// The session bar on the page in the browser.
struct Bar<'a> {
    page: &'a Page,
    /// Its height before the first answer.
    height: f64,
}

impl<'a> Bar<'a> {
    /// Opens a page on a phone. On a desktop, a scroll bar that appears late would make the page narrower.
    async fn on(page: &'a Page, address: &str) -> Self {
        page.screen(Screen::PHONE).await;
        page.visit(address).await;
        Self { page, height: height(page).await }
    }

    /// Opens each page, and asserts that the bar shows this answer.
    async fn assert_shows_on_each(&self, answer: (&str, &str), addresses: [&str; 2]) {
        for address in addresses {
            self.page.visit(address).await;
            self.assert_shows(answer, address).await;
        }
    }

    /// Waits until the bar shows this answer. Asserts that the address is right, and that nothing has moved.
    async fn assert_shows(&self, (state, words): (&str, &str), address: &str) {
        let answered = format!("document.querySelector('aside.session-bar')?.dataset.state === {}", json!(state));
        self.page.wait_until(&format!("{address}, {state}"), &answered).await;
        assert_eq!(self.page.get::<String>("location.href").await, address);
        let text = self.page.text(".session-bar").await;
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), words);
        assert_eq!(
            self.page.texts(".session-bar bdi").await,
            if state == SIGNED_IN.0 { vec![READER] } else { Vec::new() }
        );
        assert_eq!(height(self.page).await, self.height, "what is below the bar has moved");
        let (shift, moved) = self.page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
        assert_eq!(self.page.errors().await, Vec::<String>::new());
    }
}

/// The bar's height. Above the viewport, it could change without a layout shift.
async fn height(page: &Page) -> f64 {
    page.get("document.querySelector('aside.session-bar').getBoundingClientRect().height").await
}

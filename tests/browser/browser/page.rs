//! A browser window: how tests control it and read from it.

mod emulate;
mod failure_report;
mod memory;
mod query;
mod wait;

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::session::scriptret::ScriptRet;
use tokio::time::timeout;
use url::Url;

use super::Engine;
use super::running::Browser;
use crate::server::Server;

pub use emulate::Screen;
pub use query::RenderedFrame;
pub use wait::Fault;

/// The script that records what happens in a page: see the comment in it.
pub const OBSERVER: &str = include_str!("observer.js");

/// A browser window, and the server that its pages come from.
pub struct Page {
    /// The server. Tests change its answers while the page is open.
    pub server: Server,
    browser: Browser,
    driver: WebDriver,
}

impl Page {
    /// An empty page in a desktop viewport.
    pub(super) async fn open(engine: Engine, server: Server) -> Self {
        let browser = Browser::open(engine).await;
        browser.add_preload_script(OBSERVER).await;
        let page = Self { server, driver: browser.driver().clone(), browser };
        page.screen(Screen::DESKTOP).await;
        page
    }

    /// The browser that the page is in, for what a test can't do in all of them.
    pub fn engine(&self) -> Engine {
        self.browser.engine()
    }

    /// Closes the page, and keeps the browser for the next test.
    pub(super) async fn close(self) {
        self.browser.put_back().await;
    }

    /// Ends the browser with all its pages.
    pub(super) async fn end_browser(self) {
        self.browser.end().await;
    }

    /// Loads an address relative to the server's prefix, as in `load("reader.html#/slug")`.
    pub async fn load(&self, relative: &str) {
        self.visit(&self.server.url(relative)).await;
    }

    /// Loads an address on any server.
    pub async fn visit(&self, url: &str) {
        let before = self.mark_current_document().await;
        self.driver.goto(url).await.unwrap_or_else(|error| panic!("{url} does not load: {error}"));
        // A fragment of the same document does not replace it.
        let is_fragment_of = |before: String| {
            url.split_once('#').is_some_and(|(document, _)| before.split('#').next() == Some(document))
        };
        if before.is_some_and(|before| !is_fragment_of(before)) {
            self.wait_until("another document", "!window.__left && document.readyState !== 'loading'").await;
        }
    }

    /// Marks the current document, and returns its address. On a busy machine, Firefox may report that a page has
    /// loaded while scripts still run in the page before it, and WebKit always does. The mark shows which page a script
    /// runs in.
    async fn mark_current_document(&self) -> Option<String> {
        if matches!(self.browser, Browser::Chromium(_)) {
            return None;
        }
        let address = self.try_script("window.__left = true; return location.href").await.ok()?;
        address.as_str().map(str::to_owned)
    }

    /// Opens a file from disk.
    pub async fn open_file(&self, file: &Path) {
        let url = Url::from_file_path(file).unwrap_or_else(|()| panic!("{} is not a whole path", file.display()));
        self.driver.goto(url.as_str()).await.unwrap_or_else(|error| panic!("{url} does not load: {error}"));
    }

    /// Requests an address, and returns the status. The page itself may be forbidden to connect.
    pub async fn status(&self, url: &str) -> u16 {
        response(url).await.status().as_u16()
    }

    /// The content of an address as text, as the server sends it.
    pub async fn sent(&self, url: &str) -> String {
        response(url).await.text().await.unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// Loads an article in `reader.html`, and waits until it is shown.
    pub async fn load_article(&self, slug: &str) {
        self.load(&format!("reader.html#/{slug}")).await;
        self.wait_for("main[data-state=ready] article.article").await;
    }

    /// Opens and activates another tab. Returns the old tab and the new one.
    pub async fn new_tab(&self) -> [WindowHandle; 2] {
        let left = self.driver.window().await.expect("the browser has a window");
        let new = self.browser.new_tab().await;
        self.switch_to(&new).await;
        [left, new]
    }

    /// Activates a tab.
    pub async fn switch_to(&self, tab: &WindowHandle) {
        self.driver.switch_to_window(tab.clone()).await.expect("the tab is open");
    }

    /// Changes the fragment, as a link in the page would.
    pub async fn follow(&self, fragment: &str) {
        self.run(&format!("location.hash = {}", json!(fragment))).await;
    }

    /// Goes back in the history.
    pub async fn back(&self) {
        match self.browser {
            // Its own button leaves out the pages on which a reader did nothing.
            Browser::WebKit(_) => self.run("history.back()").await,
            _ => self.driver.back().await.expect("there is a page to go back to"),
        }
    }

    /// Goes forward in the history.
    pub async fn forward(&self) {
        match self.browser {
            Browser::WebKit(_) => self.run("history.forward()").await,
            _ => self.driver.forward().await.expect("there is a page to go forward to"),
        }
    }

    /// Clicks on the first element that matches.
    pub async fn click(&self, selector: &str) {
        let clicked = self.element(selector).await.click().await;
        clicked.unwrap_or_else(|error| panic!("“{selector}” can't be clicked: {error}"));
    }

    /// Clicks on a point of the viewport, in CSS pixels.
    pub async fn click_at(&self, x: i64, y: i64) {
        let clicked = self.driver.action_chain().move_to(x, y).click().perform().await;
        clicked.unwrap_or_else(|error| panic!("nothing can be clicked at {x}, {y}: {error}"));
    }

    /// Presses a key, or types a text, where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let pressed = self.driver.action_chain().send_keys(keys).perform().await;
        pressed.expect("keys can be pressed");
    }

    /// Gives the focus to the first element that matches, and presses a key there. In Firefox, [`Page::press`] may still
    /// reach a frame that has just lost the focus.
    pub async fn press_in(&self, selector: &str, keys: impl Into<TypingData>) {
        let pressed = self.element(selector).await.send_keys(keys).await;
        pressed.unwrap_or_else(|error| panic!("no key can be pressed in “{selector}”: {error}"));
    }

    /// Runs JavaScript statements.
    pub async fn run(&self, statements: &str) {
        self.script(statements).await;
    }

    async fn element(&self, selector: &str) -> WebElement {
        self.wait_for(selector).await;
        let found = self.driver.find(By::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("“{selector}” was there a moment ago: {error}"))
    }

    async fn script(&self, statements: &str) -> Value {
        let value = self.try_script(statements).await;
        value.unwrap_or_else(|error| panic!("{statements}: {error}"))
    }

    async fn try_script(&self, statements: &str) -> WebDriverResult<Value> {
        let result = match self.browser {
            Browser::WebKit(_) => self.script_in_webkit(statements).await?,
            _ => self.driver.execute(statements, Vec::new()).await?,
        };
        Ok(result.json().clone())
    }

    /// While one page replaces another, WebKit's driver loses some scripts: they never run, and it never answers.
    async fn script_in_webkit(&self, statements: &str) -> WebDriverResult<ScriptRet> {
        const LONGEST: Duration = Duration::from_secs(30);
        let script = || self.driver.execute(statements, Vec::new());
        match timeout(LONGEST, script()).await {
            Ok(result) => result,
            Err(_) => script().await,
        }
    }

    /// Sends a command of the DevTools protocol, which only Chromium supports.
    async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

async fn response(url: &str) -> reqwest::Response {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client needs nothing");
    client.get(url).send().await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

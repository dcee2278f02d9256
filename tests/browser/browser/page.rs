//! A browser window: how tests control it and read from it.

mod emulate;
mod failure_report;
mod memory;
mod query;
mod wait;

use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use url::Url;

use super::firefox::Firefox;
use super::{Engine, chromium, firefox};
use crate::server::Server;

pub use emulate::Screen;
pub use query::RenderedFrame;
pub use wait::Fault;

/// A browser window, and the server that its pages come from.
pub struct Page {
    /// The server. Tests change its answers while the page is open.
    pub server: Server,
    driver: WebDriver,
    /// What controls Firefox. In Chromium this is `None`, and the DevTools protocol is used.
    firefox: Option<Firefox>,
}

impl Page {
    /// Starts a browser with an empty page in a desktop viewport.
    pub(super) async fn open(engine: Engine, server: Server) -> Self {
        const OBSERVER: &str = include_str!("observer.js");
        let page = match engine {
            Engine::Chromium => Self { server, driver: chromium::session().await, firefox: None },
            Engine::Firefox => {
                let (driver, firefox) = firefox::session().await;
                Self { server, driver, firefox: Some(firefox) }
            }
        };
        match &page.firefox {
            Some(firefox) => firefox.add_preload_script(OBSERVER).await,
            None => {
                page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": OBSERVER })).await;
            }
        }
        page.screen(Screen::DESKTOP).await;
        page
    }

    /// Closes the browser.
    pub(super) async fn close(self) {
        if let Err(error) = self.driver.quit().await {
            eprintln!("the browser does not end: {error}");
        }
    }

    /// Loads an address relative to the server's prefix, as in `load("reader.html#/slug")`.
    pub async fn load(&self, relative: &str) {
        self.visit(&self.server.url(relative)).await;
    }

    /// Loads an address on any server.
    pub async fn visit(&self, url: &str) {
        let before = self.mark_current_document().await;
        self.driver.goto(url).await.unwrap_or_else(|error| panic!("{url} does not load: {error}"));
        // If only the fragment changes, the document stays the same.
        let without_fragment = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
        if before.is_some_and(|before| without_fragment(&before) != without_fragment(url)) {
            self.wait_until("another document", "!window.__left").await;
        }
    }

    /// Marks the current document, and returns its address. On a busy machine, Firefox may report that a page has
    /// loaded while scripts still run in the page before it. The mark shows which page a script runs in.
    async fn mark_current_document(&self) -> Option<String> {
        self.firefox.as_ref()?;
        let address = self.try_script("window.__left = true; return location.href").await.ok()?;
        address.as_str().map(str::to_owned)
    }

    /// Opens a file from disk.
    pub async fn open_file(&self, file: &Path) {
        let url = Url::from_file_path(file).unwrap_or_else(|()| panic!("{} is not a whole path", file.display()));
        self.driver.goto(url.as_str()).await.unwrap_or_else(|error| panic!("{url} does not load: {error}"));
    }

    /// Fetches an address of the page's own origin, and returns the status.
    pub async fn status(&self, url: &str) -> u16 {
        self.run(&format!(
            "window.__status = 0; fetch({}).then(answer => window.__status = answer.status)",
            json!(url)
        ))
        .await;
        self.wait_until(url, "window.__status").await;
        self.get("window.__status").await
    }

    /// Loads an article in `reader.html`, and waits until it is shown.
    pub async fn load_article(&self, slug: &str) {
        self.load(&format!("reader.html#/{slug}")).await;
        self.wait_for("main[data-state=ready] article.article").await;
    }

    /// Opens and activates another tab. Returns the old tab and the new one.
    pub async fn new_tab(&self) -> [WindowHandle; 2] {
        let left = self.driver.window().await.expect("the browser has a window");
        let new = self.driver.new_tab().await.expect("the browser has room for a tab");
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
        self.driver.back().await.expect("there is a page to go back to");
    }

    /// Goes forward in the history.
    pub async fn forward(&self) {
        self.driver.forward().await.expect("there is a page to go forward to");
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
        Ok(self.driver.execute(statements, Vec::new()).await?.json().clone())
    }

    /// Sends a command of the DevTools protocol, which only Chromium supports.
    async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

//! One browser window: what a test does in it, and how its answers come out.

mod ask;
mod emulate;
mod report;
mod wait;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::chromium;
use crate::server::Server;

pub use ask::Frame;
pub use emulate::Screen;
pub use wait::Fault;

/// One browser window, and the server it reads from.
pub struct Page {
    /// The server; tests change its mind while the page is open.
    pub server: Server,
    driver: WebDriver,
}

impl Page {
    /// Starts a browser with an empty page, as wide as a desk.
    pub(super) async fn open(server: Server) -> Self {
        let page = Self { server, driver: chromium::session().await };
        let observer = json!({ "source": include_str!("observer.js") });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", observer).await;
        page.screen(Screen::DESKTOP).await;
        page
    }

    /// Ends the browser.
    pub(super) async fn close(self) {
        if let Err(error) = self.driver.quit().await {
            eprintln!("the browser does not end: {error}");
        }
    }

    /// Loads an address relative to the server's prefix, as in `load("index.html#/slug")`.
    pub async fn load(&self, relative: &str) {
        let url = self.server.url(relative);
        self.driver.goto(&url).await.unwrap_or_else(|error| panic!("{url} does not load: {error}"));
    }

    /// Loads `index.html` with an article, and waits until it is there.
    pub async fn load_article(&self, slug: &str) {
        self.load(&format!("index.html#/{slug}")).await;
        self.wait_for("main[data-state=ready] article.article").await;
    }

    /// Changes the fragment, as a link in the page would.
    pub async fn follow(&self, fragment: &str) {
        self.run(&format!("location.hash = {}", json!(fragment))).await;
    }

    /// The Back button.
    pub async fn back(&self) {
        self.driver.back().await.expect("there is a page to go back to");
    }

    /// The Forward button.
    pub async fn forward(&self) {
        self.driver.forward().await.expect("there is a page to go forward to");
    }

    /// Clicks on the first element that matches.
    pub async fn click(&self, selector: &str) {
        let clicked = self.element(selector).await.click().await;
        clicked.unwrap_or_else(|error| panic!("“{selector}” can't be clicked: {error}"));
    }

    /// Presses a key, wherever the focus is.
    pub async fn press(&self, key: Key) {
        let pressed = self.driver.action_chain().send_keys(key).perform().await;
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

    async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

//! The element on other sites' pages: two origins, the publisher's `dist/` and a host's page.

mod addresses;
mod captions;
mod card_page;
mod define;
mod demos;
mod documented;
mod documents;
mod fallback;
mod frame;
mod frameworks;
mod hidden;
mod hostile_styles;
mod inline;
mod isolation;
mod languages;
mod life;
mod matrix;
mod messages;
mod odd_hosts;
mod policies;
mod sharing;
mod themes;
mod ways_in;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse, browse_everywhere};
use crate::server::{Answer, Host, Server};

/// The host's own address below its server.
const HOST: &str = "host.html";

/// Without one, the browser asks for another.
const ICON: &str = "<link rel=icon href=data:,>";

/// What a host's page needs to note: each event of ours, as `[type, detail]`, in `window.told`.
const NOTES: &str = "<script>window.told = []; \
     for (const type of ['load', 'error', 'navigate', 'resize']) \
         addEventListener(`broadsheet-${type}`, event => told.push([type, event.detail]));</script>";

/// An expression for the states of all elements of a page, in their order: `inline,iframe`.
const STATES: &str = "[...document.querySelectorAll('broadsheet-article')].map(({ state }) => state).join()";

/// A publisher on an origin of its own.
struct Publisher(Server);

impl Publisher {
    /// One that lets other sites read its files.
    async fn open() -> Self {
        Self::on(Host { open_to_others: true, ..Host::default() }).await
    }

    /// The same, with the article of the last ferry among them, as `ferry`.
    async fn of_the_ferry() -> Self {
        let publisher = Self::open().await;
        publisher.has("ferry", &article::full());
        publisher
    }

    /// One that has never heard of CORS.
    async fn closed() -> Self {
        Self::on(Host::default()).await
    }

    /// One whose frames may run scripts of the tests.
    async fn lenient() -> Self {
        Self::on(Host { policy: None, ..Host::default() }).await
    }

    async fn on(host: Host) -> Self {
        let publisher = Self(Server::start(host).await);
        publisher.0.answer("content/images/picture.svg", Answer::bytes(include_str!("../fixtures/picture.svg")));
        publisher
    }

    /// Puts an article among its files.
    fn has(&self, slug: &str, article: &Value) -> &Self {
        self.0.answer(&article::file(slug), Answer::json(article));
        self
    }

    /// Puts the page there that stands in a frame where scripts can't go.
    fn has_frame(&self, slug: &str, body: &str) -> &Self {
        let script = asset("frame.js");
        let page = format!(
            "<!doctype html><html lang=en><title>{slug}</title><body class=framed><main><article class=article>{body}\
             </article></main><script src=../../{script} defer></script>"
        );
        self.0.answer(&format!("embed/{slug}/"), Answer::web_page(&page));
        self
    }

    /// The script of the element.
    fn script(&self) -> String {
        format!("<script src={} async></script>", self.0.url("embed.js"))
    }

    /// The element with its link, as a host writes it.
    fn element(&self, slug: &str, attributes: &str) -> String {
        let src = self.0.url(&article::file(slug));
        format!(
            "<broadsheet-article src={src} {attributes}><a href={}>The story</a></broadsheet-article>",
            self.0.url("")
        )
    }

    /// What a host pastes: the element and the script.
    fn snippet(&self, slug: &str, attributes: &str) -> String {
        format!("{}{}", self.element(slug, attributes), self.script())
    }
}

/// The name of an asset in the build.
fn asset(plain: &str) -> String {
    let list = std::fs::read(Host::default().folder.join("assets.json")).expect("the build lists its assets");
    let list: Value = serde_json::from_slice(&list).expect("the list is JSON");
    list[plain].as_str().unwrap_or_else(|| panic!("no {plain} in {list}")).to_owned()
}

/// A host, on a server without a policy.
fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

/// Runs a test as a visitor of a host, in every engine.
fn visit(test: impl AsyncFn(&Page)) {
    browse_everywhere(host(), test);
}

/// As [`visit`], in Chromium alone: for what no other engine tells. Each such test says what that is.
fn visit_in_chromium(test: impl AsyncFnOnce(&Page)) {
    browse(host(), test);
}

impl Page {
    /// Opens a host's page with this body.
    async fn hosts(&self, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        self.server.answer(HOST, Answer::web_page(&html));
        self.load(HOST).await;
    }

    /// Opens an address of another server than the page's own.
    async fn open_url(&self, url: &str) {
        self.play(&format!("location.href = {}", json!(url))).await;
    }

    /// Runs statements that may `await`, to their end.
    async fn play(&self, statements: &str) {
        self.get::<Value>(&format!("(async () => {{ {statements}\n return null }})()")).await;
    }

    /// Waits until all elements of the page are in this state.
    async fn all_are(&self, state: &str) {
        let all = "[...document.querySelectorAll('broadsheet-article')]";
        let there = format!("{all}.length && {all}.every(article => article.state === {})", json!(state));
        self.wait_up_to(std::time::Duration::from_secs(20), &format!("all to be {state}"), &there).await;
    }

    /// What the host was told by events of this type, in their order.
    async fn told(&self, name: &str) -> Vec<Value> {
        self.get(&format!("told.filter(([type]) => type === {}).map(([, detail]) => detail)", json!(name))).await
    }

    /// Asserts that there was one end to the one attempt, and that it was this.
    async fn told_once(&self, name: &str) {
        let ends: Vec<Value> = self.get("told.filter(([type]) => type === 'load' || type === 'error')").await;
        assert_eq!(ends.len(), 1, "{ends:?}");
        assert_eq!(ends[0][0], name, "{ends:?}");
    }

    /// The words that a reader sees in the first element.
    async fn reads_inside(&self, selector: &str) -> String {
        self.get(&format!("{}?.innerText ?? ''", inside(selector))).await
    }
}

/// JavaScript for the first match in the first element's shadow root.
fn inside(selector: &str) -> String {
    format!("document.querySelector('broadsheet-article').shadowRoot.querySelector({})", json!(selector))
}

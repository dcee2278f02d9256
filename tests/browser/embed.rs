//! Tests of `<broadsheet-article>` on other sites. There are two origins: the publisher's server with `dist/`, and the
//! host, which is the site that embeds the article.

mod captions;
mod card_page;
mod changed_globals;
mod define_module;
mod demos;
mod documented_snippets;
mod fallback;
mod frame_messages;
mod framed_page;
mod frameworks;
mod hidden;
mod host_styles;
mod inline;
mod isolation;
mod languages;
mod lifecycle;
mod links;
mod matrix;
mod other_documents;
mod script_loading;
mod security_headers;
mod shared_requests;
mod themes;
mod timeouts;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Engine, Page, browse, browse_in, browse_in_all_engines};
use crate::server::{Answer, Host, Server};
use crate::site::asset;

/// The path of the page that embeds the article.
const HOST: &str = "host.html";

/// An empty icon. Without it, the browser would request `/favicon.ico`.
const ICON: &str = "<link rel=icon href=data:,>";

/// A script for the embedding page. It records each `broadsheet-*` event as `[type, detail]` in `window.told`.
const NOTES: &str = "<script>window.told = []; \
     for (const type of ['load', 'error', 'navigate', 'resize']) \
         addEventListener(`broadsheet-${type}`, event => told.push([type, event.detail]));</script>";

/// A JavaScript expression for the states of all `<broadsheet-article>` elements of a page, such as `inline,iframe`.
const STATES: &str = "[...document.querySelectorAll('broadsheet-article')].map(({ state }) => state).join()";

/// A server with the publisher's files, on an origin of its own. It sends no Content-Security-Policy, as the published
/// pages contain theirs, and those of a test may run any script.
struct Publisher(Server);

impl Publisher {
    /// A publisher that sends CORS headers.
    async fn with_cors() -> Self {
        Self::on(Host { allows_cors: true, ..host() }).await
    }

    /// A publisher with CORS that serves [`article::full`] as `ferry`.
    async fn with_ferry() -> Self {
        let publisher = Self::with_cors().await;
        publisher.serve_article("ferry", &article::full());
        publisher
    }

    /// A publisher that sends no CORS headers.
    async fn without_cors() -> Self {
        Self::on(host()).await
    }

    async fn on(host: Host) -> Self {
        let publisher = Self(Server::start(host).await);
        publisher.0.answer("content/images/picture.svg", Answer::bytes(include_str!("../fixtures/picture.svg")));
        publisher
    }

    /// Makes the publisher answer with this article.
    fn serve_article(&self, slug: &str, article: &Value) -> &Self {
        self.0.answer(&article::file(slug), Answer::json(article));
        self
    }

    /// Makes the publisher answer with a page for frames (`embed/SLUG/`) that has this body and the real `frame.js`.
    fn serve_frame_page(&self, slug: &str, body: &str) -> &Self {
        let (script, captions) = (frame_script(), asset("captions.js"));
        let captions = if body.contains("<track") { format!("data-captions=../../{captions}") } else { String::new() };
        let page = format!(
            "<!doctype html><html lang=en><title>{slug}</title><body class=framed><main><article class=article>{body}\
             </article></main><script {captions}>{script}</script>"
        );
        self.0.answer(&format!("embed/{slug}/"), Answer::web_page(&page));
        self
    }

    /// The `<script>` tag that loads `embed.js`.
    fn script(&self) -> String {
        format!("<script src={} async></script>", self.0.url("embed.js"))
    }

    /// The `<broadsheet-article>` tag with the fallback link in it.
    fn element(&self, slug: &str, attributes: &str) -> String {
        let src = self.0.url(&article::file(slug));
        format!(
            "<broadsheet-article src={src} {attributes}><a href={}>The story</a></broadsheet-article>",
            self.0.url("")
        )
    }

    /// What a site pastes to embed an article: the element and the script.
    fn snippet(&self, slug: &str, attributes: &str) -> String {
        format!("{}{}", self.element(slug, attributes), self.script())
    }
}

/// The script of framed pages, as it is in those of the build.
fn frame_script() -> String {
    let page = std::fs::read_to_string(Host::default().folder.join("embed/six-pips/index.html"));
    let page = page.expect("the demo is published");
    let (_, script) = page.rsplit_once("<script").expect("a framed page has a script");
    let (_, script) = script.split_once('>').expect("its tag ends");
    script.split_once("</script>").expect("its element ends").0.to_owned()
}

/// The configuration of the embedding site's server, which sends no Content-Security-Policy.
fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

/// Runs a test on the embedding site's server, in Chromium and Firefox.
fn visit(test: impl AsyncFn(&Page) + Sync) {
    browse_in(&Engine::WITHOUT_WEBKIT, host(), test);
}

/// As [`visit`], in WebKit, too.
fn visit_in_all_engines(test: impl AsyncFn(&Page) + Sync) {
    browse_in_all_engines(host(), test);
}

/// As [`visit`], in Chromium alone, for what Firefox can't report. Each such test says what that is.
fn visit_in_chromium(test: impl AsyncFnOnce(&Page)) {
    browse(host(), test);
}

impl Page {
    /// Serves an embedding page with this body, and opens it.
    async fn open_host_page(&self, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        self.server.answer(HOST, Answer::web_page(&html));
        self.load(HOST).await;
    }

    /// Navigates to an address on any server.
    async fn open_url(&self, url: &str) {
        self.run_async(&format!("location.href = {}", json!(url))).await;
    }

    /// Runs JavaScript statements that may use `await`, and waits until they are done.
    async fn run_async(&self, statements: &str) {
        self.get::<Value>(&format!("(async () => {{ {statements}\n return null }})()")).await;
    }

    /// Waits until every `<broadsheet-article>` of the page is in this state.
    async fn wait_until_all_are(&self, state: &str) {
        let all = "[...document.querySelectorAll('broadsheet-article')]";
        let there = format!("{all}.length && {all}.every(article => article.state === {})", json!(state));
        self.wait_up_to(std::time::Duration::from_secs(20), &format!("all to be {state}"), &there).await;
    }

    /// The details of the recorded events of this type, in order.
    async fn events(&self, name: &str) -> Vec<Value> {
        self.get(&format!("told.filter(([type]) => type === {}).map(([, detail]) => detail)", json!(name))).await
    }

    /// Asserts that exactly one `load` or `error` event was fired, and that it was of this type.
    async fn assert_one_outcome(&self, name: &str) {
        let ends: Vec<Value> = self.get("told.filter(([type]) => type === 'load' || type === 'error')").await;
        assert_eq!(ends.len(), 1, "{ends:?}");
        assert_eq!(ends[0][0], name, "{ends:?}");
    }

    /// The visible text of the first match in the shadow root of the page's first `<broadsheet-article>`.
    async fn text_inside(&self, selector: &str) -> String {
        self.get(&format!("{}?.innerText ?? ''", inside(selector))).await
    }
}

/// A JavaScript expression for the first match in the shadow root of the page's first `<broadsheet-article>`.
fn inside(selector: &str) -> String {
    format!("document.querySelector('broadsheet-article').shadowRoot.querySelector({})", json!(selector))
}

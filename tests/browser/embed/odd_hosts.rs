//! Hosts that lack what other pages have, or have changed it.

use std::time::Duration;

use serde_json::Value;

use super::{Publisher, visit};
use crate::article;
use crate::server::Answer;

/// What the script of the element takes for granted.
const GLOBALS: [&str; 13] = [
    "WebAssembly",
    "CSSStyleSheet",
    "IntersectionObserver",
    "ResizeObserver",
    "MutationObserver",
    "AbortController",
    "TextEncoder",
    "TextDecoder",
    "fetch",
    "URL",
    "Response",
    "Intl",
    "customElements",
];

const ELEMENT: &str = "document.querySelector('broadsheet-article')";
const LINK: &str = "document.querySelector('broadsheet-article > a')";

/// F8: the script asked for `WebAssembly.RuntimeError` at each error of the host's, and so made another.
#[test]
fn what_a_host_lacks_is_no_error_of_the_hosts() {
    without_each("delete window[name]");
}

#[test]
fn what_a_host_has_emptied_is_no_error_of_the_hosts() {
    without_each("window[name] = undefined");
}

/// Opens a host's page for each global that it takes away before the script of the element.
fn without_each(take: &str) {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.has_frame("ferry", "<p>Framed");
        for name in GLOBALS {
            let take = format!("<script>(name => {{ {take} }})('{name}')</script>");
            page.hosts(&format!("{take}{}", publisher.snippet("ferry", ""))).await;
            page.play("await new Promise(done => setTimeout(done, 300))").await;
            // Errors of the host's own, of all kinds that can be thrown.
            page.run(
                "for (const error of [new Error('own'), 'own', null, undefined, Symbol('own'), { name: 'RuntimeError' }, \
                 { name: 'RuntimeError', stack: Symbol('own') }]) \
                     setTimeout(() => dispatchEvent(new ErrorEvent('error', { error, message: 'own' })))",
            )
            .await;
            page.play("await new Promise(done => setTimeout(done, 100))").await;
            let mut seen = page.seen().await;
            seen.retain(|error| error.starts_with("error:") || error.starts_with("unhandled rejection:"));
            seen.retain(|error| !error.contains("own"));
            assert_eq!(seen, Vec::<String>::new(), "{name}");
            // And a reader has something to read.
            let reads = format!("{LINK}.checkVisibility() || !!{ELEMENT}.shadowRoot?.querySelector('h2, iframe')");
            assert!(page.get::<bool>(&reads).await, "{name}: nothing to read");
        }
    });
}

/// When both are there, takes away what changes the answers of the driver, and tells the host's server.
const DONE: &str = "let loads = 0; addEventListener('broadsheet-load', () => { if (++loads === 2) { \
     for (const { prototype } of [Object, Array, String]) delete prototype.toJSON; new Image().src = 'done.svg' } })";

/// F9: what a host has added to all objects is none of an article's.
#[test]
fn what_a_host_adds_to_all_objects_changes_nothing() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("all", &article::everything());
        let quote = format!(
            "<blockquote data-broadsheet-article={} data-heading-level=3><a href=/>The story</a></blockquote>",
            publisher.0.url(&article::file("all"))
        );
        let read = format!(
            "[{}, document.querySelector('blockquote').shadowRoot.querySelector('broadsheet-article')]\
             .map(article => (article.shadowRoot ?? article.getRootNode()).querySelector('article')?.innerText)",
            "document.querySelector('broadsheet-article')"
        );
        let mut plain: Option<Value> = None;
        for change in [
            "",
            "Array.prototype.toJSON = () => 'list'; Object.prototype.toJSON = () => 'object'; String.prototype.toJSON = () => 'text'",
            "Object.prototype.added = 'enumerable'; Array.prototype.added = 'enumerable'; Function.prototype.added = 1",
            "Object.defineProperty(Object.prototype, 'added', { enumerable: true, get() { throw new Error('got') }, \
             set() { throw new Error('set') } })",
            "for (const { prototype } of [Object, Array, Function, Map, Promise, HTMLElement, Element, Node]) \
             Object.freeze(prototype)",
        ] {
            page.server.answer("done.svg", Answer::bytes(include_str!("../../fixtures/picture.svg")));
            let before = page.server.requests_for("done.svg").len();
            page.hosts(&format!(
                "<script>{change}</script><script>{DONE}</script>{}{quote}{}",
                publisher.element("all", ""),
                publisher.script()
            ))
            .await;
            // Without asking the page: the driver's own words would be changed, too.
            while page.server.requests_for("done.svg").len() == before {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let words: Value = page.get(&read).await;
            assert!(words[0].as_str().is_some_and(|words| words.len() > 500), "{words}");
            assert_eq!(plain.get_or_insert_with(|| words.clone()), &words, "{change}");
            assert_eq!(page.seen().await, Vec::<String>::new(), "{change}");
        }
    });
}

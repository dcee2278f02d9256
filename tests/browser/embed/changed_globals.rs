//! Embedding pages that lack global objects or have changed prototypes.

use std::time::Duration;

use serde_json::Value;

use super::{Publisher, visit};
use crate::article;
use crate::server::Answer;

/// The globals that the element's script uses.
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

/// Regression: the script read `WebAssembly.RuntimeError` at every error of the embedding page. Where that was missing,
/// it threw another error.
#[test]
fn a_missing_global_causes_no_error_on_the_embedding_page() {
    check_without_each_global("delete window[name]");
}

#[test]
fn an_undefined_global_causes_no_error_on_the_embedding_page() {
    check_without_each_global("window[name] = undefined");
}

/// For each global, opens a page that runs `take` on it before it loads `embed.js`.
fn check_without_each_global(take: &str) {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.serve_frame_page("ferry", "<p>Framed");
        for name in GLOBALS {
            let take = format!("<script>(name => {{ {take} }})('{name}')</script>");
            page.open_host_page(&format!("{take}{}", publisher.snippet("ferry", ""))).await;
            page.run_async("await new Promise(done => setTimeout(done, 300))").await;
            // Errors of the embedding page itself, of every type that can be thrown.
            page.run(
                "for (const error of [new Error('own'), 'own', null, undefined, Symbol('own'), { name: 'RuntimeError' }, \
                 { name: 'RuntimeError', stack: Symbol('own') }]) \
                     setTimeout(() => dispatchEvent(new ErrorEvent('error', { error, message: 'own' })))",
            )
            .await;
            page.run_async("await new Promise(done => setTimeout(done, 100))").await;
            let mut seen = page.errors().await;
            seen.retain(|error| error.starts_with("error:") || error.starts_with("unhandled rejection:"));
            seen.retain(|error| !error.contains("own"));
            assert_eq!(seen, Vec::<String>::new(), "{name}");
            // The article or its link is visible.
            let reads = format!("{LINK}.checkVisibility() || !!{ELEMENT}.shadowRoot?.querySelector('h2, iframe')");
            assert!(page.get::<bool>(&reads).await, "{name}: nothing to read");
        }
    });
}

/// When both articles have loaded, this removes changes that would break the driver, and signals the end by a request.
const DONE: &str = "let loads = 0; addEventListener('broadsheet-load', () => { if (++loads === 2) { \
     for (const { prototype } of [Object, Array, String]) delete prototype.toJSON; new Image().src = 'done.svg' } })";

/// Regression: properties that a page added to all objects got into the article.
#[test]
fn changed_prototypes_do_not_change_the_article() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("all", &article::everything());
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
            page.open_host_page(&format!(
                "<script>{change}</script><script>{DONE}</script>{}{quote}{}",
                publisher.element("all", ""),
                publisher.script()
            ))
            .await;
            // The test waits by the server's log, because the changed prototypes would break the driver's answers.
            while page.server.requests_for("done.svg").len() == before {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let words: Value = page.get(&read).await;
            assert!(words[0].as_str().is_some_and(|words| words.len() > 500), "{words}");
            assert_eq!(plain.get_or_insert_with(|| words.clone()), &words, "{change}");
            assert_eq!(page.errors().await, Vec::<String>::new(), "{change}");
        }
    });
}

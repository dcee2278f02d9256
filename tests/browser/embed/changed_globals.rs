//! Embedding pages that lack global objects or have changed prototypes.

use std::time::Duration;

use serde_json::Value;

use super::{Publisher, inside, visit};
use crate::article;
use crate::server::Answer;

/// The globals that the element's script uses, and what a page without one of them shows: the article inline or in a
/// frame, or the link in an element that stays undefined. Nothing can be assigned to the last one.
const GLOBALS: [(&str, &str); 13] = [
    ("WebAssembly", "iframe"),
    ("CSSStyleSheet", "inline"),
    ("IntersectionObserver", "link"),
    ("ResizeObserver", "iframe"),
    ("MutationObserver", "inline"),
    ("AbortController", "link"),
    ("TextEncoder", "iframe"),
    ("TextDecoder", "iframe"),
    ("fetch", "iframe"),
    ("URL", "inline"),
    ("Response", "iframe"),
    ("Intl", "iframe"),
    ("customElements", "link"),
];

const ELEMENT: &str = "document.querySelector('broadsheet-article')";
const LINK: &str = "document.querySelector('broadsheet-article > a')";

/// Regression: the script read `WebAssembly.RuntimeError` at every error of the embedding page. Where that was missing,
/// it threw another error.
#[test]
fn a_missing_global_causes_no_error_on_the_embedding_page() {
    check_without_each_global(&GLOBALS, "delete window[name]");
}

#[test]
fn an_undefined_global_causes_no_error_on_the_embedding_page() {
    check_without_each_global(&GLOBALS[..12], "window[name] = undefined");
}

/// For each global, opens a page that runs `take` on it before it loads `embed.js`.
fn check_without_each_global(globals: &[(&str, &str)], take: &str) {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.serve_frame_page("ferry", "<p>Framed");
        let script = publisher.script().replace(" async", " async onload='window.isLoaded = true'");
        for (name, end) in globals {
            let take = format!("<script>(name => {{ {take} }})('{name}')</script>");
            page.open_host_page(&format!("{take}{}{script}", publisher.element("ferry", ""))).await;
            page.wait_until(&format!("the script without {name}"), "window.isLoaded").await;
            let ended = format!("({ELEMENT}.state ?? 'link') === '{end}'");
            page.wait_until(&format!("{end} without {name}"), &ended).await;
            // Errors of the embedding page itself, of every type that can be thrown.
            page.run_async(
                "for (const error of [new Error('own'), 'own', null, undefined, Symbol('own'), { name: 'RuntimeError' }, \
                 { name: 'RuntimeError', stack: Symbol('own') }]) \
                     setTimeout(() => dispatchEvent(new ErrorEvent('error', { error, message: 'own' }))); \
                 await new Promise(done => setTimeout(done))",
            )
            .await;
            let mut seen = page.errors().await;
            assert!(seen.contains(&"error: own".to_owned()), "{seen:?}");
            seen.retain(|error| error.starts_with("error:") || error.starts_with("unhandled rejection:"));
            seen.retain(|error| !error.contains("own"));
            assert_eq!(seen, Vec::<String>::new(), "{name}");
            let shown = match *end {
                "inline" => inside("h2"),
                "iframe" => inside("iframe"),
                _ => LINK.to_owned(),
            };
            assert!(page.get::<bool>(&format!("{shown}.checkVisibility()")).await, "{name}: nothing to read");
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

//! Hosts that lack what other pages have, or have changed it.

use super::{Publisher, visit};

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

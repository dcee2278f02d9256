//! The module for those who bundle.

use serde_json::json;

use super::{ICON, NOTES, Publisher, visit};
use crate::server::Answer;

/// A host's policy that lets no string become a script's address.
const POLICY: &str = "require-trusted-types-for 'script'; trusted-types host";

#[test]
fn a_host_with_trusted_types_says_that_it_trusts_the_address() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        // Firefox knows no such types before version 148, and takes the string.
        let module = format!(
            "<script type=module>import {{ define }} from {}; \
             const policy = window.trustedTypes?.createPolicy('host', {{ createScriptURL: address => address }}); \
             const address = {}; \
             await define(policy?.createScriptURL(address) ?? address); window.defined = true</script>",
            json!(publisher.0.url("embed.mjs")),
            json!(publisher.0.url("embed.js")),
        );
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{}{module}",
            publisher.element("ferry", "")
        );
        page.server.answer(super::HOST, Answer::web_page(&html).header("Content-Security-Policy", POLICY));
        page.load(super::HOST).await;
        page.all_are("inline").await;
        page.wait_until("its word", "window.defined").await;
        assert_eq!(page.count("script[src]").await, 0, "it takes its script away again");
    });
}

#[test]
fn several_components_ask_for_the_script_once() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let module = format!(
            "<script type=module>import {{ define }} from {}; \
             const address = {}; \
             await Promise.all([define(address), define(address)]); \
             await define(address); window.defined = !!customElements.get('broadsheet-article')</script>",
            json!(publisher.0.url("embed.mjs")),
            json!(publisher.0.url("embed.js")),
        );
        page.hosts(&format!("{}{module}", publisher.element("ferry", ""))).await;
        page.wait_until("its word", "window.defined").await;
        assert_eq!(publisher.0.requests_for("embed.js").len(), 1);
        page.all_are("inline").await;
        assert_eq!(page.count("script[src]").await, 0);
    });
}

#[test]
fn after_a_script_that_did_not_come_define_asks_for_it_again() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.0.answer_next(1, "embed.js", Answer::status(503));
        let module = format!(
            "<script type=module>import {{ define }} from {}; \
             const address = {}; window.outcomes = []; \
             for (const outcome of await Promise.allSettled([define(address), define(address)])) \
                 outcomes.push(outcome.status); \
             await define(address); outcomes.push('defined')</script>",
            json!(publisher.0.url("embed.mjs")),
            json!(publisher.0.url("embed.js")),
        );
        page.hosts(&format!("{}{module}", publisher.element("ferry", ""))).await;
        page.all_are("inline").await;
        let outcomes: Vec<String> = page.get("outcomes").await;
        assert_eq!(outcomes, ["rejected", "rejected", "defined"]);
    });
}

/// Each end of an element, and what a listener that comes after it is told: attributes, the state, the event and the
/// field of its detail that says it.
const ENDS: [(&str, &str, &str, &str); 4] = [
    ("", "inline", "broadsheet-load", "inline"),
    ("mode=iframe", "iframe", "broadsheet-load", "iframe"),
    ("integrity=none", "link", "broadsheet-error", "integrity"),
    ("layout=card mode=iframe", "link", "broadsheet-error", "input"),
];

/// F12: a framework that takes over what a server has rendered listens only then.
#[test]
fn who_listens_late_is_told_once_of_each_end() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.has_frame("ferry", "<p>The sea does the work.</p>");
        for (attributes, state, event, said) in ENDS {
            page.hosts(&publisher.snippet("ferry", attributes)).await;
            page.all_are(state).await;
            let heard: Vec<(String, String)> = page.get(&listening(&publisher, "")).await;
            assert_eq!(heard, [(event.to_owned(), said.to_owned())], "{attributes}");
        }
    });
}

#[test]
fn who_listens_early_is_told_once_and_no_more_after_the_end() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&format!("{}{}", publisher.element("ferry", "hidden"), publisher.script())).await;
        page.all_are("idle").await;
        let then = "article.hidden = false; \
             while (!heard.length) await new Promise(done => setTimeout(done, 10)); \
             stop(); article.reload(); \
             await new Promise(done => addEventListener('broadsheet-load', done, { once: true }));";
        let heard: Vec<(String, String)> = page.get(&listening(&publisher, then)).await;
        assert_eq!(heard, [("broadsheet-load".to_owned(), "inline".to_owned())]);
    });
}

/// JavaScript: what a host hears that begins to listen now, and lets this happen `then`.
fn listening(publisher: &Publisher, then: &str) -> String {
    format!(
        "(async () => {{ \
             const {{ listen }} = await import({}); \
             const article = document.querySelector('broadsheet-article'); \
             const heard = []; \
             const note = ({{ type, detail }}) => heard.push([type, detail.state ?? detail.phase]); \
             const stop = listen(article, {{ 'broadsheet-load': note, 'broadsheet-error': note, \
                 'broadsheet-navigate': undefined }}); \
             {then} return heard; }})()",
        json!(publisher.0.url("embed.mjs")),
    )
}

//! The module `embed.mjs`, for sites that use a bundler.

use serde_json::json;

use super::{ICON, NOTES, Publisher, visit};
use crate::server::Answer;

/// A policy that lets no plain string become a script's address.
const POLICY: &str = "require-trusted-types-for 'script'; trusted-types host";

#[test]
fn define_accepts_a_trusted_script_url() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        // Firefox supports Trusted Types only from version 148. Before that, a plain string is passed.
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
        page.wait_until_all_are("inline").await;
        page.wait_until("its word", "window.defined").await;
        assert_eq!(page.count("script[src]").await, 0, "it takes its script away again");
    });
}

#[test]
fn define_called_several_times_requests_the_script_once() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let module = format!(
            "<script type=module>import {{ define }} from {}; \
             const address = {}; \
             await Promise.all([define(address), define(address)]); \
             await define(address); window.defined = !!customElements.get('broadsheet-article')</script>",
            json!(publisher.0.url("embed.mjs")),
            json!(publisher.0.url("embed.js")),
        );
        page.open_host_page(&format!("{}{module}", publisher.element("ferry", ""))).await;
        page.wait_until("its word", "window.defined").await;
        assert_eq!(publisher.0.requests_for("embed.js").len(), 1);
        page.wait_until_all_are("inline").await;
        assert_eq!(page.count("script[src]").await, 0);
    });
}

#[test]
fn define_after_a_failed_load_requests_the_script_again() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
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
        page.open_host_page(&format!("{}{module}", publisher.element("ferry", ""))).await;
        page.wait_until_all_are("inline").await;
        let outcomes: Vec<String> = page.get("outcomes").await;
        assert_eq!(outcomes, ["rejected", "rejected", "defined"]);
    });
}

/// For each outcome: the attributes that lead to it, the element's state, the event, and the field of its detail that a
/// late listener gets.
const ENDS: [(&str, &str, &str, &str); 4] = [
    ("", "inline", "broadsheet-load", "inline"),
    ("mode=iframe", "iframe", "broadsheet-load", "iframe"),
    ("integrity=none", "link", "broadsheet-error", "integrity"),
    ("layout=card mode=iframe", "link", "broadsheet-error", "input"),
];

/// Regression: a framework that hydrates server-rendered HTML adds its listeners only after the article may have
/// loaded.
#[test]
fn a_late_listener_is_told_once_of_each_outcome() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.serve_frame_page("ferry", "<p>The sea does the work.</p>");
        for (attributes, state, event, said) in ENDS {
            page.open_host_page(&publisher.snippet("ferry", attributes)).await;
            page.wait_until_all_are(state).await;
            let heard: Vec<(String, String)> = page.get(&listening(&publisher, "")).await;
            assert_eq!(heard, [(event.to_owned(), said.to_owned())], "{attributes}");
        }
    });
}

#[test]
fn an_early_listener_is_told_once_and_nothing_after_it_stops() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&format!("{}{}", publisher.element("ferry", "hidden"), publisher.script())).await;
        page.wait_until_all_are("idle").await;
        let then = "article.hidden = false; \
             while (!heard.length) await new Promise(done => setTimeout(done, 10)); \
             stop(); article.reload(); \
             await new Promise(done => addEventListener('broadsheet-load', done, { once: true }));";
        let heard: Vec<(String, String)> = page.get(&listening(&publisher, then)).await;
        assert_eq!(heard, [("broadsheet-load".to_owned(), "inline".to_owned())]);
    });
}

/// A JavaScript expression that adds listeners now, runs `then`, and returns the events that the listeners got.
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

//! Tests of the harness itself: each engine is the browser that it claims to be, reaches only loopback, and reports
//! errors.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::browser::browse_in_all_engines;
use crate::server::{Answer, Host};

fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

#[test]
fn browse_in_all_engines_runs_in_chromium_and_firefox() {
    let engines = RefCell::new(BTreeSet::new());
    browse_in_all_engines(host(), async |page| {
        page.load("reader.html").await;
        let engine: String = page.get("navigator.userAgent.match(/Firefox|Chrome/)[0]").await;
        engines.borrow_mut().insert(engine);
    });
    assert_eq!(engines.into_inner(), BTreeSet::from(["Chrome".to_owned(), "Firefox".to_owned()]));
}

#[test]
fn only_loopback_can_be_reached() {
    browse_in_all_engines(host(), async |page| {
        page.server.answer("host.html", Answer::web_page("<!doctype html><title>Host</title>"));
        page.load("host.html").await;
        let found = "fetch('http://example.org/', { mode: 'no-cors' }).then(() => 'found', () => 'lost')";
        assert_eq!(page.get::<String>(found).await, "lost");
        let found = format!("fetch('{}').then(() => 'found', () => 'lost')", page.server.url("host.html"));
        assert_eq!(page.get::<String>(&found).await, "found");
    });
}

#[test]
fn errors_rejections_and_failed_loads_are_recorded() {
    let wrong = "<!doctype html><title>Wrong</title><link rel=icon href=data:,><script src=absent.js></script>\
         <script>console.warn('careful'); Promise.reject('refused'); throw new Error('thrown')</script>";
    browse_in_all_engines(host(), async |page| {
        page.server.answer("wrong.html", Answer::web_page(wrong));
        page.load("wrong.html").await;
        page.wait_until("all faults", "window.__seen.length === 3").await;
        let seen = page.errors().await.join("\n");
        for fault in ["failed to load", "refused", "thrown"] {
            assert!(seen.contains(fault), "no “{fault}” in {seen}");
        }
        let console = page.console().await.join("\n");
        for fault in ["careful", "thrown"] {
            assert!(console.contains(fault), "no “{fault}” in {console}");
        }
        assert_eq!(page.console().await, Vec::<String>::new(), "it is told once");
    });
}

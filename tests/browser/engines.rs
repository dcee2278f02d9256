//! Tests of the harness itself: each engine is the browser that it claims to be, reaches no server by its name, and
//! reports errors and layout shifts.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::browser::{Engine, browse, browse_in_all_engines};
use crate::server::{Answer, Host};

fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

#[test]
fn browse_in_all_engines_runs_in_each() {
    let engines = Mutex::new(BTreeSet::new());
    browse_in_all_engines(host(), async |page| {
        page.load("reader.html").await;
        let engine: String = page.get("navigator.userAgent.match(/Firefox|Chrome|Version/)[0]").await;
        engines.lock().expect("no test panics with the lock").insert(engine);
    });
    assert_eq!(
        engines.into_inner().expect("no test panics with the lock"),
        BTreeSet::from(["Chrome", "Firefox", "Version"].map(str::to_owned))
    );
}

#[test]
fn no_server_can_be_reached_by_a_name() {
    browse_in_all_engines(host(), async |page| {
        page.server.answer("host.html", Answer::web_page("<!doctype html><title>Host</title>"));
        page.load("host.html").await;
        for (url, outcome) in [(page.server.url("host.html"), "found"), (serve_by_name().await, "lost")] {
            let found = format!("fetch('{url}', {{ mode: 'no-cors' }}).then(() => 'found', () => 'lost')");
            assert_eq!(page.get::<String>(&found).await, outcome, "{url}");
        }
    });
}

/// Starts a server that this machine finds by its own name, without a network, and returns its address.
async fn serve_by_name() -> String {
    let output = Command::new("hostname").output().expect("each system has this program");
    let name = String::from_utf8(output.stdout).expect("names are ASCII").trim().to_owned();
    let listener = TcpListener::bind((name.as_str(), 0)).await;
    let listener = listener.unwrap_or_else(|error| panic!("this machine does not know its own name, {name}: {error}"));
    let port = listener.local_addr().expect("a bound socket has an address").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer).await.expect("a small answer can be sent");
        }
    });
    format!("http://{name}:{port}/")
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

/// Tests use a browser one after another. Cookies don't depend on the port, so even another server would get them.
#[test]
fn a_test_finds_nothing_of_the_test_before_it() {
    for _ in 0..3 {
        browse_in_all_engines(host(), async |page| {
            page.load("reader.html").await;
            let found: String = page.get("document.cookie + matchMedia('(prefers-color-scheme: dark)').matches").await;
            assert_eq!(found, "false");
            let console = page.console().await;
            assert!(!console.iter().any(|line| line.contains("left over")), "{console:?}");
            let tab = page.new_tab().await[1].clone();
            page.load("reader.html").await;
            page.run("document.cookie = 'left=over'; console.log('left over')").await;
            page.switch_to(&tab).await;
            if page.engine() != Engine::WebKit {
                page.prefer_dark().await;
            }
        });
    }
}

#[test]
fn two_tabs_have_the_same_storage() {
    browse_in_all_engines(host(), async |page| {
        page.load("reader.html").await;
        page.run("localStorage.setItem('kept', 'here')").await;
        page.new_tab().await;
        page.load("reader.html").await;
        assert_eq!(page.get::<String>("localStorage.getItem('kept')").await, "here");
    });
}

/// Other tests assert that nothing shifts, which would be true if nothing was recorded. Only Chromium reports shifts.
#[test]
fn a_layout_shift_is_recorded() {
    let page_that_shifts = "<!doctype html><title>Shifts</title><link rel=icon href=data:,><p>Below</p>\
         <script>requestAnimationFrame(() => requestAnimationFrame(() => \
         document.body.prepend(Object.assign(document.createElement('div'), { style: 'height: 300px' }))))</script>";
    browse(host(), async |page| {
        page.server.answer("shifts.html", Answer::web_page(page_that_shifts));
        page.load("shifts.html").await;
        page.wait_for("body > div").await;
        page.wait_for_two_frames().await;
        let (shift, moved) = page.layout_shift().await;
        assert!(shift > 0.0, "{shift}: {moved:#?}");
    });
}

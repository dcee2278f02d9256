//! The states of the session bar, for each answer to the session check.

use std::time::Duration;

use serde_json::json;

use super::{
    ARTICLE_PATH, BarContent, bar_content, session_with_check, signed_in, signed_out, site, unknown_state,
    wait_for_state,
};
use crate::browser::{Engine, Page, Screen, browse, browse_in};
use crate::server::Answer;

/// A name with the maximum number of shown characters, each as wide as possible.
fn long_name() -> String {
    "W".repeat(80)
}

#[test]
fn each_answer_puts_the_bar_into_its_state() {
    let site = site(&session_with_check());
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        let page_of_the_host = Answer::web_page("<!doctype html><title>Front page</title>");
        let cases: Vec<(Answer, BarContent)> = vec![
            (Answer::json(&json!({ "user": { "name": "Jo" } })), signed_in("Jo")),
            (
                Answer::json(&json!({ "user": { "name": "<img src=x onerror=alert(1)>" } })),
                signed_in("<img src=x onerror=alert(1)>"),
            ),
            (
                Answer::json(&json!({ "user": { "id": 1 } })),
                ("signed-in".to_owned(), "You are logged in. LOG OUT".to_owned(), false, true),
            ),
            (Answer::json(&json!({ "user": null })), signed_out()),
            (Answer::json(&json!({})), signed_out()),
            (Answer::bytes("null"), signed_out()),
            (Answer::bytes("\u{feff}null"), signed_out()),
            // The answer is in UTF-16, or ends within a character.
            (Answer::bytes(b"n\0u\0l\0l\0"), unknown_state()),
            (Answer::bytes(b"null\xc3"), unknown_state()),
            (Answer::status(401), signed_out()),
            (Answer::status(403), signed_out()),
            (Answer::status(204), signed_out()),
            (Answer::json(&json!({ "other": 1 })), unknown_state()),
            (Answer::status(404), unknown_state()),
            (Answer::status(500), unknown_state()),
            (page_of_the_host, unknown_state()),
            (Answer::redirect("/elsewhere"), unknown_state()),
            (Answer::bytes(format!("{{\"user\":\"{}\"}}", "x".repeat(70_000))), unknown_state()),
            (Answer::bytes("{\"user\":1}").endless(), unknown_state()),
            (Answer::hang_up(), unknown_state()),
            (Answer::silence(), unknown_state()),
        ];
        for (number, (answer, expected)) in cases.into_iter().enumerate() {
            let before = page.server.requests_for("/me").len();
            page.server.answer("/me", answer);
            page.load(&format!("{ARTICLE_PATH}?{number}")).await;
            page.wait_until("an answer", "document.querySelector('.session-bar').dataset.state !== 'pending'").await;
            assert_eq!(bar_content(page).await, expected, "{number}");
            assert_eq!(page.count(".session-bar img").await, 0);
            // If the script failed, the page would get to the unknown state without it.
            assert!(page.server.requests_for("/me").len() > before, "{number}");
            assert_eq!(page.errors().await, Vec::<String>::new(), "{number}");
            assert_eq!(page.server.requests_for("/elsewhere").len(), 0, "a redirect was followed");
        }
    });
}

/// JavaScript: top and height of session bar, masthead and headline.
const POSITIONS: &str = "[...document.querySelectorAll('.session-bar, .masthead, h1')].map(part => { \
     const box = part.getBoundingClientRect(); return [box.top, box.height]; })";

#[test]
fn the_bar_is_pending_until_the_answer_and_nothing_moves_when_it_arrives() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        for screen in [Screen::NARROW, Screen::PHONE, Screen::DESKTOP] {
            page.screen(screen).await;
            for (answer, state) in [
                (Answer::status(401), "signed-out"),
                (Answer::json(&json!({ "user": { "name": long_name() } })), "signed-in"),
                (Answer::status(500), "unknown"),
            ] {
                page.server.answer("/me", answer.after(Duration::from_millis(1500)));
                page.load(ARTICLE_PATH).await;
                let pending = ("pending".to_owned(), String::new(), false, false);
                assert_eq!(bar_content(page).await, pending);
                let before: Vec<(f64, f64)> = page.get(POSITIONS).await;
                assert!(before[0].1 >= 44.0, "{before:?}");
                wait_for_state(page, state).await;
                page.wait_for_two_frames().await;
                assert_eq!(page.get::<Vec<(f64, f64)>>(POSITIONS).await, before, "{state} at {:?}", screen);
                let (shift, moved) = page.layout_shift().await;
                assert_eq!(shift, 0.0, "{state} at {:?}: {moved:#?}", screen);
                let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
                assert_eq!(page.get::<i64>(overflow).await, 0, "{state} at {:?}", screen);
            }
        }
    });
}

#[test]
fn the_session_check_is_one_request_with_the_documented_headers() {
    let session = json!({ "check": "me?a=1", "login": "login", "headers": { "X-CSRF": "1", "X-Own": "a: b" } });
    let site = site(&session);
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        let requests: Vec<_> = page.server.requests().into_iter().filter(|request| request.path == "/me?a=1").collect();
        let [request] = &requests[..] else { panic!("{requests:?}") };
        for (name, value) in [
            ("accept", "application/json"),
            ("x-csrf", "1"),
            ("x-own", "a: b"),
            ("cache-control", "no-cache"),
            ("sec-fetch-mode", "cors"),
        ] {
            assert_eq!(request.header(name), Some(value), "{name}");
        }
    });
}

#[test]
fn without_a_check_address_no_session_script_is_loaded() {
    for (session, words) in [
        (json!({ "login": "login?next={return}" }), "LOG IN NOW >"),
        (json!({ "login": "login", "assume": "signed-out" }), "You are not logged in. LOG IN NOW >"),
    ] {
        let site = site(&session);
        browse(site.host(), async |page| {
            page.load(ARTICLE_PATH).await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            assert_eq!(page.get::<String>("document.querySelector('.session-bar').innerText.trim()").await, words);
            assert_eq!(page.count("[data-state=pending]").await, 0);
            let requests = page.server.requests();
            assert!(!requests.iter().any(|request| request.path.contains("session-")), "{requests:?}");
        });
    }
}

#[test]
fn a_framed_page_makes_no_session_check() {
    let site = site(&session_with_check());
    let script = site.asset("session.js");
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::json(&json!({ "user": { "name": "Jo" } })));
        let host = format!("<!doctype html><title>Host</title><iframe src=\"/{ARTICLE_PATH}\"></iframe>");
        page.server.answer("/host.html", Answer::web_page(&host));
        page.load("host.html").await;
        let state = "document.querySelector('.session-bar').dataset.state";
        page.wait_until("the page in the frame", &format!("frames[0].{state} === 'unknown'")).await;
        assert_eq!(page.server.requests_for(&script).len(), 1, "the page gets to this state without its script, too");
        for frame in ["embed/quay/", "embed/quay/card/"] {
            page.load(frame).await;
            page.wait_for("#story").await;
            assert_eq!(page.count(".session-bar").await, 0);
        }
        assert_eq!(page.server.requests_for("/me").len(), 0);
    });
}

#[test]
fn without_scripts_the_bar_shows_only_the_login_link() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.without_scripts().await;
        page.load(ARTICLE_PATH).await;
        page.wait_until("the link", "document.querySelector('.log-in').checkVisibility({ visibilityProperty: true })")
            .await;
        assert_eq!(bar_content(page).await, ("pending".to_owned(), "LOG IN NOW >".to_owned(), true, false));
    });
}

#[test]
fn if_the_session_script_is_missing_the_login_link_appears() {
    let site = site(&session_with_check());
    let script = site.asset("session.js");
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer(&script, Answer::status(404));
        page.load(ARTICLE_PATH).await;
        page.wait_until("the page", "document.readyState === 'complete'").await;
        assert_eq!(bar_content(page).await, ("pending".to_owned(), String::new(), false, false));
        page.wait_until("the link", "document.querySelector('.log-in').checkVisibility({ visibilityProperty: true })")
            .await;
        assert_eq!(bar_content(page).await, unknown_state());
        assert_eq!(page.layout_shift().await.0, 0.0);
    });
}

#[test]
fn the_same_answer_twice_is_announced_once() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        let jo = Answer::json(&json!({ "user": { "name": "Jo" } }));
        page.server.answer("/me", jo.clone());
        page.server.answer_next(1, "/me", jo.after(Duration::from_millis(1500)));
        page.load(ARTICLE_PATH).await;
        page.run(
            "window.__said = []; const status = document.querySelector('.session-bar [role=status]'); \
             new MutationObserver(() => __said.push(status.textContent)).observe(status, { childList: true, subtree: true })",
        )
        .await;
        wait_for_state(page, "signed-in").await;
        // The event that browsers fire when the network is back.
        page.run("dispatchEvent(new Event('online'))").await;
        page.wait_until(
            "another question",
            "performance.getEntriesByName(new URL('../../../me', location).href).length > 1",
        )
        .await;
        page.wait_for_round_trip().await;
        assert_eq!(page.get::<Vec<String>>("__said").await, ["You are logged in as Jo "]);
        assert_eq!(page.text(".session-bar bdi").await, "Jo");
    });
}

#[test]
fn a_post_logout_is_a_form_and_the_policy_blocks_other_forms() {
    let session =
        json!({ "check": "me", "login": "login", "logout": { "href": "out?next={return}", "method": "post" } });
    let site = site(&session);
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        page.server.answer("/me", Answer::json(&json!({ "user": 1 })));
        page.load(&format!("{ARTICLE_PATH}?a=b")).await;
        wait_for_state(page, "signed-in").await;
        let here: String = page.get("encodeURIComponent(location.href)").await;
        page.click("button.log-out").await;
        page.wait_until("the answer to the form", "location.pathname === '/out'").await;
        assert!(page.get::<String>("location.search").await.ends_with(&here));
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-in").await;
        let elsewhere = "const form = document.createElement('form'); form.method = 'post'; \
             form.action = 'https://example.org/'; document.body.append(form); \
             addEventListener('securitypolicyviolation', event => window.__refused = event.violatedDirective); setTimeout(() => form.submit())";
        page.run(elsewhere).await;
        page.wait_until("a refusal", "window.__refused === 'form-action'").await;
    });
}

#[test]
fn the_logout_link_is_shown_only_if_the_answer_has_a_valid_address() {
    let session = json!({ "check": "me", "name": "/name", "login": "login", "logout": { "pointer": "/out" } });
    let site = site(&session);
    browse(site.host(), async |page| {
        // A name of its own tells each answer from the one before.
        let answer = |name, out| page.server.answer("/me", Answer::json(&json!({ "name": name, "out": out })));
        let wait_for_name = async |name: &str| {
            let shown = format!("document.querySelector('.session-bar bdi')?.innerText === {}", json!(name));
            page.wait_until(name, &shown).await;
        };
        answer("Ann", json!("out?sid=1"));
        page.load(ARTICLE_PATH).await;
        wait_for_name("Ann").await;
        let href: String = page.get("document.querySelector('a.log-out').href").await;
        assert!(href.ends_with("/out?sid=1"), "{href}");
        assert!(bar_content(page).await.3);
        // The later answers come on the same page, so the earlier link has to be removed.
        for (name, out) in [("Ben", json!(null)), ("Cleo", json!("//evil.example/"))] {
            answer(name, out);
            page.run("dispatchEvent(new Event('online'))").await;
            wait_for_name(name).await;
            assert_eq!(page.attribute("a.log-out", "href").await, None, "{name}");
            assert!(!bar_content(page).await.3, "{name}");
        }
    });
}

#[test]
fn a_check_on_another_server_works_and_the_policy_allows_no_other_address() {
    browse_with_another_server(async |page, other| {
        // Both servers have the same host name, so both get the cookie that a page of the site sets.
        page.server.answer("cookie.html", Answer::web_page("<!doctype html><title>Cookie</title>"));
        page.load("cookie.html").await;
        page.run("document.cookie = 'sid=1; path=/'").await;
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        let requests = other.requests_for("/me");
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].header("sec-fetch-site"), Some("same-site"));
        assert_eq!(requests[0].header("cookie"), Some("sid=1"), "the site says that cookies are included");
        page.run(&format!(
            "addEventListener('securitypolicyviolation', event => window.__refused = event.violatedDirective); \
             fetch({:?}).catch(() => {{}})",
            other.url("you")
        ))
        .await;
        page.wait_until("a refusal", "window.__refused === 'connect-src'").await;
        assert_eq!(other.requests_for("/you").len(), 0);
    });
}

fn browse_with_another_server(test: impl AsyncFn(&Page, &crate::server::Server)) {
    // The site's configuration needs the other server's address, so the server is started before the site is published.
    let runtime = tokio::runtime::Runtime::new().expect("a runtime needs nothing but threads");
    let other = runtime.block_on(crate::server::Server::start(crate::server::Host::default()));
    let session = json!({ "check": other.url("me"), "credentials": "include", "login": "login" });
    let site = site(&session);
    browse(site.host(), async |page| {
        let origin = page.server.origin().to_owned();
        let allowed = Answer::status(401).header("Access-Control-Allow-Origin", &origin);
        other.answer("/me", allowed.header("Access-Control-Allow-Credentials", "true"));
        test(page, &other).await;
    });
}

#[test]
fn an_unpublished_article_has_the_same_bar() {
    let site = site(&session_with_check());
    site.plant("content/articles/new.json", json!({ "headline": "Not published", "body": ["Yet."] }).to_string());
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer("/me", Answer::json(&json!({ "user": { "name": "Jo" } })).after(Duration::from_millis(200)));
        page.load("reader.html#/new").await;
        page.wait_for_article("Not published").await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(bar_content(page).await, signed_in("Jo"));
        assert_eq!((page.count(".session-bar").await, page.count(".skip-link").await), (1, 1));
        let (shift, moved) = page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
        page.follow("#/quay").await;
        page.wait_for_article("The quay").await;
        assert_eq!(bar_content(page).await, signed_in("Jo"));
        let back = "(link => { link.dispatchEvent(new Event('focusin', { bubbles: true })); return link.href; })(document.querySelector('.log-out'))";
        let back: String = page.get(back).await;
        assert!(back.ends_with("reader.html%23%2Fquay"), "{back}");
        page.assert_page_intact().await;
    });
}

#[test]
fn the_session_answer_is_never_cached_for_offline_reading() {
    let session = json!({ "check": "content/me", "signedIn": "/user", "name": "/user", "login": "login" });
    let site = site(&session);
    site.write("site.json", json!({ "version": 1, "offline": true, "session": session }).to_string());
    let site = site.published();
    browse(site.host(), async |page| {
        page.server.answer("content/me", Answer::json(&json!({ "user": "Jo" })));
        // On the first visit, the page tells the worker what it has loaded. On the second, everything is loaded through
        // the worker.
        for visit in 1..=2 {
            page.load(ARTICLE_PATH).await;
            wait_for_state(page, "signed-in").await;
            page.wait_until("the worker", "navigator.serviceWorker.controller").await;
            let kept = "(async () => { const kept = []; for (const name of await caches.keys()) \
                 kept.push(...(await (await caches.open(name)).keys()).map(request => request.url)); window.__kept = kept; })()";
            page.wait_until(
                "the script of the bar in the copy",
                &format!("({kept}, window.__kept?.some(url => /session-/.test(url)))"),
            )
            .await;
            let kept: Vec<String> = page.get("__kept").await;
            assert!(kept.iter().any(|url| url.ends_with(ARTICLE_PATH)), "{kept:?}");
            assert!(!kept.iter().any(|url| url.ends_with("content/me")), "{kept:?}");
            assert_eq!(page.server.requests_for("content/me").len(), visit);
        }
    });
}

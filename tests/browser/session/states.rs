//! What is said after which answer, when, and that nothing moves.

use std::time::Duration;

use serde_json::json;

use super::{PLACE, Said, asked, nobody, said, site, somebody, unknown, wait_for_state};
use crate::browser::{Page, Screen, browse, browse_everywhere};
use crate::server::Answer;

/// A name with as many characters as are shown, each as wide as can be.
fn long_name() -> String {
    "W".repeat(80)
}

#[test]
fn each_answer_puts_the_bar_into_its_state_and_moves_nothing() {
    let site = site(&asked());
    browse_everywhere(site.host(), async |page| {
        let page_of_the_host = Answer::web_page("<!doctype html><title>Front page</title>");
        let cases: Vec<(Answer, Said)> = vec![
            (Answer::json(&json!({ "user": { "name": "Jo" } })), somebody("Jo")),
            (
                Answer::json(&json!({ "user": { "name": "<img src=x onerror=alert(1)>" } })),
                somebody("<img src=x onerror=alert(1)>"),
            ),
            (
                Answer::json(&json!({ "user": { "id": 1 } })),
                ("signed-in".to_owned(), "You are logged in. LOG OUT".to_owned(), false, true),
            ),
            (Answer::json(&json!({ "user": null })), nobody()),
            (Answer::json(&json!({})), nobody()),
            (Answer::bytes("null"), nobody()),
            (Answer::bytes("\u{feff}null"), nobody()),
            // In UTF-16, and with half a character at its end.
            (Answer::bytes(b"n\0u\0l\0l\0"), unknown()),
            (Answer::bytes(b"null\xc3"), unknown()),
            (Answer::status(401), nobody()),
            (Answer::status(403), nobody()),
            (Answer::status(204), nobody()),
            (Answer::json(&json!({ "other": 1 })), unknown()),
            (Answer::status(404), unknown()),
            (Answer::status(500), unknown()),
            (page_of_the_host, unknown()),
            (Answer::redirect("/elsewhere"), unknown()),
            (Answer::bytes(format!("{{\"user\":\"{}\"}}", "x".repeat(70_000))), unknown()),
            (Answer::bytes("{\"user\":1}").endless(), unknown()),
            (Answer::hang_up(), unknown()),
            (Answer::silence(), unknown()),
        ];
        for (number, (answer, expected)) in cases.into_iter().enumerate() {
            page.server.answer("/me", answer);
            page.load(&format!("{PLACE}?{number}")).await;
            page.wait_until("an answer", "document.querySelector('.session-bar').dataset.state !== 'pending'").await;
            assert_eq!(said(page).await, expected, "{number}");
            assert_eq!(page.count(".session-bar img").await, 0);
            assert_eq!(page.server.requests_for("/elsewhere").len(), 0, "a redirect was followed");
        }
    });
}

/// Where it stands before the answer and after it.
const PLACES: &str = "[...document.querySelectorAll('.session-bar, .masthead, h1')].map(part => { \
     const box = part.getBoundingClientRect(); return [box.top, box.height]; })";

#[test]
fn nothing_is_claimed_before_the_answer_and_nothing_moves_when_it_comes() {
    let site = site(&asked());
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
                page.load(PLACE).await;
                let pending = ("pending".to_owned(), String::new(), false, false);
                assert_eq!(said(page).await, pending);
                let before: Vec<(f64, f64)> = page.get(PLACES).await;
                assert!(before[0].1 >= 44.0, "{before:?}");
                wait_for_state(page, state).await;
                page.run(
                    "window.__painted = 0; requestAnimationFrame(() => requestAnimationFrame(() => __painted = 1))",
                )
                .await;
                page.wait_until("two more frames", "window.__painted").await;
                assert_eq!(page.get::<Vec<(f64, f64)>>(PLACES).await, before, "{state} at {:?}", screen);
                let (shift, moved) = page.layout_shift().await;
                assert_eq!(shift, 0.0, "{state} at {:?}: {moved:#?}", screen);
                let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
                assert_eq!(page.get::<i64>(overflow).await, 0, "{state} at {:?}", screen);
            }
        }
    });
}

#[test]
fn the_question_is_one_request_as_it_is_documented() {
    let session = json!({ "check": "me?a=1", "login": "login", "headers": { "X-CSRF": "1", "X-Own": "a: b" } });
    let site = site(&session);
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(PLACE).await;
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
fn where_there_is_no_question_nothing_is_fetched_for_the_bar() {
    for (session, words) in [
        (json!({ "login": "login?next={return}" }), "LOG IN NOW >"),
        (json!({ "login": "login", "assume": "signed-out" }), "You are not logged in. LOG IN NOW >"),
    ] {
        let site = site(&session);
        browse(site.host(), async |page| {
            page.load(PLACE).await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            assert_eq!(page.get::<String>("document.querySelector('.session-bar').innerText.trim()").await, words);
            assert_eq!(page.count("[data-state=pending]").await, 0);
            let requests = page.server.requests();
            assert!(!requests.iter().any(|request| request.path.contains("session-")), "{requests:?}");
        });
    }
}

#[test]
fn in_a_frame_of_another_page_nobody_is_asked() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::json(&json!({ "user": { "name": "Jo" } })));
        let host = format!("<!doctype html><title>Host</title><iframe src=\"/{PLACE}\"></iframe>");
        page.server.answer("/host.html", Answer::web_page(&host));
        page.load("host.html").await;
        let state = "document.querySelector('.session-bar').dataset.state";
        page.wait_until("the page in the frame", &format!("frames[0].{state} === 'unknown'")).await;
        for frame in ["embed/quay/", "embed/quay/card/"] {
            page.load(frame).await;
            page.wait_for("#story").await;
            assert_eq!(page.count(".session-bar").await, 0);
        }
        assert_eq!(page.server.requests_for("/me").len(), 0);
    });
}

#[test]
fn without_scripts_there_is_the_link_to_log_in_and_no_claim() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        page.without_scripts().await;
        page.load(PLACE).await;
        page.wait_until("the link", "document.querySelector('.log-in').checkVisibility({ visibilityProperty: true })")
            .await;
        assert_eq!(said(page).await, ("pending".to_owned(), "LOG IN NOW >".to_owned(), true, false));
    });
}

#[test]
fn if_the_code_never_comes_the_link_to_log_in_does() {
    let site = site(&asked());
    let script = site.asset("session.js");
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer(&script, Answer::status(404));
        page.load(PLACE).await;
        page.wait_until("the page", "document.readyState === 'complete'").await;
        assert_eq!(said(page).await, ("pending".to_owned(), String::new(), false, false));
        page.wait_until("the link", "document.querySelector('.log-in').checkVisibility({ visibilityProperty: true })")
            .await;
        assert_eq!(said(page).await, unknown());
        assert_eq!(page.layout_shift().await.0, 0.0);
    });
}

#[test]
fn what_is_said_is_announced_politely_and_once() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        page.server
            .answer("/me", Answer::json(&json!({ "user": { "name": "Jo" } })).after(Duration::from_millis(1500)));
        page.load(PLACE).await;
        page.run(
            "window.__said = []; const status = document.querySelector('.session-bar [role=status]'); \
             new MutationObserver(() => __said.push(status.textContent)).observe(status, { childList: true, subtree: true })",
        )
        .await;
        wait_for_state(page, "signed-in").await;
        // As when the network is back.
        page.run("dispatchEvent(new Event('online'))").await;
        page.wait_until(
            "another question",
            "performance.getEntriesByName(new URL('../../../me', location).href).length > 1",
        )
        .await;
        page.wait_until("a moment later", "(window.__then ??= performance.now()) + 300 < performance.now()").await;
        assert_eq!(page.get::<Vec<String>>("__said").await, ["You are logged in as Jo "]);
        assert_eq!(page.text(".session-bar bdi").await, "Jo");
    });
}

#[test]
fn readers_log_out_by_a_form_where_the_site_wants_one_and_the_policy_lets_it_go_only_there() {
    let session =
        json!({ "check": "me", "login": "login", "logout": { "href": "out?next={return}", "method": "post" } });
    let site = site(&session);
    browse_everywhere(site.host(), async |page| {
        page.server.answer("/me", Answer::json(&json!({ "user": 1 })));
        page.load(&format!("{PLACE}?a=b")).await;
        wait_for_state(page, "signed-in").await;
        let here: String = page.get("encodeURIComponent(location.href)").await;
        page.click("button.log-out").await;
        page.wait_until("the answer to the form", "location.pathname === '/out'").await;
        assert!(page.get::<String>("location.search").await.ends_with(&here));
        page.load(PLACE).await;
        wait_for_state(page, "signed-in").await;
        let elsewhere = "const form = document.createElement('form'); form.method = 'post'; \
             form.action = 'https://example.org/'; document.body.append(form); \
             addEventListener('securitypolicyviolation', event => window.__refused = event.violatedDirective); setTimeout(() => form.submit())";
        page.run(elsewhere).await;
        page.wait_until("a refusal", "window.__refused === 'form-action'").await;
    });
}

#[test]
fn a_link_to_log_out_is_there_if_the_answer_holds_its_address() {
    let site = site(&json!({ "check": "me", "login": "login", "logout": { "pointer": "/out" } }));
    browse(site.host(), async |page| {
        for (out, is_there) in [(json!("out?sid=1"), true), (json!(null), false), (json!("//evil.example/"), false)] {
            page.server.answer("/me", Answer::json(&json!({ "user": 1, "out": out })));
            // Of one page after the other: what an earlier answer held is gone.
            if is_there {
                page.load(PLACE).await
            } else {
                page.run("dispatchEvent(new Event('online'))").await
            }
            let href = if is_there { "?.endsWith('/out?sid=1')" } else { " === undefined" };
            let link = "document.querySelector('[data-state=signed-in] a.log-out')";
            page.wait_until("the link", &format!("{link} && ({link}.getAttribute('href') ?? undefined){href}")).await;
            assert_eq!(said(page).await.3, is_there, "{out}");
        }
    });
}

#[test]
fn another_server_is_asked_with_its_cookies_where_the_site_says_so_and_the_policy_opens_to_it_alone() {
    browse_with_another_server(async |page, other| {
        page.load(PLACE).await;
        wait_for_state(page, "signed-out").await;
        let requests = other.requests_for("/me");
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].header("sec-fetch-site"), Some("same-site"));
        page.run(&format!(
            "addEventListener('securitypolicyviolation', event => window.__refused = event.violatedDirective); \
             fetch({:?}).catch(() => {{}})",
            other.url("you")
        ))
        .await;
        page.wait_until("a refusal", "window.__refused === 'connect-src'").await;
    });
}

fn browse_with_another_server(test: impl AsyncFn(&Page, &crate::server::Server)) {
    // The other server has to be known when the site is published, and runs as long as the browser.
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
fn an_article_without_a_page_of_its_own_has_the_same_bar() {
    let site = site(&asked());
    site.write("content/articles/new.json", json!({ "headline": "Not published", "body": ["Yet."] }).to_string());
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer("/me", Answer::json(&json!({ "user": { "name": "Jo" } })).after(Duration::from_millis(200)));
        page.load("reader.html#/new").await;
        page.shows("Not published").await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(said(page).await, somebody("Jo"));
        assert_eq!((page.count(".session-bar").await, page.count(".skip-link").await), (1, 1));
        let (shift, moved) = page.layout_shift().await;
        assert_eq!(shift, 0.0, "{moved:#?}");
        page.follow("#/quay").await;
        page.shows("The quay").await;
        assert_eq!(said(page).await, somebody("Jo"));
        let back = "(link => { link.dispatchEvent(new Event('focusin', { bubbles: true })); return link.href; })(document.querySelector('.log-out'))";
        let back: String = page.get(back).await;
        assert!(back.ends_with("reader.html%23%2Fquay"), "{back}");
        page.is_in_order().await;
    });
}

#[test]
fn the_name_of_a_reader_gets_into_no_copy_for_when_there_is_no_network() {
    let session = json!({ "check": "content/me", "signedIn": "/user", "name": "/user", "login": "login" });
    let site = site(&session);
    site.write("content/site.json", json!({ "version": 1, "offline": true, "session": session }).to_string());
    let site = site.published();
    browse(site.host(), async |page| {
        page.server.answer("content/me", Answer::json(&json!({ "user": "Jo" })));
        // On the first visit the page tells the worker what it has loaded; on the second, it loads all through the
        // worker.
        for visit in 1..=2 {
            page.load(PLACE).await;
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
            assert!(kept.iter().any(|url| url.ends_with(PLACE)), "{kept:?}");
            assert!(!kept.iter().any(|url| url.ends_with("content/me")), "{kept:?}");
            assert_eq!(page.server.requests_for("content/me").len(), visit);
        }
    });
}

//! The session bar in several tabs, after going back, and without network.

use std::time::Duration;

use serde_json::json;

use super::{
    ARTICLE_PATH, bar_content, session_with_check, signed_in, signed_out, site, unknown_state, wait_for_state,
};
use crate::article;
use crate::browser::{Engine, Page, browse, browse_in};
use crate::server::Answer;

const OTHER_ARTICLE_PATH: &str = "2024/10/mole/";

fn signed_in_as_jo() -> Answer {
    Answer::json(&json!({ "user": { "name": "Jo" } }))
}

async fn wait_a_moment(page: &Page) {
    page.run("window.__then = performance.now()").await;
    page.wait_until("a moment later", "__then + 300 < performance.now()").await;
}

#[test]
fn an_answer_in_one_tab_makes_the_other_tabs_check_once() {
    let site = site(&session_with_check());
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        let [first, second] = page.new_tab().await;
        // The reader logs in in the second tab.
        page.server.answer("/me", signed_in_as_jo());
        page.load(OTHER_ARTICLE_PATH).await;
        wait_for_state(page, "signed-in").await;
        page.switch_to(&first).await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(bar_content(page).await, signed_in("Jo"));
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 3);
        // An answer that changes nothing does not make the other tab check again.
        page.switch_to(&second).await;
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-in").await;
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 4);
        // The reader logs out in the second tab.
        page.server.answer("/me", Answer::status(401));
        page.load(OTHER_ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        page.switch_to(&first).await;
        wait_for_state(page, "signed-out").await;
        assert_eq!(bar_content(page).await, signed_out());
    });
}

/// This is the case when a browser reopens many tabs at once: each tells the others what it has found.
#[test]
fn tabs_that_find_the_same_state_do_not_keep_each_other_checking() {
    let patient = article::with(session_with_check(), "timeout", json!(20_000));
    let site = site(&patient);
    browse(site.host(), async |page| {
        for (told, answer, times) in [
            ("signed-in Jo", signed_in_as_jo(), 1),
            // Another tab has found something newer than this answer, so the page checks once more.
            ("signed-out ", signed_in_as_jo(), 2),
            ("signed-in Jo", Answer::status(500), 2),
        ] {
            let before = page.server.requests_for("/me").len();
            page.server.answer("/me", answer.after(Duration::from_secs(3)));
            page.load(ARTICLE_PATH).await;
            page.run(&format!(
                "const channel = new BroadcastChannel('broadsheet ' + new URL('../../../me', location)); \
                 for (let number = 0; number < 20; number++) setTimeout(() => channel.postMessage({}), 20 * number)",
                json!(told)
            ))
            .await;
            page.wait_until("an answer", "document.querySelector('.session-bar').dataset.state !== 'pending'").await;
            wait_a_moment(page).await;
            assert_eq!(page.server.requests_for("/me").len() - before, times, "{told}");
        }
    });
}

#[test]
fn of_two_concurrent_checks_the_newer_one_counts() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        // The reader logs in in another tab, while this tab waits for an answer that says signed out.
        page.server.answer("/me", signed_in_as_jo());
        page.server.answer_next(1, "/me", Answer::status(401).after(Duration::from_secs(2)));
        page.load(ARTICLE_PATH).await;
        page.run("dispatchEvent(new Event('online')); dispatchEvent(new Event('online'))").await;
        wait_for_state(page, "signed-in").await;
        wait_a_moment(page).await;
        assert_eq!((bar_content(page).await, page.server.requests_for("/me").len()), (signed_in("Jo"), 2));
    });
}

/// Only in Firefox: Chromium without a user interface has no back-forward cache.
#[test]
fn a_page_from_the_back_forward_cache_is_pending_and_checks_again() {
    let site = site(&session_with_check());
    browse_in(&[Engine::Firefox], site.host(), async |page| {
        let mut kept = false;
        // A browser may decide not to use its back-forward cache. Then the page is loaded again, and the test tries
        // again.
        for _ in 0..5 {
            page.server.answer("/me", signed_in_as_jo());
            page.load(ARTICLE_PATH).await;
            wait_for_state(page, "signed-in").await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            page.run(
                "window.restored = []; addEventListener('pageshow', event => { const bar = document.querySelector('.session-bar'); \
                 if (event.persisted) window.restored.push(bar.dataset.state + bar.innerText.trim()); })",
            )
            .await;
            page.load(OTHER_ARTICLE_PATH).await;
            wait_for_state(page, "signed-in").await;
            page.server.answer("/me", Answer::status(401).after(Duration::from_millis(200)));
            page.back().await;
            wait_for_state(page, "signed-out").await;
            assert_eq!(bar_content(page).await, signed_out());
            if let Some(seen) = page.get::<Option<Vec<String>>>("window.restored").await {
                assert_eq!(seen, ["pending"]);
                kept = true;
                break;
            }
        }
        assert!(kept, "no page was kept");
    });
}

#[test]
fn a_tab_hidden_for_over_a_minute_checks_again_when_shown() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        page.server.answer("/me", signed_in_as_jo());
        // The tab becomes visible for the first time.
        page.run("document.dispatchEvent(new Event('visibilitychange'))").await;
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 1);
        page.run(
            "window.__away = seconds => { const now = Date.now(); let hidden = true; \
             Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); \
             const change = () => document.dispatchEvent(new Event('visibilitychange')); \
             change(); hidden = false; Date.now = () => now + seconds * 1000; change(); }; __away(30)",
        )
        .await;
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 1);
        page.run("__away(90)").await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(page.server.requests_for("/me").len(), 2);
    });
}

#[test]
fn without_network_the_state_is_unknown_until_it_is_back() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer("/me", signed_in_as_jo());
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-in").await;
        page.go_offline().await;
        page.run("dispatchEvent(new Event('online'))").await;
        wait_for_state(page, "unknown").await;
        assert_eq!(bar_content(page).await, unknown_state());
        page.go_online().await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(page.layout_shift().await.0, 0.0);
    });
}

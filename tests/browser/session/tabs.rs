//! A reader comes back, is in two places at once, or loses the network meanwhile.

use std::time::Duration;

use serde_json::json;

use super::{PLACE, asked, nobody, said, site, somebody, unknown, wait_for_state};
use crate::article;
use crate::browser::{Page, browse, browse_everywhere};
use crate::server::Answer;

const OTHER_PLACE: &str = "2024/10/mole/";

fn is_jo() -> Answer {
    Answer::json(&json!({ "user": { "name": "Jo" } }))
}

async fn wait_a_moment(page: &Page) {
    page.run("window.__then = performance.now()").await;
    page.wait_until("a moment later", "__then + 300 < performance.now()").await;
}

#[test]
fn what_is_found_out_in_one_tab_is_looked_up_in_the_others_and_no_more_than_once() {
    let site = site(&asked());
    browse_everywhere(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(PLACE).await;
        wait_for_state(page, "signed-out").await;
        let [first, second] = page.new_tab().await;
        // Logs in there.
        page.server.answer("/me", is_jo());
        page.load(OTHER_PLACE).await;
        wait_for_state(page, "signed-in").await;
        page.switch_to(&first).await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(said(page).await, somebody("Jo"));
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 3);
        // What is no news is not looked up.
        page.switch_to(&second).await;
        page.load(PLACE).await;
        wait_for_state(page, "signed-in").await;
        wait_a_moment(page).await;
        assert_eq!(page.server.requests_for("/me").len(), 4);
        // Logs out here.
        page.server.answer("/me", Answer::status(401));
        page.load(OTHER_PLACE).await;
        wait_for_state(page, "signed-out").await;
        page.switch_to(&first).await;
        wait_for_state(page, "signed-out").await;
        assert_eq!(said(page).await, nobody());
    });
}

/// As many tabs that the browser opens again at once: each of them tells the others what it has found.
#[test]
fn tabs_that_find_the_same_at_once_do_not_keep_each_other_asking() {
    let patient = article::with(asked(), "timeout", json!(20_000));
    let site = site(&patient);
    browse(site.host(), async |page| {
        for (told, answer, times) in [
            ("signed-in Jo", is_jo(), 1),
            // The answer is older than what another tab has found: it is asked for once more.
            ("signed-out ", is_jo(), 2),
            ("signed-in Jo", Answer::status(500), 2),
        ] {
            let before = page.server.requests_for("/me").len();
            page.server.answer("/me", answer.after(Duration::from_secs(3)));
            page.load(PLACE).await;
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
fn of_two_questions_at_once_the_later_answer_counts() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        // Somebody logs in, in another tab, while this one waits for the answer that nobody is.
        page.server.answer("/me", is_jo());
        page.server.answer_next(1, "/me", Answer::status(401).after(Duration::from_secs(2)));
        page.load(PLACE).await;
        page.run("dispatchEvent(new Event('online')); dispatchEvent(new Event('online'))").await;
        wait_for_state(page, "signed-in").await;
        wait_a_moment(page).await;
        assert_eq!((said(page).await, page.server.requests_for("/me").len()), (somebody("Jo"), 2));
    });
}

#[test]
fn a_page_from_the_back_forward_cache_asks_again_and_claims_nothing_meanwhile() {
    let site = site(&asked());
    browse_everywhere(site.host(), async |page| {
        let mut kept = false;
        // A browser may have its reasons not to keep a page; then it is loaded anew.
        for _ in 0..5 {
            page.server.answer("/me", is_jo());
            page.load(PLACE).await;
            wait_for_state(page, "signed-in").await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            page.run(
                "window.__seen = []; addEventListener('pageshow', event => { const bar = document.querySelector('.session-bar'); \
                 if (event.persisted) window.__seen.push(bar.dataset.state + bar.innerText.trim()); })",
            )
            .await;
            page.load(OTHER_PLACE).await;
            wait_for_state(page, "signed-in").await;
            page.server.answer("/me", Answer::status(401).after(Duration::from_millis(200)));
            page.back().await;
            wait_for_state(page, "signed-out").await;
            assert_eq!(said(page).await, nobody());
            if let Some(seen) = page.get::<Option<Vec<String>>>("window.__seen").await {
                assert_eq!(seen, ["pending"]);
                kept = true;
                break;
            }
        }
        assert!(kept, "no page was kept");
    });
}

#[test]
fn a_tab_that_was_away_for_a_minute_asks_again() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(PLACE).await;
        wait_for_state(page, "signed-out").await;
        page.server.answer("/me", is_jo());
        // It was opened behind another, and comes to the front.
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
fn without_network_nothing_is_claimed_until_it_is_back() {
    let site = site(&asked());
    browse(site.host(), async |page| {
        page.without_scroll_bars().await;
        page.server.answer("/me", is_jo());
        page.load(PLACE).await;
        wait_for_state(page, "signed-in").await;
        page.go_offline().await;
        page.run("dispatchEvent(new Event('online'))").await;
        wait_for_state(page, "unknown").await;
        assert_eq!(said(page).await, unknown());
        page.go_online().await;
        wait_for_state(page, "signed-in").await;
        assert_eq!(page.layout_shift().await.0, 0.0);
    });
}

//! The return address of the login link: it leads back to the page, and never to another server.

use std::time::Duration;

use serde_json::json;
use url::Url;

use super::{ARTICLE_PATH, session_with_check, site, wait_for_state};
use crate::article;
use crate::browser::{Engine, browse, browse_in};
use crate::server::Answer;

/// Pieces of addresses that some servers and browsers mistake for an address of another server.
const PIECES: [&str; 36] = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "/%2Fevil.example",
    "/%2fevil.example",
    "/%5Cevil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/%0a/evil.example",
    "/%0D%0ALocation:%20//evil.example",
    "/%00evil.example",
    "/%7f/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "/;//evil.example",
    "/@evil.example",
    "/:80@evil.example",
    "/https://evil.example",
    "/https:%2F%2Fevil.example",
    "/javascript:alert(1)",
    "/data:text/html,x",
    "/%252Fevil.example",
    "/%25252Fevil.example",
    "/%E3%80%82evil.example",
    "/evil%E3%80%82example",
    "/ü/ä?ö",
    "/a b+c%20d",
    "/{return}",
    "/%7Breturn%7D",
    "/&next=//evil.example",
    "/?next=//evil.example&next=x",
    "/#//evil.example",
    "/'\"<script>alert(1)</script>",
    "/\u{202e}elpmaxe.live",
];

#[test]
fn for_any_page_address_login_returns_to_it_or_to_the_published_address() {
    for form in ["path", "absolute"] {
        let site = site(&json!({ "login": "https://login.example/in?to={return}&by=paper", "returnForm": form }));
        browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
            page.load(ARTICLE_PATH).await;
            let published = page.attribute("a.log-in", "href").await.unwrap();
            page.run(&format!("window.__pieces = {}", json!(PIECES.to_vec()))).await;
            // Each piece is tried alone and in pairs, in path, query and fragment.
            page.run(
                "window.__seen = []; const link = document.querySelector('a.log-in'); const first = link.href; \
                 const parts = [...__pieces, ...__pieces.map((piece, at) => piece + __pieces[(at + 7) % __pieces.length])]; \
                 for (const part of parts) for (const put of [part => part, part => '/2024' + part, part => '/2024/?' + part, \
                   part => '/2024/?a#' + part, part => part + '?b=' + part + '#' + part]) { \
                   link.href = first; \
                   try { history.replaceState(null, '', location.origin + put(part)); } catch { continue; } \
                   link.dispatchEvent(new Event('focusin', { bubbles: true })); \
                   __seen.push([location.href, link.href]); \
                 }",
            )
            .await;
            let seen: Vec<(String, String)> = page.get("__seen").await;
            assert!(seen.len() > 300, "{}", seen.len());
            let mut unchanged = 0;
            for (here, login) in &seen {
                if *login == published {
                    unchanged += 1;
                    let path = Url::parse(here).unwrap().path().to_lowercase();
                    let here = here.to_lowercase();
                    let control = (0..0x20).chain([0x7f]).any(|code| here.contains(&format!("%{code:02x}")));
                    let other = path.starts_with("//") || path.starts_with("/%2f") || path.starts_with("/%5c");
                    assert!(control || (form == "path" && other), "{here} was refused");
                    continue;
                }
                let login = Url::parse(login).unwrap();
                assert_eq!((login.host_str(), login.path(), login.fragment()), (Some("login.example"), "/in", None));
                let pairs: Vec<_> = login.query_pairs().collect();
                assert_eq!((pairs.len(), &*pairs[0].0, &*pairs[1].1), (2, "to", "paper"), "{login}");
                let back = pairs[0].1.to_string();
                assert_eq!(back.starts_with('/'), form == "path", "{back}");
                assert!(!back.starts_with("//") && !back.starts_with("/\\"), "{back}");
                let back = Url::parse(here).unwrap().join(&back).unwrap();
                assert_eq!(back.as_str(), Url::parse(here).unwrap().as_str());
            }
            assert!(unchanged > 0 && unchanged * 3 < seen.len() * 2, "{unchanged} of {}", seen.len());
        });
    }
}

#[test]
fn without_a_session_check_login_returns_to_the_current_address() {
    let site = site(&json!({ "login": "login?next={return}" }));
    browse_in(&Engine::WITHOUT_WEBKIT, site.host(), async |page| {
        page.load(&format!("{ARTICLE_PATH}?from=front#page")).await;
        let here: String = page.get("location.href").await;
        page.click("a.log-in").await;
        page.wait_until("the log-in page", "location.pathname === '/login'").await;
        assert_eq!(next(&page.get::<String>("location.href").await), here);
    });
}

#[test]
fn a_click_before_the_answer_returns_to_the_current_address() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401).after(Duration::from_millis(500)));
        page.load(&format!("{ARTICLE_PATH}?from=front#page")).await;
        let here: String = page.get("location.href").await;
        // A script clicks, because assistive technology can use a link that is not visible yet.
        page.run("document.querySelector('a.log-in').click()").await;
        page.wait_until("the log-in page", "location.pathname === '/login'").await;
        assert_eq!(next(&page.get::<String>("location.href").await), here);
    });
}

fn next(login: &str) -> String {
    let login = Url::parse(login).unwrap();
    let next = login.query_pairs().find(|(name, _)| name == "next");
    next.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[test]
fn the_return_address_follows_history_changes() {
    let site = site(&session_with_check());
    browse(site.host(), async |page| {
        page.server.answer("/me", Answer::status(401));
        page.load(ARTICLE_PATH).await;
        wait_for_state(page, "signed-out").await;
        for fragment in ["#note-1", "#story", "#/a%2Fb?c=d&e"] {
            page.run(&format!("history.pushState(null, '', {})", json!(fragment))).await;
            let here: String = page.get("location.href").await;
            page.run(
                "document.querySelector('a.log-in').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
            )
            .await;
            let href: String = page.get("document.querySelector('a.log-in').href").await;
            assert_eq!(next(&href), here);
        }
    });
}

#[test]
fn on_the_bare_page_login_returns_to_the_article() {
    let site = site(&json!({ "login": "login?next={return}" }));
    site.plant("content/articles/new.json", article::plain("Not published").to_string());
    browse(site.host(), async |page| {
        page.load("reader.html#/new").await;
        page.wait_for_article("Not published").await;
        page.wait_for("a.log-in").await;
        let here: String = page.get("location.href").await;
        page.click("a.log-in").await;
        page.wait_until("the log-in page", "location.pathname === '/login'").await;
        assert_eq!(next(&page.get::<String>("location.href").await), here);
    });
}

#[test]
fn a_javascript_session_address_is_not_published() {
    for key in ["login", "check", "logout"] {
        let site = site(&json!({ "assume": "signed-out", key: "javascript:alert(1)?{return}" }));
        let html = std::fs::read_to_string(site.path(&format!("{ARTICLE_PATH}index.html"))).unwrap();
        assert!(!html.contains("javascript:"), "{key}");
    }
}

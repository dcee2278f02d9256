//! The session bar of a site that has an address to check who is logged in.

mod layout;
mod return_address;
mod states;
mod tabs;

use serde_json::{Value, json};

use crate::article;
use crate::browser::Page;
use crate::site::Site;

/// The path of the article's finished page.
const ARTICLE_PATH: &str = "2024/10/quay/";

/// What the session bar shows: its state, its text, and whether the links to log in and to log out are visible.
type BarContent = (String, String, bool, bool);

/// A published site with two articles and this `session` in its `site.json`.
fn site(session: &Value) -> Site {
    let quay = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
    let mole = article::with(article::plain("The mole"), "published", json!("2024-10-05"));
    let site = Site::new(&json!({ "version": 1, "title": "The Paper", "lang": "en", "session": session }));
    site.with_article("quay", &quay).with_article("mole", &mole).published()
}

/// A session configuration with a check at `/me`, in which every field is explicit.
fn session_with_check() -> Value {
    json!({
        "check": "me", "signedIn": "/user", "name": "/user/name", "login": "login?next={return}",
        "logout": "logout?next={return}",
    })
}

async fn bar_content(page: &Page) -> BarContent {
    page.get(
        "(bar => [bar.dataset.state, bar.innerText.replace(/\\s+/g, ' ').trim(), \
         ...['.log-in', '.log-out'].map(link => bar.querySelector(link)?.checkVisibility({ visibilityProperty: true }) ?? false)] \
         )(document.querySelector('.session-bar'))",
    )
    .await
}

async fn wait_for_state(page: &Page, state: &str) {
    page.wait_for(&format!(".session-bar[data-state={state}]")).await;
}

fn signed_out() -> BarContent {
    ("signed-out".to_owned(), "You are not logged in. LOG IN NOW >".to_owned(), true, false)
}

fn signed_in(name: &str) -> BarContent {
    ("signed-in".to_owned(), format!("You are logged in as {name} LOG OUT"), false, true)
}

fn unknown_state() -> BarContent {
    ("unknown".to_owned(), "LOG IN NOW >".to_owned(), true, false)
}

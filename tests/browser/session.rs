//! The session bar of a site that can be asked who is logged in.

mod layout;
mod returns;
mod states;
mod tabs;

use serde_json::{Value, json};

use crate::article;
use crate::browser::Page;
use crate::site::Site;

/// Where the article's page is.
const PLACE: &str = "2024/10/quay/";

/// What the bar of the open page says: its state, its words, and whether the links to log in and out can be seen.
type Said = (String, String, bool, bool);

/// A published site with one more article, whose `site.json` has this session.
fn site(session: &Value) -> Site {
    let quay = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
    let mole = article::with(article::plain("The mole"), "published", json!("2024-10-05"));
    let site = Site::new(&json!({ "version": 1, "title": "The Paper", "lang": "en", "session": session }));
    site.has("quay", &quay).has("mole", &mole).published()
}

/// A session that is asked for at `/me` with nothing left to presets.
fn asked() -> Value {
    json!({
        "check": "me", "signedIn": "/user", "name": "/user/name", "login": "login?next={return}",
        "logout": "logout?next={return}",
    })
}

async fn said(page: &Page) -> Said {
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

fn nobody() -> Said {
    ("signed-out".to_owned(), "You are not logged in. LOG IN NOW >".to_owned(), true, false)
}

fn somebody(name: &str) -> Said {
    ("signed-in".to_owned(), format!("You are logged in as {name} LOG OUT"), false, true)
}

fn unknown() -> Said {
    ("unknown".to_owned(), "LOG IN NOW >".to_owned(), true, false)
}

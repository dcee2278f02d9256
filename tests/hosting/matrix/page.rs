//! What a reader has, in a browser.

use crate::browser::Page;
use crate::process::Place;
use crate::site::{self, ARTICLE, SLUG};

use super::answers;

/// Another article than that of the front page, for the app to open there.
const OTHER: &str = "one-sheet";

/// The front page has words.
pub async fn front(page: &Page, place: &Place) -> String {
    page.visit(&place.url("")).await;
    page.wait_until("the front page", "document.querySelector('main#story')?.innerText.trim().length > 40").await;
    "yes".into()
}

/// An article's own page has its headline, its look and its image.
pub async fn article(page: &Page, place: &Place) -> String {
    page.visit(&place.url(ARTICLE)).await;
    is_whole(page).await;
    "yes".into()
}

/// The app opens an article from its JSON in place of the front page.
pub async fn wasm(page: &Page, place: &Place) -> String {
    page.visit(&place.url(&format!("#/{OTHER}"))).await;
    page.shows(&site::headline(OTHER)).await;
    "yes".into()
}

/// What the address of an article does without its last slash: by a redirect or in place, the whole page has to come.
pub async fn bare_folder(page: &Page, place: &Place) -> String {
    let url = place.url(ARTICLE.trim_end_matches('/'));
    let answer = answers::get(&url, &[]).await;
    let way = match answer.status {
        301 | 302 | 303 | 307 | 308 => "redirects",
        200 => "answers there",
        status => return status.to_string(),
    };
    page.visit(&url).await;
    is_whole(page).await;
    way.into()
}

async fn is_whole(page: &Page) {
    page.wait_for("h1.headline").await;
    assert_eq!(page.text("h1.headline").await, site::headline(SLUG));
    let paper = "getComputedStyle(document.documentElement).getPropertyValue('--broadsheet-paper')";
    assert!(!page.get::<String>(paper).await.is_empty(), "the page has no style sheet");
    page.wait_until("the picture", "document.querySelector('figure.lead img, article img')?.naturalWidth").await;
}

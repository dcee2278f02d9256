//! What a reader has, in a browser.

use crate::browser::Page;
use crate::process::Place;
use crate::site::{self, SLUG, STORY};

use super::answers;

/// Another story than that of the front page, for the app to open there.
const OTHER: &str = "one-sheet";

/// The front page has words.
pub async fn front(page: &Page, place: &Place) -> String {
    page.visit(&place.url("")).await;
    page.wait_until("the front page", "document.querySelector('main#story')?.innerText.trim().length > 40").await;
    "yes".into()
}

/// A story's own page has its headline, its look and its picture.
pub async fn story(page: &Page, place: &Place) -> String {
    page.visit(&place.url(STORY)).await;
    is_whole(page).await;
    "yes".into()
}

/// The app opens a story from its JSON in place of the front page.
pub async fn wasm(page: &Page, place: &Place) -> String {
    page.visit(&place.url(&format!("#/{OTHER}"))).await;
    page.shows(&site::headline(OTHER)).await;
    "yes".into()
}

/// What the address of a story does without its last slash: by a redirect or in place, the whole page has to come.
pub async fn bare_folder(page: &Page, place: &Place) -> String {
    let url = place.url(STORY.trim_end_matches('/'));
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

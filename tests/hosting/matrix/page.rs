//! Checks of a server's pages in a browser.

use crate::browser::Page;
use crate::process::Place;
use crate::site::{self, ARTICLE, SLUG};

use super::answers;

/// An article that is not the front page's, for the app to open.
const OTHER: &str = "one-sheet";

/// The front page lists the articles.
pub async fn front(page: &Page, place: &Place) -> String {
    page.visit(&place.url("")).await;
    page.wait_for("main[data-state=front] .card").await;
    let headlines = page.texts(".card .headline").await;
    assert!([SLUG, OTHER].iter().all(|slug| headlines.contains(&site::headline(slug))), "{headlines:?}");
    "yes".into()
}

/// A finished page shows its headline, its styles and its image.
pub async fn article(page: &Page, place: &Place) -> String {
    page.visit(&place.url(ARTICLE)).await;
    assert_page_is_complete(page).await;
    "yes".into()
}

/// The front page's address with a fragment opens the article in the app.
pub async fn wasm(page: &Page, place: &Place) -> String {
    page.visit(&place.url(&format!("#/{OTHER}"))).await;
    page.wait_for_article(&site::headline(OTHER)).await;
    "yes".into()
}

/// The address of a finished page without its trailing slash: redirected or not, the complete page has to be shown.
pub async fn bare_folder(page: &Page, place: &Place) -> String {
    let url = place.url(ARTICLE.trim_end_matches('/'));
    let answer = answers::get(&url, &[]).await;
    let way = match answer.status {
        301 | 302 | 303 | 307 | 308 => "redirects",
        200 => "answers there",
        status => return status.to_string(),
    };
    page.visit(&url).await;
    assert_page_is_complete(page).await;
    way.into()
}

async fn assert_page_is_complete(page: &Page) {
    page.wait_for("h1.headline").await;
    assert_eq!(page.text("h1.headline").await, site::headline(SLUG));
    let paper = "getComputedStyle(document.documentElement).getPropertyValue('--broadsheet-paper')";
    assert!(!page.get::<String>(paper).await.is_empty(), "the page has no style sheet");
    page.wait_until("the picture", "document.querySelector('figure.lead img, article img')?.naturalWidth").await;
}

//! Screenshots of whole articles that show every block, for people to look at. Nothing is asserted.

use crate::browser::{Page, Screen, artefact, browse};
use crate::server::Host;

const ARTICLES: [&str; 3] = ["six-pips", "one-sheet", "six-pips-ar"];

#[test]
fn every_block_is_photographed_on_a_phone() {
    browse(Host::default(), async |page| photograph(page, Screen::PHONE, "phone").await);
}

#[test]
fn every_block_is_photographed_on_a_desktop() {
    browse(Host::default(), async |page| photograph(page, Screen::DESKTOP, "desktop").await);
}

async fn photograph(page: &Page, screen: Screen, name: &str) {
    page.screen(screen).await;
    page.without_scroll_bars().await;
    for look in ["light", "dark"] {
        if look == "dark" {
            page.prefer_dark().await;
        }
        for article in ARTICLES {
            page.load(&format!("reader.html?{look}-{article}#/{article}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            page.wait_for("aside.session-bar a").await;
            // Lazy images load only near the viewport, so a screenshot of the whole page would miss them.
            page.run("for (const picture of document.images) picture.loading = 'eager'").await;
            let images = "[...document.images].every(picture => picture.complete && picture.naturalWidth)";
            page.wait_until("all pictures", images).await;
            let file = artefact(&format!("{article}-{name}-{look}.png"));
            let image = page.full_screenshot().await;
            std::fs::write(&file, image).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }
}

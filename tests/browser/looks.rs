//! Whole pages of the stories that show every block, for somebody to look at. Nothing is asserted about them.

use crate::browser::{Page, Screen, artefact, browse};
use crate::server::Host;

const STORIES: [&str; 3] = ["six-pips", "one-sheet", "six-pips-ar"];

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
            page.darken().await;
        }
        for story in STORIES {
            page.load(&format!("reader.html?{look}-{story}#/{story}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            page.wait_for("aside.session-bar a").await;
            // The lazy ones come only near the window, and not at all in a picture of the whole.
            page.run("for (const picture of document.images) picture.loading = 'eager'").await;
            let pictures = "[...document.images].every(picture => picture.complete && picture.naturalWidth)";
            page.wait_until("all pictures", pictures).await;
            let file = artefact(&format!("{story}-{name}-{look}.png"));
            let picture = page.full_screenshot().await;
            std::fs::write(&file, picture).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }
}

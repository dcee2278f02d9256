//! Takes the pictures of the README, and others for people who change the style. `cargo xtask pictures` runs this.

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the tests in ../browser use the rest")]
mod harness {
    pub mod browser;
    pub mod server;
}

use std::path::Path;

use harness::{browser, server};

use browser::{Page, Screen, artefact, browse};
use server::Host;

/// The article of the README.
const DEMO: &str = "north-korea-3g";

/// Articles that contain every block between them, one of them from right to left.
const ARTICLES: [&str; 3] = ["six-pips", "one-sheet", "six-pips-ar"];

const SCREENS: [(&str, Screen); 2] = [("phone", Screen::PHONE), ("desktop", Screen::DESKTOP)];

/// The largest allowed size of an image in the repository, in bytes.
const LIMIT: usize = 600_000;

#[test]
fn pictures_of_the_readme() {
    for (name, screen) in SCREENS {
        browse(Host::default(), async |page| {
            page.show(screen, DEMO, "light").await;
            let picture = page.screenshot().await;
            assert!(picture.len() < LIMIT, "demo-{name}.png weighs {} bytes", picture.len());
            save(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/demo-{name}.png")), &picture);
        });
    }
}

#[test]
fn pictures_of_every_block() {
    for (name, screen) in SCREENS {
        browse(Host::default(), async |page| {
            for look in ["light", "dark"] {
                if look == "dark" {
                    page.prefer_dark().await;
                }
                for article in [DEMO].into_iter().chain(ARTICLES) {
                    page.show(screen, article, look).await;
                    save(&artefact(&format!("{article}-{name}-{look}.png")), &page.full_screenshot().await);
                }
            }
        });
    }
}

impl Page {
    /// Shows a whole article with all its images. `look` makes the address differ, so that the page is loaded anew.
    async fn show(&self, screen: Screen, article: &str, look: &str) {
        self.screen(screen).await;
        self.without_scroll_bars().await;
        self.load(&format!("reader.html?{look}-{article}#/{article}")).await;
        self.wait_for("main[data-state=ready] article.article").await;
        self.wait_for("aside.session-bar a").await;
        // Lazy images load only near the viewport, so a picture of the whole page would miss them.
        self.run("for (const picture of document.images) picture.loading = 'eager'").await;
        let images = "[...document.images].every(picture => picture.complete && picture.naturalWidth)";
        self.wait_until("all images", images).await;
    }
}

fn save(file: &Path, picture: &[u8]) {
    std::fs::write(file, picture).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    println!("{}", file.display());
}

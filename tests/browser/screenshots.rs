//! Screenshots of the demo. Two are for the README, the others for people who change the style.

use std::path::Path;

use crate::browser::{Page, Screen, artefact, browse};
use crate::server::Host;

const DEMO: &str = "north-korea-3g";

/// The largest allowed size of an image in the repository, in bytes.
const LIMIT: usize = 600_000;

#[test]
fn the_demo_is_photographed_on_a_phone() {
    browse(Host::default(), async |page| photograph(page, Screen::PHONE, "phone").await);
}

#[test]
fn the_demo_is_photographed_on_a_desktop() {
    browse(Host::default(), async |page| photograph(page, Screen::DESKTOP, "desktop").await);
}

async fn photograph(page: &Page, screen: Screen, name: &str) {
    page.screen(screen).await;
    page.without_scroll_bars().await;
    page.load_article(DEMO).await;
    page.wait_for("aside.session-bar a").await;
    let images = "[...document.images].every(picture => picture.loading === 'lazy' || picture.naturalWidth)";
    page.wait_until("all pictures", images).await;

    let shot = page.screenshot().await;
    assert!(shot.len() < LIMIT, "demo-{name}.png weighs {} bytes", shot.len());
    save(&artefact(&format!("demo-{name}.png")), &shot);
    if std::env::var_os("BROADSHEET_SCREENSHOTS").is_some() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        save(&docs.join(format!("demo-{name}.png")), &shot);
    }

    save(&artefact(&format!("demo-{name}-whole.png")), &page.full_screenshot().await);
    page.prefer_dark().await;
    save(&artefact(&format!("demo-{name}-dark.png")), &page.screenshot().await);
}

fn save(file: &Path, image: &[u8]) {
    std::fs::write(file, image).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

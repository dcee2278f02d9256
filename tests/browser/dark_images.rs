//! Images with transparent parts on a dark page.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host, Server};

/// An image whose left half is black and whose right half is transparent, like the black lines of a chart without a
/// background.
const TRANSPARENT_SVG: &str = include_str!("../fixtures/chart.svg");
const TRANSPARENT_PNG: &[u8] = include_bytes!("../fixtures/chart.png");

/// The minimum contrast of graphics (WCAG 2.2, 1.4.11).
const MIN_CONTRAST: f64 = 3.0;

/// An article with a transparent image in every place that can show an image.
fn article() -> Value {
    let image = |file: &str| json!({ "type": "image", "src": format!("../images/{file}"), "width": 600, "height": 400, "alt": "" });
    json!({
        "version": 1,
        "headline": "Lines",
        "authors": [{ "name": "A. Writer", "image": "../images/chart.png" }],
        "lead": image("chart.svg"),
        "body": [
            image("chart.png"),
            { "type": "gallery", "items": [image("chart.png"), image("chart.svg#part")] },
            { "type": "embed", "url": "https://vimeo.com/76979871", "title": "A film", "thumbnail": "../images/chart.png" },
        ],
        "sponsors": [{ "kind": "funded", "name": "The Fund", "logo": "../images/chart.svg" }],
        "related": [{ "headline": "More", "href": "more.json", "image": "../images/chart.png" }],
    })
}

fn serve_images(server: &Server) {
    server.answer("content/images/chart.svg", Answer::bytes(TRANSPARENT_SVG));
    server.answer("content/images/chart.png", Answer::bytes(TRANSPARENT_PNG));
    server.answer(&article::file("lines"), Answer::json(&article()));
}

/// The contrast between the lightest and the darkest pixel on the middle line of an element, measured on a screenshot.
async fn contrast(page: &Page, element: &str) -> f64 {
    page.run(&format!("{element}.scrollIntoView({{ block: 'center' }})")).await;
    let loaded = format!("{element}.complete && {element}.naturalWidth");
    page.wait_until(element, &loaded).await;
    let shot = BASE64_STANDARD.encode(page.screenshot().await);
    page.get(&format!(
        "(async () => {{ const shot = new Image(); shot.src = 'data:image/png;base64,{shot}'; await shot.decode(); \
         const canvas = Object.assign(document.createElement('canvas'), {{ width: shot.width, height: shot.height }}); \
         const context = canvas.getContext('2d'); context.drawImage(shot, 0, 0); \
         const {{ left, top, width, height }} = {element}.getBoundingClientRect(); \
         const line = context.getImageData(left + 2, top + height / 2, width - 4, 1).data; \
         const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; \
         const all = Array.from({{ length: line.length / 4 }}, (_, point) => \
             0.2126 * part(line[4 * point]) + 0.7152 * part(line[4 * point + 1]) + 0.0722 * part(line[4 * point + 2])); \
         return (Math.max(...all) + 0.05) / (Math.min(...all) + 0.05) }})()"
    ))
    .await
}

async fn assert_readable(page: &Page, images: &str, least: usize) {
    let count: usize = page.get(&format!("{images}.length")).await;
    assert!(count >= least, "{count} pictures");
    for image in 0..count {
        let element = format!("{images}[{image}]");
        let found = contrast(page, &element).await;
        let html: String = page.get(&format!("{element}.outerHTML")).await;
        assert!(found > MIN_CONTRAST, "{found:.2} in {html}");
    }
}

/// Regression: black lines on a transparent background were invisible on a dark page.
#[test]
fn a_transparent_image_has_contrast_on_a_dark_page() {
    browse(Host::default(), async |page| {
        page.prefer_dark().await;
        serve_images(&page.server);
        page.load_article("lines").await;
        assert_readable(page, "[...document.querySelectorAll('article img')]", 8).await;
    });
}

#[test]
fn a_transparent_image_in_an_embedded_article_has_contrast_in_every_theme() {
    let host = Host { policy: None, ..Host::default() };
    browse(host, async |page| {
        serve_images(&page.server);
        for dark in [false, true] {
            for attributes in ["theme=dark", "theme=dark layout=card", "theme=light", "theme=auto", "layout=card"] {
                page.server.answer(
                    "host.html",
                    Answer::web_page(&format!(
                        "<!doctype html><title>Host</title><broadsheet-article src=content/articles/lines.json \
                         {attributes}></broadsheet-article><script src=embed.js async></script>"
                    )),
                );
                page.load("host.html").await;
                let root = "document.querySelector('broadsheet-article').shadowRoot";
                page.wait_until("the story", &format!("{root}?.querySelector('article')")).await;
                let images = format!("[...{root}.querySelectorAll('article img:not(.portrait)')]");
                assert_readable(page, &images, 1).await;
            }
            if !dark {
                page.prefer_dark().await;
            }
        }
    });
}

/// An opaque image gets no light background, because that would flash on a dark page until the image has loaded.
#[test]
fn only_images_that_may_be_transparent_get_a_light_background() {
    browse(Host::default(), async |page| {
        page.prefer_dark().await;
        page.load_article("six-pips").await;
        for (src, has_ground) in [
            ("a.svg", true),
            ("a.SVG", true),
            ("a.png?v=2", true),
            ("a.PNG#part", true),
            ("a.webp", true),
            ("a.avif", true),
            ("a.gif", true),
            ("image/123", true),
            ("https://images.jp/a.png", true),
            ("data:image/svg+xml,<svg/>", true),
            ("data:image/png;base64,AAAA", true),
            ("a.jpg", false),
            ("a.JPG", false),
            ("a.jpeg?w=300", false),
            ("a.JPEG#part", false),
            ("a.jfif", false),
            ("a.jpg.webp", false),
            ("data:image/jpeg;base64,AAAA", false),
        ] {
            for (class, parent) in [("portrait", ".byline"), ("", ".figure"), ("logo", ".article")] {
                let ground: String = page
                    .get(&format!(
                        "(() => {{ const image = document.createElement('img'); image.setAttribute('src', {}); \
                         image.className = '{class}'; document.querySelector('{parent}').append(image); \
                         const ground = getComputedStyle(image).backgroundImage; image.remove(); return ground }})()",
                        json!(src)
                    ))
                    .await;
                assert_eq!(ground != "none", has_ground, "{src} in {parent}: {ground}");
            }
        }
    });
}

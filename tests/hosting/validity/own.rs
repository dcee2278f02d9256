//! What makes a site its publisher's own, added to the demo's site folder: appearance, an organisation that writes,
//! a series, and an earlier address.

use std::path::Path;

use serde_json::{Value, json};

use crate::site;

/// The earlier name of an article, under which other sites still find its files.
pub const ALIAS: &str = "old-boat";

/// A page of each kind that is no article, besides the front page.
pub const PAGES: [&str; 8] = [
    "about/",
    "authors/ines-marlowe/",
    "authors/wren-adeyemi/",
    "section/مقاييس/",
    "topics/الوقت/",
    "series/the-night-boats/",
    "2024/",
    "2024/02/",
];

/// The page of an author that is an organisation.
pub const AGENCY: &str = "authors/wire/";

/// Adds to a site folder, and to the settings that will be its `site.json`.
pub fn add(source: &Path, settings: &mut Value) {
    let write = |name: &str, bytes: &[u8]| {
        let file = source.join(name);
        std::fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("the copy can be changed");
        site::write(&file, bytes);
    };
    settings["bylineStyle"] = json!("line");
    settings["logo"] = json!({ "src": "images/logo.svg", "dark": "images/dark.svg", "alt": "Broad & \"sheet\"" });
    settings["icon"] = json!("images/logo.svg");
    settings["theme"] = json!({
        "light": { "paper": "#ffffff", "accent": "#00695c", "text": ["Squares", "serif"] },
        "dark": { "paper": "#0f1514", "accent": "#80cbc4" },
        "faces": [{ "family": "Squares", "src": "fonts/squares.woff2" }],
    });
    settings["contact"]["href"] = json!("pages/about.json");
    let links = settings["navigation"].as_array_mut().expect("the demo has navigation");
    links.extend([
        json!({ "text": "Boats & more", "series": "The Night Boats" }),
        json!({ "text": "الوقت", "topic": "الوقت" }),
        json!({ "text": "Elsewhere", "href": "https://example.org/?a=1&b=2" }),
    ]);
    let logo = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><path d="M0 0h300v60H0z"/></svg>"#;
    write("images/logo.svg", logo);
    write("images/dark.svg", logo);
    write("fonts/squares.woff2", include_bytes!("../../fixtures/squares.woff2"));
    let agency = json!({
        "name": "The Wire & Co.", "organization": true, "bio": ["An agency <of> the coast."],
        "links": [{ "name": "Its site", "href": "https://wire.example/?a=1&b=2" }],
    });
    write("authors/wire.json", agency.to_string().as_bytes());
    for part in [1, 2] {
        let mut story = json!({
            "version": 1, "lang": "en", "headline": format!("The night boat, {part}"), "kicker": "Measures",
            "authors": ["wire", "Nobody <Known>"], "published": format!("2024-02-1{part}T08:00:00+01:00"),
            "series": { "name": "The Night Boats", "part": part }, "tags": ["Boats & bells"],
            "lead": {
                "type": "image", "src": "../images/six-pips-480.jpg", "width": 480, "height": 320, "alt": "A dial.",
            },
            "body": ["It leaves at ten.", "It comes back at six."],
        });
        if part == 1 {
            story["aliases"] = json!([format!("/2023/05/{ALIAS}/")]);
        }
        write(&format!("articles/boat-{part}.json"), story.to_string().as_bytes());
    }
}

//! How a site looks: the theme, the logo and the icon on its pages.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::paper::{NOW, Paper, STYLE};
use crate::views::dom::Dom;

const FONT: &[u8] = include_bytes!("../../fixtures/squares.woff2");

/// All kinds of pages with styles of their own, each with the way to the root.
const PAGES: [(&str, &str); 7] = [
    ("index.html", "./"),
    ("2024/02/plain/index.html", "../../../"),
    ("about/index.html", "../"),
    ("embed/plain/index.html", "../../"),
    ("embed/plain/card/index.html", "../../../"),
    ("offline.html", "./"),
    ("404.html", "/news/"),
];

fn theme() -> Value {
    json!({
        "light": { "paper": "#ffffff", "accent": "#00695c", "text": ["Squares", "serif"] },
        "dark": { "paper": "#101418" },
        "faces": [
            { "family": "Squares", "src": "files/fonts/squares.woff2" },
            { "family": "Squares", "src": "fonts/slanted.woff2", "style": "italic" },
        ],
    })
}

fn site(more: &Value) -> Value {
    let mut site = json!({
        "title": "The Paper", "lang": "en", "url": "https://paper.example/news/", "publisher": { "name": "The Press" },
        "offline": true,
    });
    site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    site
}

/// A site with an article, a page, two fonts and a logo, and with `more` in its `site.json`.
fn paper(more: &Value) -> Paper {
    let paper = Paper::of(&site(more));
    let shell = "<!doctype html><html><head><meta charset=\"utf-8\"><title>Bare</title></head><body><div id=\"page\"></div></body></html>";
    paper.app("index.html", shell);
    paper.write("files/fonts/squares.woff2", FONT);
    paper.write("fonts/slanted.woff2", FONT);
    paper.write("images/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'/>");
    paper.write("images/dark.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'/>");
    paper.write("pages/about.json", json!({ "headline": "About", "body": ["A."] }).to_string());
    paper.plain("plain", "2024-02-06");
    paper
}

fn policy(dom: &Dom) -> String {
    dom.attr("meta[http-equiv=Content-Security-Policy]", "content").unwrap().to_owned()
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn rules(root: &str) -> String {
    let face = |path: &str, style: &str| {
        format!(
            "@font-face{{font-family:\"Squares\";src:url(\"{root}{path}\") format(\"woff2\");font-style:{style};\
             font-display:optional}}"
        )
    };
    let faces = [face("fonts/squares.woff2", "normal"), face("content/fonts/slanted.woff2", "italic")].concat();
    format!(
        "{faces}:root{{--broadsheet-text:\"Squares\",serif}}@media screen{{:root{{--broadsheet-paper:#ffffff;\
         --broadsheet-accent:#00695c}}}}@media (prefers-color-scheme:dark){{@media screen{{:root{{\
         --broadsheet-paper:#101418;--broadsheet-accent:#ff8f7d}}}}}}"
    )
}

#[test]
fn every_page_wears_the_theme_within_the_hash_of_its_styles() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.publish();
    for (path, root) in PAGES {
        let dom = paper.page(path);
        let style = dom.text("style");
        assert_eq!(style.strip_prefix(STYLE).unwrap_or(&style), rules(root), "{path}");
        let policy = policy(&dom);
        assert!(policy.contains(&hash(&style)), "{path}: {policy}");
        assert!(policy.contains("; font-src 'self';"), "{path}: {policy}");
    }
    assert!(paper.has("fonts/squares.woff2") && paper.has("content/fonts/slanted.woff2"));
    let headers = paper.read("_headers");
    assert!(headers.contains("; font-src 'self';"), "{headers}");
}

#[test]
fn the_bare_page_wears_the_theme_after_the_style_sheet_of_the_app() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.publish();
    let dom = paper.page("reader.html");
    assert_eq!(dom.texts("head > style:last-child"), [rules("./")]);
    let policy = policy(&dom);
    assert!(policy.contains(&format!("style-src 'self' {};", hash(&rules("./")))), "{policy}");
    assert!(policy.contains("; font-src 'self';"), "{policy}");
    assert_eq!(dom.attrs("link[rel=preload]", "href"), ["./fonts/squares.woff2"]);
}

#[test]
fn a_site_without_a_theme_has_no_styles_or_policy_for_one() {
    let paper = paper(&json!({}));
    paper.publish();
    for (path, _) in PAGES {
        let dom = paper.page(path);
        assert_eq!(dom.text("style"), if dom.count("p") > 0 { STYLE } else { "" }, "{path}");
        assert!(!policy(&dom).contains("font-src"), "{path}");
        assert_eq!(dom.count("link[as=font]"), 0, "{path}");
    }
    let bare = paper.page("reader.html");
    assert_eq!((bare.count("style"), policy(&bare).contains("style-src 'self';")), (0, true));
    assert!(!paper.read("_headers").contains("font-src"));
    // Colours need no file, and so nothing in the policy.
    paper.site(&site(&json!({ "theme": { "light": { "paper": "white" } } })));
    paper.publish();
    assert!(!policy(&paper.page("index.html")).contains("font-src"));
}

#[test]
fn upright_fonts_of_the_text_are_preloaded_on_pages_that_are_not_framed() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.publish();
    for (path, root) in PAGES {
        let dom = paper.page(path);
        let preloads = dom.attrs("link[rel=preload][as=font][crossorigin][type='font/woff2']", "href");
        let expected = if path.starts_with("embed/") { vec![] } else { vec![format!("{root}fonts/squares.woff2")] };
        assert_eq!(preloads, expected, "{path}");
    }
}

#[test]
fn a_font_that_is_missing_is_left_out_and_the_rest_of_the_theme_stays() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.remove("files/fonts/squares.woff2");
    paper.remove("fonts/slanted.woff2");
    let outcome = paper.publish();
    let rules: Vec<_> =
        outcome.report.documents.iter().flat_map(|document| &document.findings).map(|f| f.rule).collect();
    assert_eq!(rules, ["dead-file", "dead-file"]);
    let dom = paper.page("index.html");
    assert!(dom.text("style").contains("--broadsheet-paper:#ffffff") && !dom.text("style").contains("@font-face"));
    assert!(!policy(&dom).contains("font-src"));
    assert_eq!(dom.count("link[as=font]"), 0);
}

#[test]
fn a_theme_with_errors_is_published_without_them() {
    let theme = json!({ "light": { "paper": "}", "ink": "#999999", "accent": "teal" }, "faces": "none" });
    let paper = paper(&json!({ "theme": theme }));
    let outcome = paper.publish();
    assert!(outcome.report.has_errors());
    let style = paper.page("index.html").text("style");
    assert!(style.contains("@media screen{:root{--broadsheet-ink:#999999;--broadsheet-accent:#008080}}"), "{style}");
}

#[test]
fn the_colour_of_the_window_and_the_generated_icon_follow_the_theme() {
    let colors = |paper: &Paper| paper.page("index.html").attrs("meta[name=theme-color]", "content").join(" ");
    let paper = paper(&json!({}));
    paper.publish();
    assert_eq!(colors(&paper), "#fffdf9 #161512");
    let icon = paper.read("site-icon.svg");
    assert!(icon.contains("fill=\"#a3271b\"") && icon.contains("fill=\"#fffdf9\""), "{icon}");
    paper.site(&site(&json!({ "theme": theme() })));
    paper.publish();
    assert_eq!(colors(&paper), "#ffffff #101418");
    let icon = paper.read("site-icon.svg");
    assert!(icon.contains("fill=\"#00695c\"") && icon.contains("fill=\"#ffffff\""), "{icon}");
}

#[test]
fn the_icon_that_site_json_names_replaces_the_default_if_it_is_there() {
    let icon = |paper: &Paper| {
        paper.publish();
        let dom = paper.page("2024/02/plain/index.html");
        let [href, kind] = ["href", "type"].map(|name| dom.attr("link[rel=icon]", name).unwrap().to_owned());
        assert!(paper.has(href.trim_start_matches("../")), "{href}");
        (href, kind)
    };
    let expected = |path: &str, kind: &str| (format!("../../../{path}"), kind.to_owned());
    let paper = paper(&json!({ "icon": "images/own.ico" }));
    assert_eq!(icon(&paper), expected("site-icon.svg", "image/svg+xml"));
    paper.write("icon.png", "any");
    assert_eq!(icon(&paper), expected("content/icon.png", "image/png"));
    paper.write("images/own.ico", "any");
    assert_eq!(icon(&paper), expected("content/images/own.ico", "image/x-icon"));
    paper.site(&site(&json!({ "icon": "files/a b.svg" })));
    paper.write("files/a b.svg", "<svg/>");
    paper.publish();
    assert_eq!(paper.page("index.html").attr("link[rel=icon]", "href"), Some("./a%20b.svg"));
}

#[test]
fn the_logo_stands_in_place_of_the_title_with_its_size_and_name() {
    let logo = json!({ "src": "images/logo.svg", "alt": "The Paper, since 1901" });
    let paper = paper(&json!({ "logo": logo }));
    paper.publish();
    for (path, root) in [("index.html", "./"), ("2024/02/plain/index.html", "../../../"), ("404.html", "/news/")] {
        let dom = paper.page(path);
        let logo = ".masthead > a.masthead-title > img.masthead-logo";
        assert_eq!(dom.attr(logo, "src"), Some(format!("{root}content/images/logo.svg").as_str()), "{path}");
        assert_eq!(dom.attr(logo, "alt"), Some("The Paper, since 1901"), "{path}");
        assert_eq!((dom.attr(logo, "width"), dom.attr(logo, "height")), (Some("300"), Some("100")), "{path}");
        assert_eq!(dom.text(".masthead"), "", "{path}");
    }
    // `publish` writes the size into the published file, as into articles.
    assert_eq!(paper.json("content/site.json")["logo"]["width"], 300);
    assert_eq!(
        paper.data("2024/02/plain/index.html")["publisher"]["logo"],
        json!({
            "@type": "ImageObject", "url": "https://paper.example/news/content/images/logo.svg", "width": 300, "height": 100,
        })
    );
    let dark = json!({ "logo": { "src": "images/logo.svg", "dark": "images/dark.svg", "alt": "" } });
    paper.site(&site(&dark));
    paper.publish();
    let dom = paper.page("index.html");
    let source = ".masthead picture > source[media='(prefers-color-scheme: dark)']";
    assert_eq!(dom.attr(source, "srcset"), Some("./content/images/dark.svg"));
    assert_eq!(dom.attr(".masthead picture > img", "alt"), Some("The Paper"), "the title is its name");
    assert!(paper.has("content/images/dark.svg"));
}

#[test]
fn a_logo_that_is_missing_is_a_finding_and_the_title_is_shown() {
    for logo in [
        json!({ "src": "images/missing.svg", "alt": "" }),
        json!({ "src": "images/missing.svg", "alt": "", "width": 3, "height": 1 }),
        json!({ "src": "https://elsewhere.example/logo.svg", "alt": "", "width": 3, "height": 1 }),
    ] {
        let paper = paper(&json!({ "logo": logo }));
        assert!(paper.publish().report.has_errors(), "{logo}");
        let dom = paper.page("index.html");
        assert_eq!((dom.text(".masthead-title").as_str(), dom.count(".masthead img")), ("The Paper", 0), "{logo}");
        assert_eq!(paper.data("2024/02/plain/index.html")["publisher"].get("logo"), None);
    }
}

#[test]
fn a_single_file_has_theme_fonts_and_logo_inside() {
    let logo = json!({ "src": "images/logo.svg", "dark": "images/dark.svg", "alt": "Logo" });
    let paper = paper(&json!({ "theme": theme(), "logo": logo }));
    let made = single_file(&paper.folder(), &App::in_folder(paper.app_folder()), "plain", &Silent).unwrap();
    let html = made.html.unwrap();
    let dom = Dom::document(html);
    let style = dom.text("style");
    let font = format!("src:url(\"data:font/woff2;base64,{}\")", BASE64_STANDARD.encode(FONT));
    assert_eq!(style.matches(&font).count(), 2, "{style}");
    assert!(style.contains("--broadsheet-paper:#ffffff"), "{style}");
    let policy = policy(&dom);
    assert!(policy.contains(&hash(&style)) && policy.contains("; font-src data:;"), "{policy}");
    assert!(dom.attr(".masthead img", "src").unwrap().starts_with("data:image/svg+xml;base64,"));
    assert!(dom.attr(".masthead source", "srcset").unwrap().starts_with("data:image/svg+xml;base64,"));
}

#[test]
fn the_published_site_json_names_the_fonts_where_they_are_published() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.publish();
    let faces = &paper.json("content/site.json")["theme"]["faces"];
    assert_eq!((&faces[0]["src"], &faces[1]["src"]), (&json!("../fonts/squares.woff2"), &json!("fonts/slanted.woff2")));
}

#[test]
fn another_theme_changes_each_page_and_the_same_one_none() {
    let paper = paper(&json!({ "theme": theme() }));
    paper.publish();
    assert_eq!(paper.publish_at(NOW).written, 0);
    paper.site(&site(&json!({ "theme": { "light": { "paper": "#eeeeee" } } })));
    let changed = paper.publish().changed;
    for (path, _) in PAGES {
        assert!(changed.iter().any(|other| other == path), "{path} in {changed:?}");
    }
}

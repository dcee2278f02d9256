//! A site with its own navigation, pages, authors, topics, series and archive.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::accessibility::axe;
use crate::article;
use crate::browser::{Engine, Page, Screen, browse, browse_in};
use crate::imported::import_all;
use crate::server::Host;
use crate::site::Site;

/// Every kind of page that is no article, and an article.
const PAGES: [&str; 9] = [
    "",
    "page/1/",
    "about/",
    "authors/ines/",
    "topics/bells/",
    "series/the-night-boats/",
    "2024/",
    "2024/10/",
    "2024/10/part-2/",
];

/// A site with 60 articles, of which three are parts of a series.
fn site(lang: &str) -> Site {
    let link = |text: &str, kind: &str, to: &str| json!({ "text": text, kind: to });
    let site = Site::new(&json!({
        "version": 1, "title": "The Harbour Paper", "lang": lang, "bylineStyle": "line", "url": "https://paper.example/",
        "navigation": [
            link("Harbours", "section", "Harbours"), link("Bells", "topic", "Bells"),
            link("The Night Boats", "series", "The Night Boats"), link("About", "href", "pages/about.json"),
        ],
        "footer": [link("Ines Marlowe", "href", "authors/ines.json")],
        "contact": { "email": "desk@paper.example" },
        "social": [{ "text": "Mastodon", "href": "https://social.example/@paper" }],
    }));
    site.write("pages/about.json", json!({ "headline": "About us", "body": ["Who we are."] }).to_string());
    site.write(
        "authors/ines.json",
        json!({ "name": "Ines Marlowe", "role": "Editor", "bio": ["She writes."] }).to_string(),
    );
    for number in 1..=60 {
        let mut story = json!({
            "version": 1, "headline": format!("Story {number}"), "kicker": "Harbours", "tags": ["Bells", "Salt"],
            "authors": ["ines"], "published": format!("2024-{:02}-{:02}", 9 + number / 25, 1 + number % 25),
            "body": ["The first paragraph.", "The second one."],
        });
        if number <= 3 {
            story["series"] = json!("The Night Boats");
            story["published"] = json!(format!("2024-10-0{number}"));
        }
        let slug = if number <= 3 { format!("part-{number}") } else { format!("story-{number}") };
        site.write(&format!("articles/{slug}.json"), story.to_string());
    }
    site.published()
}

async fn texts(page: &Page, selector: &str) -> Vec<String> {
    page.get(&format!("[...document.querySelectorAll('{selector}')].map(e => e.textContent)")).await
}

#[test]
fn axe_finds_no_violation_on_any_kind_of_page() {
    let site = site("en");
    browse(site.host(), async |page| {
        let mut findings = Vec::new();
        for screen in [Screen::DESKTOP, Screen::PHONE] {
            page.screen(screen).await;
            for path in PAGES {
                page.load(path).await;
                findings.extend(axe::check(page, path).await);
                assert_eq!(page.errors().await, Vec::<String>::new(), "{path}");
            }
        }
        assert!(findings.is_empty(), "{findings:#?}");
    });
}

/// Articles of all sources that can be imported, with every construct.
#[test]
fn axe_finds_no_violation_on_the_pages_of_an_imported_site() {
    let site = Site::new(&json!({ "version": 1, "title": "The Harbour Paper", "url": "https://paper.example/" }));
    import_all(&site.source(""), &site.source("").with_file_name("sources"));
    let site = site.published();
    let mut paths = Vec::new();
    collect_pages(&site.path(""), "", &mut paths);
    assert!(paths.len() > 30, "{paths:?}");
    browse(site.host(), async |page| {
        let mut findings = Vec::new();
        for path in &paths {
            page.load(path).await;
            findings.extend(axe::check(page, path).await);
        }
        assert!(findings.is_empty(), "{findings:#?}");
    });
}

/// The paths of the finished pages of a published site that are articles or pages of the publisher's own.
fn collect_pages(folder: &Path, path: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() && !(path.is_empty() && LISTS.contains(&&*name)) {
            collect_pages(&entry.path(), &format!("{path}{name}/"), paths);
        } else if name == "index.html" && !fs::read_to_string(entry.path()).unwrap().contains("http-equiv=\"refresh\"")
        {
            paths.push(path.to_owned());
        }
    }
}

/// The folders with pages that are made from articles.
const LISTS: [&str; 4] = ["embed", "topics", "section", "authors"];

/// Without scripts, each link of each kind of page leads to a page of the site, at the root and in a folder.
#[test]
fn without_scripts_every_link_leads_to_a_page() {
    for prefix in ["/", "/a/b/"] {
        let site = site("en");
        browse(Host { prefix, ..site.host() }, async |page| {
            page.without_scripts().await;
            for path in PAGES {
                page.load(path).await;
                let links: Vec<String> =
                    page.get("[...document.links].filter(a => a.origin == location.origin).map(a => a.href)").await;
                assert!(links.len() > 5, "{path}: {links:?}");
                for link in links {
                    assert_eq!(page.status(&link).await, 200, "{link} on {path}");
                }
            }
        });
    }
}

#[test]
fn by_keyboard_the_navigation_comes_after_the_skip_link_and_before_the_story() {
    let site = site("en");
    browse(site.host(), async |page| {
        page.load("2024/10/part-2/").await;
        let mut focused = Vec::new();
        for _ in 0..9 {
            page.press(Key::Tab).await;
            focused.push(page.get::<String>("document.activeElement.textContent.trim()").await);
        }
        let skip = page.get::<String>("document.querySelector('.skip-link').textContent").await;
        let expected = [&*skip, "The Harbour Paper", "Harbours", "Bells", "The Night Boats", "About"];
        assert_eq!(focused[..6], expected, "{focused:?}");
        page.load("2024/10/part-2/").await;
        page.press(Key::Tab).await;
        page.press(Key::Enter).await;
        page.press(Key::Tab).await;
        assert!(
            page.get::<bool>("document.activeElement.closest('main') !== null").await,
            "the skip link passes the navigation"
        );
    });
}

#[test]
fn from_one_part_of_a_series_a_reader_gets_to_the_others_and_to_the_series() {
    let site = site("en");
    browse(site.host(), async |page| {
        page.load("series/the-night-boats/").await;
        assert_eq!(texts(page, ".stories .headline").await, ["Story 1", "Story 2", "Story 3"]);
        page.click(".stories .headline a").await;
        page.wait_until("the first part", "document.querySelector('h1')?.textContent == 'Story 1'").await;
        assert_eq!(texts(page, ".series").await, ["Part 1 of 3: The Night Boats"]);
        page.click(".series-parts [rel=next]").await;
        page.wait_until("the second part", "document.querySelector('h1')?.textContent == 'Story 2'").await;
        page.click(".series a").await;
        page.wait_until("the series", "document.querySelector('h1')?.textContent == 'The Night Boats'").await;
    });
}

/// The article with a time, as its page and as the app show it.
#[test]
fn the_line_of_byline_and_date_is_the_same_on_the_page_and_in_the_app() {
    for lang in ["en", "de", "fr", "es", "ar"] {
        let site = Site::new(&json!({ "version": 1, "title": "The Paper", "lang": lang, "bylineStyle": "line" }));
        let story: Value = json!({
            "version": 1, "headline": "Bell", "authors": ["Ines Marlowe"], "published": "2013-03-27", "body": ["Words."],
        });
        let moment = article::with(story.clone(), "published", json!("2013-03-27T12:05:00+00:00"));
        let site = site.with_article("bell", &story).with_article("reef", &moment).published();
        browse_in(&[Engine::Chromium, Engine::Firefox], site.host(), async |page| {
            let mut lines = Vec::new();
            for path in ["2013/03/bell/", "reader.html#/bell", "2013/03/reef/", "reader.html#/reef"] {
                page.load(path).await;
                page.wait_for("main[data-state=ready] .one-line .dates").await;
                lines.push((texts(page, ".one-line .byline").await, texts(page, ".one-line .dates").await));
                let boxes: Vec<f64> = page
                    .get("[...document.querySelectorAll('.one-line > .byline, .one-line > .dates')].map(e => e.getBoundingClientRect().bottom)")
                    .await;
                assert!((boxes[0] - boxes[1]).abs() < 3., "{path} in {lang}: {boxes:?}");
            }
            assert_eq!(lines[0], lines[1], "{lang}");
            assert_eq!(lines[2].0, lines[3].0, "{lang}");
            let weekday =
                |line: &(Vec<String>, Vec<String>)| line.1[0].split(['،', ',', ' ']).next().unwrap().to_owned();
            assert_eq!(weekday(&lines[2]), weekday(&lines[3]), "{lang}: {lines:?}");
            assert!(!lines[0].1[0].trim().starts_with(|c: char| c.is_numeric()), "{lang}: {lines:?}");
        });
    }
}

#[test]
fn in_one_line_the_byline_is_in_capitals_and_divided_from_the_date_by_a_bar() {
    let site = site("en");
    browse(site.host(), async |page| {
        page.load("2024/10/part-2/").await;
        let shown: String = page.get("document.querySelector('.byline').innerText").await;
        assert_eq!(shown.trim(), "BY INES MARLOWE");
        let bar: String =
            page.get("getComputedStyle(document.querySelector('.one-line > .dates'), '::before').content").await;
        assert!(bar.starts_with("\"|\""), "{bar}");
        assert_eq!(texts(page, ".dates time").await, ["Wednesday, October 2 2024"]);
    });
}

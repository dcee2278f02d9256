//! Articles that try to be more than text: whatever stands in them, it stays text, or an address that leads somewhere.
//!
//! The control is [`the_same_strings_do_harm_in_a_page_that_takes_them_for_markup`]: without it nobody would know
//! whether the others can fail. In a shadow root of ours an article is only moved so far, not rendered.

mod articles;
mod strings;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use articles::Documents;

/// The strict policy, as far as articles may ask for anything: images and media from everywhere, and the players.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; \
     media-src *; connect-src 'self'; base-uri 'none'; frame-src https://www.youtube-nocookie.com \
     https://player.vimeo.com https://geo.dailymotion.com https://embed.ted.com https://archive.org";

/// The strict policy, on a host that lets no string become markup.
const TRUSTED_TYPES: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; media-src 'self'; connect-src 'self'; base-uri 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// In how many tests the articles are read: each has to be done long before the deadline of a test, on a busy machine
/// too.
const PARTS: usize = 12;

/// One test for each part.
macro_rules! parts {
    ($($name:ident: $part:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            const { assert!($part < PARTS) };
            read_part($part);
        })*
    };
}

parts! {
    no_string_of_an_article_becomes_more_than_text_00: 0,
    no_string_of_an_article_becomes_more_than_text_01: 1,
    no_string_of_an_article_becomes_more_than_text_02: 2,
    no_string_of_an_article_becomes_more_than_text_03: 3,
    no_string_of_an_article_becomes_more_than_text_04: 4,
    no_string_of_an_article_becomes_more_than_text_05: 5,
    no_string_of_an_article_becomes_more_than_text_06: 6,
    no_string_of_an_article_becomes_more_than_text_07: 7,
    no_string_of_an_article_becomes_more_than_text_08: 8,
    no_string_of_an_article_becomes_more_than_text_09: 9,
    no_string_of_an_article_becomes_more_than_text_10: 10,
    no_string_of_an_article_becomes_more_than_text_11: 11,
}

fn read_part(part: usize) {
    let strings = texts();
    let schema = articles::article();
    let mut articles = Documents::new(&schema, &strings);
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.reads("plain", &article::plain("Before")).await;
        page.run(include_str!("hostile/audit.js")).await;
        let mut harm = Vec::new();
        for turn in (part..articles.turns()).step_by(PARTS) {
            let slug = format!("hostile-{turn}");
            let article = articles.document(turn);
            // Of a later version of the format.
            let end_expected = if article.contains("\"version\":\"0\"") { "shape" } else { "ready" };
            page.server.answer(&article::file(&slug), Answer::bytes(article));
            let end = page.turn_to(&slug).await;
            page.server.heal(&article::file(&slug));
            if end != end_expected {
                harm.push(format!("{slug} ends as {end}"));
            }
            let mut found: Vec<String> = page.get("window.__hostile.examine()").await;
            if turn % 8 < 2 {
                found.extend(page.get::<Vec<String>>("window.__hostile.examineInShadow()").await);
            }
            harm.extend(found.into_iter().map(|found| format!("{slug}: {found}")));
            assert!(harm.len() < 20, "{harm:#?}");
            // The console would grow, and with it the time each command takes.
            if turn % 10 == 0 {
                page.console().await;
            }
        }
        assert!(harm.is_empty(), "{harm:#?}");
        assert_harmless(page).await;
    });
}

/// Asserts that nothing has run, nothing was asked for that only markup asks for, and no policy was broken.
async fn assert_harmless(page: &Page) {
    let seen = page.seen().await;
    let harm: Vec<&String> = seen.iter().filter(|line| !line.starts_with("failed to load")).collect();
    assert!(harm.is_empty(), "{harm:#?}");
    assert_eq!(page.get::<Vec<String>>("window.__fired").await, Vec::<String>::new());
    assert_eq!(canaries(page), Vec::<String>::new());
}

/// The addresses that nobody asks for who takes text for text.
fn canaries(page: &Page) -> Vec<String> {
    let requests = page.server.requests().into_iter().map(|request| request.path);
    requests.filter(|path| path.starts_with("/canary/")).collect()
}

fn texts() -> Vec<String> {
    strings::all().into_iter().map(|hostile| hostile.text).collect()
}

#[test]
fn the_walk_puts_every_string_into_every_field() {
    let strings = texts();
    let schema = articles::article();
    let mut articles = Documents::new(&schema, &strings);
    for turn in 0..articles.turns() {
        articles.document(turn);
    }
    println!("{} strings, {} fields: {:?}", strings.len(), articles.fields().len(), articles.fields());
    let missing = articles.missing();
    let fields: BTreeSet<&String> = missing.iter().map(|(field, _)| field).collect();
    assert!(missing.is_empty(), "{} pairs are missing, in {fields:?}", missing.len());
}

#[test]
fn no_string_of_a_site_becomes_more_than_text() {
    let strings = texts();
    let schema = articles::site();
    let mut sites = Documents::new(&schema, &strings);
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.has_article("plain", &article::plain("A plain story"));
        let mut harm = Vec::new();
        for turn in (0..sites.turns()).step_by(13) {
            page.server.answer("content/site.json", Answer::bytes(sites.document(turn)));
            page.load(&format!("reader.html?{turn}#/plain")).await;
            page.shows("A plain story").await;
            page.run(include_str!("hostile/audit.js")).await;
            page.wait_until("the site", "document.title.length > 'A plain story'.length || performance.now() > 500")
                .await;
            let found: Vec<String> = page.get("window.__hostile.examineAll()").await;
            harm.extend(found.into_iter().map(|found| format!("site {turn}: {found}")));
            page.server.heal("content/site.json");
            assert!(harm.len() < 20, "{harm:#?}");
            assert_harmless(page).await;
        }
        assert!(harm.is_empty(), "{harm:#?}");
    });
}

#[test]
fn no_address_of_the_page_becomes_more_than_text() {
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.reads("plain", &article::plain("Before")).await;
        page.run(include_str!("hostile/audit.js")).await;
        let mut harm = Vec::new();
        for (number, text) in texts().iter().enumerate() {
            let text: String = text.chars().filter(|c| !('\u{e000}'..='\u{e001}').contains(c)).take(500).collect();
            page.follow(&format!("#/{text}/")).await;
            page.fault().await;
            let found: Vec<String> = page.get("window.__hostile.examine()").await;
            harm.extend(found.into_iter().map(|found| format!("address {number}: {found}")));
            if number % 50 == 49 {
                page.console().await;
                assert_eq!(page.turn_to("plain").await, "ready");
            }
        }
        assert!(harm.is_empty(), "{harm:#?}");
        assert_harmless(page).await;
    });
}

#[test]
fn the_same_strings_do_harm_in_a_page_that_takes_them_for_markup() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        page.server.answer("control.html", Answer::web_page("<!doctype html><title>Control</title><body>"));
        page.load("control.html").await;
        page.run(include_str!("hostile/audit.js")).await;
        let armed: Vec<(usize, String)> = strings::all()
            .into_iter()
            .enumerate()
            .filter_map(|(number, hostile)| hostile.armed.then_some((number, hostile.text)))
            .collect();
        for (number, text) in &armed {
            page.get::<Value>(&format!("window.__hostile.expose({}, {number})", json!(text))).await;
        }
        // The last frames and images.
        page.get::<Value>("new Promise(resolve => setTimeout(resolve, 300, null))").await;
        let fired: Vec<String> = page.get("window.__fired").await;
        let asked = canaries(page);
        let harmless: Vec<&String> = armed
            .iter()
            .filter(|(number, _)| {
                !fired.contains(&format!("called {number}")) && !asked.contains(&format!("/canary/{number}"))
            })
            .map(|(_, text)| text)
            .collect();
        let harmful = armed.len() - harmless.len();
        println!("{harmful} of {} do harm; these don't: {harmless:#?}", armed.len());
        assert!(harmful * 100 >= armed.len() * 90, "only {harmful} of {}: {harmless:#?}", armed.len());
    });
}

#[test]
fn every_article_shows_on_a_host_that_enforces_trusted_types() {
    browse(Host { policy: Some(TRUSTED_TYPES), ..Host::default() }, async |page| {
        for slug in article::of_the_build() {
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            page.wait_for("aside.session-bar a").await;
            assert_eq!(page.seen().await, Vec::<String>::new(), "{slug}");
        }
        page.follow("#/missing").await;
        page.fault().await;
        assert_eq!(page.seen().await, Vec::<String>::new());
        // What the policy would refuse, it does refuse.
        page.run("try { document.createElement('p').innerHTML = '<b>x</b>' } catch {}").await;
        page.wait_until("a breach", "window.__seen.some(line => line.includes('trusted-types'))").await;
    });
}

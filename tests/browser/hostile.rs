//! Articles whose strings contain markup, scripts and dangerous addresses: everything has to stay text or a harmless
//! link.
//!
//! The control is [`the_hostile_strings_run_when_inserted_as_markup`]: it proves that the other tests can fail. In a
//! shadow root, the article is only moved there, not rendered again.

mod documents;
mod strings;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use documents::Documents;

/// The strict policy, relaxed by what articles may load: images and media from anywhere, and known players.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; \
     media-src *; connect-src 'self'; base-uri 'none'; frame-src https://www.youtube-nocookie.com \
     https://player.vimeo.com https://geo.dailymotion.com https://embed.ted.com https://archive.org";

/// The strict policy with Trusted Types enforced: no string may become markup.
const TRUSTED_TYPES: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; media-src 'self'; connect-src 'self'; base-uri 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// How many tests share the hostile articles. Each share has to be done well within the deadline of a test, even on a
/// busy machine.
const SHARES: usize = 12;

/// Makes one test for each share.
macro_rules! make_tests {
    ($($name:ident: $part:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            const { assert!($part < SHARES) };
            check_share($part);
        })*
    };
}

make_tests! {
    no_string_of_an_article_becomes_markup_or_script_00: 0,
    no_string_of_an_article_becomes_markup_or_script_01: 1,
    no_string_of_an_article_becomes_markup_or_script_02: 2,
    no_string_of_an_article_becomes_markup_or_script_03: 3,
    no_string_of_an_article_becomes_markup_or_script_04: 4,
    no_string_of_an_article_becomes_markup_or_script_05: 5,
    no_string_of_an_article_becomes_markup_or_script_06: 6,
    no_string_of_an_article_becomes_markup_or_script_07: 7,
    no_string_of_an_article_becomes_markup_or_script_08: 8,
    no_string_of_an_article_becomes_markup_or_script_09: 9,
    no_string_of_an_article_becomes_markup_or_script_10: 10,
    no_string_of_an_article_becomes_markup_or_script_11: 11,
}

/// The hostile articles. What an article may leave out depends on those before it, so they are all made at once.
static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let strings = texts();
    let schema = documents::article();
    let mut articles = Documents::sparse(&schema, &strings);
    (0..articles.turns()).map(|turn| articles.document(turn)).collect()
});

fn check_share(part: usize) {
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.serve_and_load("plain", &article::plain("Before")).await;
        page.run(include_str!("hostile/audit.js")).await;
        let mut harm = Vec::new();
        for (turn, article) in ARTICLES.iter().enumerate().skip(part).step_by(SHARES) {
            let slug = format!("hostile-{turn}");
            // An article with another format version is refused as `shape`.
            let end_expected = if article.contains("\"version\":\"0\"") { "shape" } else { "ready" };
            page.server.answer(&article::file(&slug), Answer::bytes(article.as_str()));
            let end = page.navigate_to(&slug).await;
            page.server.clear_rules(&article::file(&slug));
            if end != end_expected {
                harm.push(format!("{slug} ends as {end}"));
            }
            let mut found: Vec<String> = page.get("window.__hostile.examine()").await;
            if turn % 8 < 2 {
                found.extend(page.get::<Vec<String>>("window.__hostile.examineInShadow()").await);
            }
            harm.extend(found.into_iter().map(|found| format!("{slug}: {found}")));
            assert!(harm.len() < 20, "{harm:#?}");
            // A console that keeps growing would slow each WebDriver command down.
            if turn % 10 == 0 {
                page.console().await;
            }
        }
        assert!(harm.is_empty(), "{harm:#?}");
        assert_harmless(page).await;
    });
}

/// Asserts that no script has run, that no canary address was requested, and that no policy was violated.
async fn assert_harmless(page: &Page) {
    let seen = page.errors().await;
    let harm: Vec<&String> = seen.iter().filter(|line| !line.starts_with("failed to load")).collect();
    assert!(harm.is_empty(), "{harm:#?}");
    assert_eq!(page.get::<Vec<String>>("window.__fired").await, Vec::<String>::new());
    assert_eq!(requested_canaries(page), Vec::<String>::new());
}

/// The requested canary addresses. A page requests one only if it treats a hostile string as markup.
fn requested_canaries(page: &Page) -> Vec<String> {
    let requests = page.server.requests().into_iter().map(|request| request.path);
    requests.filter(|path| path.starts_with("/canary/")).collect()
}

fn texts() -> Vec<String> {
    strings::all().into_iter().map(|hostile| hostile.text).collect()
}

#[test]
fn the_generated_documents_cover_every_string_in_every_field() {
    let strings = texts();
    let (article, site) = (documents::article(), documents::site());
    for mut documents in [Documents::sparse(&article, &strings), Documents::new(&site, &strings)] {
        for turn in 0..documents.turns() {
            documents.document(turn);
        }
        println!("{} strings, {} fields: {:?}", strings.len(), documents.fields().len(), documents.fields());
        let mut missing = documents.missing();
        // Only publishing reads these fields, and they have more forms than there are documents for.
        const PUBLISHED: [&str; 3] = ["Session.logout", "Session.method", "SeriesPart.part"];
        missing.retain(|(field, _)| !PUBLISHED.contains(&field.as_str()));
        let fields: BTreeSet<&String> = missing.iter().map(|(field, _)| field).collect();
        assert!(missing.is_empty(), "{} pairs are missing, in {fields:?}", missing.len());
    }
}

#[test]
fn no_string_of_site_json_becomes_markup_or_script() {
    let strings = texts();
    let schema = documents::site();
    let mut sites = Documents::new(&schema, &strings);
    let turns = sites.turns();
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.serve_article("plain", &article::plain("A plain story"));
        let mut harm = Vec::new();
        // Each document needs a load of the page, so this ends when each string was in one of them. With this step, that
        // takes the fewest.
        for turn in (0..).step_by(45).map(|turn| turn % turns) {
            if sites.have_used_every_string() {
                break;
            }
            // The title begins with a word, so that the page shows it whatever follows.
            let site = sites.document(turn).replacen("\"title\":\"", "\"title\":\"Paper ", 1);
            page.server.answer("content/site.json", Answer::bytes(site));
            page.load(&format!("reader.html?{turn}#/plain")).await;
            page.wait_until("article and site", "document.title.startsWith('A plain story – Paper')").await;
            page.run(include_str!("hostile/audit.js")).await;
            let found: Vec<String> = page.get("window.__hostile.examineAll()").await;
            harm.extend(found.into_iter().map(|found| format!("site {turn}: {found}")));
            page.server.clear_rules("content/site.json");
            assert!(harm.len() < 20, "{harm:#?}");
            assert_harmless(page).await;
        }
        assert!(harm.is_empty(), "{harm:#?}");
    });
}

#[test]
fn no_fragment_becomes_markup_or_script() {
    browse(Host { policy: Some(POLICY), ..Host::default() }, async |page| {
        page.serve_and_load("plain", &article::plain("Before")).await;
        page.run(include_str!("hostile/audit.js")).await;
        let mut harm = Vec::new();
        for (number, text) in texts().iter().enumerate() {
            let text: String = text.chars().filter(|c| !('\u{e000}'..='\u{e001}').contains(c)).take(500).collect();
            // The number makes each fragment differ from the one before, even if the browser removes its characters.
            page.run(&format!(
                "window.__before = document.querySelector('#story'); location.hash = {}",
                json!(format!("#/{text}/{number}"))
            ))
            .await;
            let shown = "document.querySelector('#story') !== __before && document.querySelector('#story .fault')";
            page.wait_until(&format!("a fault for address {number}"), shown).await;
            let found: Vec<String> = page.get("window.__hostile.examine()").await;
            harm.extend(found.into_iter().map(|found| format!("address {number}: {found}")));
            if number % 50 == 49 {
                page.console().await;
                assert_eq!(page.navigate_to("plain").await, "ready");
            }
        }
        assert!(harm.is_empty(), "{harm:#?}");
        assert_harmless(page).await;
    });
}

#[test]
fn the_hostile_strings_run_when_inserted_as_markup() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        page.server.answer("control.html", Answer::web_page("<!doctype html><title>Control</title><body>"));
        page.load("control.html").await;
        page.run(include_str!("hostile/audit.js")).await;
        let does_harm: Vec<(usize, String)> = strings::all()
            .into_iter()
            .enumerate()
            .filter_map(|(number, hostile)| hostile.does_harm.then_some((number, hostile.text)))
            .collect();
        for (number, text) in &does_harm {
            page.get::<Value>(&format!("window.__hostile.expose({}, {number})", json!(text))).await;
        }
        // Frames and images that were inserted last still need a moment to load.
        page.get::<Value>("new Promise(resolve => setTimeout(resolve, 300, null))").await;
        let fired: Vec<String> = page.get("window.__fired").await;
        let asked = requested_canaries(page);
        let harmless: Vec<&String> = does_harm
            .iter()
            .filter(|(number, _)| {
                !fired.contains(&format!("called {number}")) && !asked.contains(&format!("/canary/{number}"))
            })
            .map(|(_, text)| text)
            .collect();
        let harmful = does_harm.len() - harmless.len();
        println!("{harmful} of {} do harm; these don't: {harmless:#?}", does_harm.len());
        assert!(harmful * 100 >= does_harm.len() * 90, "only {harmful} of {}: {harmless:#?}", does_harm.len());
    });
}

#[test]
fn every_article_is_shown_under_trusted_types() {
    browse(Host { policy: Some(TRUSTED_TYPES), ..Host::default() }, async |page| {
        for slug in article::slugs_of_the_build() {
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.wait_for("main[data-state=ready] article.article").await;
            page.wait_for("aside.session-bar a").await;
            assert_eq!(page.errors().await, Vec::<String>::new(), "{slug}");
        }
        page.follow("#/missing").await;
        page.wait_for_fault().await;
        assert_eq!(page.errors().await, Vec::<String>::new());
        // Control: the policy does refuse markup from a string.
        page.run("try { document.createElement('p').innerHTML = '<b>x</b>' } catch {}").await;
        page.wait_until("a breach", "window.__seen.some(line => line.includes('trusted-types'))").await;
    });
}

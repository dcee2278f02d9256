//! The files of the JSON test suite that comes with the crate `trivet`: each has to end in an article or in a known
//! fault.

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use crate::sources;

/// The faults that are allowed for a suite file.
const FAULTS: [&str; 8] = ["web-page", "empty", "truncated", "syntax", "shape", "too-large", "encoding", "nesting"];

#[test]
fn every_suite_file_ends_in_an_article_or_a_known_fault() {
    let files = files();
    browse(Host::default(), async |page| {
        open_plain_article(page).await;
        let mut wrong_outcomes = Vec::new();
        let mut ends = std::collections::BTreeMap::<String, usize>::new();
        for (number, (name, bytes)) in files.iter().enumerate() {
            let end = read(page, number, bytes.clone()).await;
            if end != "ready" && !FAULTS.contains(&end.as_str()) {
                wrong_outcomes.push(format!("{name} ends as {end}"));
            }
            *ends.entry(end).or_default() += 1;
        }
        println!("{} files: {ends:?}", files.len());
        assert!(wrong_outcomes.is_empty(), "{wrong_outcomes:#?}");
        assert_still_works(page).await;
    });
}

#[test]
fn an_article_that_contains_a_suite_file_is_read_only_if_the_file_is_valid() {
    let files = files();
    browse(Host::default(), async |page| {
        open_plain_article(page).await;
        let mut wrong_outcomes = Vec::new();
        for (number, (name, bytes)) in files.iter().enumerate() {
            let mut article = br#"{ "headline": "Around", "body": ["A paragraph."], "x-file": "#.to_vec();
            article.extend_from_slice(bytes);
            article.push(b'}');
            let end = read(page, number, article).await;
            let wrong = match name.as_bytes()[0] {
                b'y' => end != "ready",
                b'n' => !["truncated", "syntax", "encoding", "nesting"].contains(&end.as_str()),
                _ => end != "ready" && !FAULTS.contains(&end.as_str()),
            };
            if wrong {
                wrong_outcomes.push(format!("{name} ends as {end}"));
            }
        }
        assert!(wrong_outcomes.is_empty(), "{wrong_outcomes:#?}");
        assert_still_works(page).await;
    });
}

async fn open_plain_article(page: &Page) {
    page.serve_and_load("plain", &article::plain("Before")).await;
    page.wait_for("aside.session-bar a").await;
}

/// Serves a suite file as an article, opens it, and returns the outcome.
async fn read(page: &Page, number: usize, bytes: Vec<u8>) -> String {
    let slug = format!("suite-{number}");
    page.server.answer(&article::file(&slug), Answer::bytes(bytes));
    let end = page.navigate_to(&slug).await;
    page.server.clear_rules(&article::file(&slug));
    page.assert_page_intact().await;
    end
}

/// Asserts that the app still works: it can show an article, and no error was recorded.
async fn assert_still_works(page: &Page) {
    assert_eq!(page.navigate_to("plain").await, "ready");
    page.wait_for_article("Before").await;
    assert_eq!(page.errors().await, Vec::<String>::new());
}

/// The name and the bytes of each suite file.
fn files() -> Vec<(String, Vec<u8>)> {
    let folder = sources::folder("trivet").join("test/json_test_cases");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_name().expect("a file has a name").to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    assert!(files.len() >= 281, "only {} files in {}", files.len(), folder.display());
    files
}

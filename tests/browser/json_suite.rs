//! The files of the JSON test suite, which the crate `trivet` brings along: each ends in an article or in a fault that
//! has a name, whatever is in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};

/// The faults that a file can end in.
const FAULTS: [&str; 8] = ["web-page", "empty", "truncated", "syntax", "shape", "too-large", "encoding", "nesting"];

#[test]
fn every_file_ends_in_an_article_or_a_fault() {
    let files = files();
    browse(Host::default(), async |page| {
        begin(page).await;
        let mut astray = Vec::new();
        let mut ends = std::collections::BTreeMap::<String, usize>::new();
        for (number, (name, bytes)) in files.iter().enumerate() {
            let end = read(page, number, bytes.clone()).await;
            if end != "ready" && !FAULTS.contains(&end.as_str()) {
                astray.push(format!("{name} ends as {end}"));
            }
            *ends.entry(end).or_default() += 1;
        }
        println!("{} files: {ends:?}", files.len());
        assert!(astray.is_empty(), "{astray:#?}");
        still_lives(page).await;
    });
}

#[test]
fn an_article_around_a_good_file_is_read_and_one_around_a_bad_file_is_not() {
    let files = files();
    browse(Host::default(), async |page| {
        begin(page).await;
        let mut astray = Vec::new();
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
                astray.push(format!("{name} ends as {end}"));
            }
        }
        assert!(astray.is_empty(), "{astray:#?}");
        still_lives(page).await;
    });
}

async fn begin(page: &Page) {
    page.reads("plain", &article::plain("Before")).await;
    page.wait_for("aside.session-bar a").await;
}

/// How a file ends that is served as an article.
async fn read(page: &Page, number: usize, bytes: Vec<u8>) -> String {
    let slug = format!("suite-{number}");
    page.server.answer(&article::file(&slug), Answer::bytes(bytes));
    let end = page.turn_to(&slug).await;
    page.server.heal(&article::file(&slug));
    page.is_in_order().await;
    end
}

/// Asserts that the app has come through, and can read on.
async fn still_lives(page: &Page) {
    assert_eq!(page.turn_to("plain").await, "ready");
    page.shows("Before").await;
    assert_eq!(page.seen().await, Vec::<String>::new());
}

/// The name and the bytes of each file.
fn files() -> Vec<(String, Vec<u8>)> {
    let folder = package("trivet").join("test/json_test_cases");
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

/// Where cargo keeps the sources of a package that this one depends on.
fn package(name: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut manifests =
        packages.filter(|package| package["name"] == name).filter_map(|package| package["manifest_path"].as_str());
    let manifest = manifests.next().unwrap_or_else(|| panic!("no package depends on {name}"));
    Path::new(manifest).parent().expect("a manifest is in a folder").to_owned()
}

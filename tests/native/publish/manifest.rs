//! `publish.json`, the manifest, if another program or another version wrote it.

use std::fs;

use broadsheet::publish::PublishError;
use expect_test::expect;
use serde_json::{Value, json};

use super::paper::Paper;

/// A manifest of these files.
fn list(paths: &[&str]) -> Value {
    let files: Value = paths.iter().map(|path| ((*path).to_owned(), json!({ "hash": "0" }))).collect();
    json!({ "version": 2, "files": files })
}

/// Regression: such a file was deleted.
#[test]
fn a_manifest_that_names_a_file_outside_of_the_folder_is_refused_and_nothing_is_changed() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.publish();
    // Files outside the folder and in it, to which the paths below lead.
    let victim = paper.path("").with_file_name(format!("victim-{}.txt", std::process::id()));
    let name = victim.file_name().unwrap().to_str().unwrap().to_owned();
    for path in [victim.clone(), victim.with_extension("txt.br")] {
        fs::write(path, "Keep me.").unwrap();
    }
    let absolute = victim.to_str().unwrap().to_owned();
    let before = paper.files();
    for path in [
        format!("../{name}"),
        absolute.clone(),
        format!("/{absolute}"),
        format!("2013/../../{name}"),
        format!("./../{name}"),
        "..".to_owned(),
        ".".to_owned(),
        String::new(),
        "2013//03".to_owned(),
        "2013/03/".to_owned(),
        "2013/./03".to_owned(),
        "a\0b".to_owned(),
        "publish.json".to_owned(),
        ".broadsheet/lock".to_owned(),
        ".Broadsheet/lock".to_owned(),
    ] {
        let made = json!({ "form": 1, "made": { &path: "0" }, "copied": {} });
        let app = json!({ "form": 1, "made": {}, "copied": {}, "app": { &path: null } });
        for list in [list(&["index.html", &path]), made, app] {
            paper.plant("publish.json", list.to_string());
            let error = paper.try_to_publish().unwrap_err();
            assert!(matches!(error, PublishError::ForeignManifest { .. }), "{path:?}: {error:?}");
            paper.plant("publish.json", before[std::path::Path::new("publish.json")].clone());
            assert_eq!(paper.files(), before, "{path:?}");
            assert_eq!(fs::read_to_string(&victim).unwrap(), "Keep me.", "{path:?}");
        }
    }
    paper.plant("publish.json", list(&["../victim.txt"]).to_string());
    paper.check_error(expect![[r#"
        DIR/site/dist/publish.json lists "../victim.txt", which `broadsheet publish` never writes, so the list comes from another program.
        What to do: delete the list and publish with --adopt; then old pages of deleted articles stay. Nothing was changed"#]]);
}

#[test]
fn a_manifest_that_cannot_be_read_is_refused_and_nothing_is_changed() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.publish();
    let later = paper.read("publish.json").replace("\"version\":2,", "\"version\":99,");
    for list in ["", "{", "[]", "{}", &later] {
        assert_ne!(paper.read("publish.json"), list);
        paper.plant("publish.json", list);
        let before = paper.files();
        let error = paper.try_to_publish().unwrap_err();
        assert!(matches!(error, PublishError::UnreadableManifest { .. }), "{list:?}: {error:?}");
        assert_eq!(paper.files(), before, "{list:?}");
    }
    paper.check_error(expect![[r#"
        DIR/site/dist/publish.json is not a list of files of this version.
        What to do: publish with the program that wrote it, or delete it and publish with --adopt; then old pages of deleted articles stay. Nothing was changed"#]]);
}

#[test]
fn a_valid_manifest_may_have_any_letters_in_its_paths() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    let paths = ["2013/03/gone/index.html", "2013/03/an end/index.html", "2013/03/ä…/index.html", "a..b/index.html"];
    for path in paths {
        paper.plant(path, "An old page.");
    }
    paper.plant("publish.json", list(&paths).to_string());
    assert_eq!(paper.publish().removed, 4);
    assert!(paths.iter().all(|path| !paper.has(path)));
}

/// Version 0.1 published in place: the files in `content/` were the publisher's.
#[test]
fn the_pages_of_a_site_that_version_0_1_published_are_taken_over_and_its_content_is_not() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.plant("index.html", "The old front page.");
    paper.plant("2013/03/gone/index.html", "An old page.");
    paper.plant("2013/03/gone/index.html.br", "An old copy.");
    paper.plant("start-1.js", "old();");
    paper.plant("content/articles/first.json", fs::read(paper.source("articles/first.json")).unwrap());
    paper.plant("content/images/mine.jpg", "An image.");
    let old = json!({
        "form": 1, "made": { "index.html": "0", "2013/03/gone/index.html": "0" },
        "copied": { "content/articles/first.json": "0", "content/images/mine.jpg": "0" }, "app": { "start-1.js": null },
    });
    paper.plant("publish.json", old.to_string());
    paper.publish();
    assert!(!paper.has("2013/03/gone/index.html") && !paper.has("2013/03/gone/index.html.br"));
    assert!(paper.has("start-1.js"), "open pages still request it");
    assert_eq!(paper.read("content/images/mine.jpg"), "An image.");
    assert_eq!(paper.page("index.html").count("#page[data-finished]"), 1);
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_symbolic_link_is_not_removed() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    let elsewhere = Paper::new();
    elsewhere.plant("gone/index.html", "Somebody else’s page.");
    fs::create_dir_all(paper.path("")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(""), paper.path("2012")).unwrap();
    paper.plant("publish.json", list(&["2012/gone/index.html"]).to_string());
    assert_eq!(paper.publish().removed, 0);
    assert!(elsewhere.has("gone/index.html"));
}

//! Errors in the content, and what is published in spite of them.

use std::io::{Error, ErrorKind};
use std::path::Path;

use broadsheet::check::Level;
use broadsheet::publish::PublishError;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::paper::Paper;

#[test]
fn a_broken_article_is_left_out_and_the_rest_is_published() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.write("articles/broken.json", "{ \"headline\": ");
    paper.article("half", &json!({ "version": 1, "headline": "No body", "published": "2013-03-27" }));
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(outcome.articles, 1);
    assert_eq!(outcome.left_out, ["broken", "half"]);
    let said = outcome.report.to_human(false);
    assert!(said.contains("broken.json") && said.contains("half.json"), "{said}");
    assert!(paper.has("2013/03/first/index.html") && !paper.has("2013/03/half/index.html"));
}

#[test]
fn an_article_that_gets_an_error_stays_as_it_was_published() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    let image = json!({ "type": "image", "src": "second/lead.svg", "alt": "" });
    paper.write("articles/second/lead.svg", "<svg viewBox='0 0 3 2'/>");
    let second =
        json!({ "headline": "Second", "kicker": "Seas", "published": "2013-03-28", "body": ["A."], "lead": image });
    paper.article("second", &second);
    paper.publish();
    let before = paper.files();
    paper.write("articles/second.json", "{");
    paper.remove("articles/second/lead.svg");
    for _ in 0..2 {
        let outcome = paper.try_to_publish().unwrap();
        assert_eq!(
            (outcome.articles, outcome.left_out.len(), outcome.retained.as_slice()),
            (2, 0, &["second".to_owned()][..])
        );
        assert!(outcome.report.has_errors());
        let mut after = paper.files();
        let list: Value = serde_json::from_slice(&after.remove(Path::new("publish.json")).unwrap()).unwrap();
        for path in ["content/articles/second.json", "content/articles/second/lead.svg"] {
            assert_eq!(list["files"][path]["retained"], "article-has-error", "{path}");
        }
        assert!(
            after.iter().all(|(path, bytes)| before.get(path) == Some(bytes)),
            "all pages and lists, and the image"
        );
        assert_eq!(after.len() + 1, before.len());
    }
    paper.remove("articles/second.json");
    paper.publish();
    let left: Vec<_> = paper.files().into_keys().filter(|path| path.to_string_lossy().contains("second")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_retained_article_follows_the_site() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27").plain("second", "2013-03-28").publish();
    paper.write("articles/second.json", "{");
    paper.site(&json!({ "title": "Renamed" }));
    paper.try_to_publish().unwrap();
    assert_eq!(paper.page("2013/03/second/index.html").text(".masthead-title"), "Renamed");
    // A JSON file that somebody changed in the output folder is not trusted.
    paper.plant("content/articles/second.json", paper.read("content/articles/first.json"));
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out), (1, vec!["second".to_owned()]));
    assert!(!paper.has("2013/03/second/index.html"));
}

/// Regression: the front page was removed, since the page of the only article is also the front page.
#[test]
fn the_only_article_that_gets_an_error_keeps_its_front_page() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27").publish();
    paper.write("articles/first.json", "{");
    for _ in 0..2 {
        assert_eq!(paper.try_to_publish().unwrap().articles, 1);
        for page in ["index.html", "2013/03/first/index.html"] {
            assert_eq!(paper.page(page).text("h1"), "The story of first", "{page}");
        }
    }
    paper.remove("articles/first.json");
    paper.publish();
    assert_eq!(paper.page("index.html").attr("main", "data-state"), Some("front"), "of no article");
}

#[test]
fn a_dead_link_to_an_article_is_a_warning() {
    let paper = Paper::new();
    let body = json!([[{ "text": "gone", "href": "gone.json" }]]);
    paper.article("first", &json!({ "version": 1, "headline": "First", "published": "2013-03-27", "body": body }));
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 0));
    assert!(outcome.report.has_errors() && outcome.report.to_human(false).contains("gone.json"));
    assert_eq!(paper.page("2013/03/first/index.html").text(".article > p a"), "gone");
}

#[test]
fn an_article_with_a_warning_is_published() {
    let paper = Paper::new();
    paper.article(
        "first",
        &json!({ "version": 1, "headline": "First", "published": "2013-03-27", "headlin": "", "body": ["A."] }),
    );
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 0));
    assert_eq!(outcome.report.count(), 1);
}

#[test]
fn a_date_in_the_future_is_a_warning() {
    let paper = Paper::new();
    let outcome = paper.plain("first", "2024-02-08").plain("second", "2024-02-10").try_to_publish().unwrap();
    let rules: Vec<_> = outcome.report.documents.iter().map(|document| document.findings[0].rule).collect();
    assert_eq!((outcome.articles, rules), (2, vec!["future"]));
}

#[test]
fn an_article_with_an_unknown_block_is_published_if_the_block_has_a_fallback() {
    let paper = Paper::new();
    let article =
        |block| json!({ "headline": "First", "published": "2013-03-27", "tags": [null], "body": ["A.", block] });
    paper.article("first", &article(json!({ "type": "map", "fallback": "The mole is in the south." })));
    paper.article("second", &article(json!({ "type": "map", "fallback": null })));
    paper.article("third", &article(json!({ "type": "map", "fallback": [" "] })));
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (1, 2));
    let levels: Vec<_> = outcome.report.documents.iter().map(|document| document.findings[0].level).collect();
    assert_eq!(levels, [Level::Warning, Level::Error, Level::Error]);
    assert!(paper.page("2013/03/first/index.html").text("article").contains("The mole is in the south."));
}

#[test]
fn an_article_in_the_wrong_place_is_a_warning() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    let strays = ["articles/LOUD.JSON", "articles/saved.json.txt", "beside.json"];
    for path in strays.iter().chain(&["articles/notes.txt", "articles/.old/kept.json"]) {
        paper.write(path, std::fs::read(paper.source("articles/first.json")).unwrap());
    }
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len(), outcome.report.has_errors()), (1, 0, false));
    let said: Vec<_> = outcome.report.documents.iter().map(|document| document.file.clone()).collect();
    assert_eq!(said, strays.map(|path| paper.source(path)));
    let report = outcome.report.to_human(false);
    assert!(report.contains("warning[not-published]") && report.contains("LOUD.JSON"), "{report}");
}

#[test]
fn an_unreadable_site_changes_nothing() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.try_to_publish().unwrap();
    paper.write("site.json", "{ \"title\": ");
    let before = paper.files();
    paper.check_error(expect![[r#"
        DIR/site/site.json can't be read: the file ends too soon.
        What to do: fix the file (`broadsheet check` shows all errors). Nothing was changed"#]]);
    assert_eq!(paper.files(), before);
}

#[test]
fn errors_in_site_json_are_reported_and_everything_is_published() {
    let paper = Paper::of(&json!({ "title": "The Paper", "titel": "The Paper" }));
    let outcome = paper.plain("first", "2013-03-27").try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.report.count()), (1, 1));
    assert!(outcome.report.to_human(false).contains("site.json"));
    paper.site(&json!({ "title": "The Paper" }));
    let outcome = paper.publish();
    assert!(outcome.report.documents.is_empty() && !outcome.has_url);
    paper.remove("site.json");
    assert_eq!(paper.publish().articles, 1, "a publication may go without");
}

#[test]
fn a_folder_without_the_app_is_refused() {
    let paper = Paper::new();
    std::fs::remove_file(paper.app_folder().join("main-1.css")).unwrap();
    paper.check_error(expect![[r#"
        the app is not complete: there is no DIR/app/main-1.css.
        What to do: give the folder of the app with --app, such as target/app after `cargo xtask build`. Nothing was changed"#]]);
    paper.app("assets.json", "{");
    paper.check_error(expect![[r#"
        the app is not complete: DIR/app/assets.json: EOF while parsing an object at line 1 column 1.
        What to do: give the folder of the app with --app, such as target/app after `cargo xtask build`. Nothing was changed"#]]);
}

/// Root may write everywhere, so the tests can't make such folders.
#[test]
fn an_error_of_the_system_says_what_to_do() {
    let error = |kind: ErrorKind| PublishError::Io(Error::new(kind, "failed to create file `dist/index.html`"));
    let check = |error: PublishError, expected: Expect| expected.assert_eq(&error.to_string());
    check(
        error(ErrorKind::PermissionDenied),
        expect![[r#"
            failed to create file `dist/index.html`.
            What to do: give this program access to it, or name another folder with --output. Nothing was changed"#]],
    );
    check(
        error(ErrorKind::StorageFull),
        expect![[r#"
        failed to create file `dist/index.html`.
        What to do: make room on the disk, and publish again. Nothing was changed"#]],
    );
    check(
        error(ErrorKind::Other),
        expect![[r#"
        failed to create file `dist/index.html`.
        What to do: remove the cause, and publish again. Nothing was changed"#]],
    );
    check(
        PublishError::PartWay(Box::new(error(ErrorKind::StorageFull))),
        expect![[r#"
        stopped part way: failed to create file `dist/index.html`.
        What to do: free the way, and run the command again: it completes the site"#]],
    );
    check(
        PublishError::PartWay(Box::new(PublishError::Interrupted)),
        expect![[r#"
        stopped part way.
        What to do: run the command again"#]],
    );
}

#[test]
fn a_program_without_the_app_inside_says_so_before_it_touches_anything() {
    let paper = Paper::new();
    paper.plain("first", "2024-02-05");
    let site = paper.source("");
    let before = paper.sources();
    for command in [&["publish"][..], &["serve"], &["single-file", "first"]] {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        let output = program.args(command).arg(&site).current_dir(site.parent().unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        expect![[r#"
            broadsheet: the app is not inside this program, since it was built by cargo alone.
            What to do: name the folder of the app, as in --app target/app, where `cargo xtask build` leaves it; or make a program with the app inside by `cargo xtask release`
        "#]]
        .assert_eq(str::from_utf8(&output.stderr).unwrap());
    }
    assert_eq!(paper.sources(), before);
    assert!(!paper.path("").exists());
}

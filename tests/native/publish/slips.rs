//! What is wrong in the content, and what becomes of the rest.

use broadsheet::publish::PublishError;
use serde_json::json;

use super::folder::Folder;

#[test]
fn a_broken_story_is_left_out_and_the_rest_is_published() {
    let folder = Folder::new();
    folder.plain("first", "2013-03-27");
    folder.write("content/articles/broken.json", "{ \"headline\": ");
    folder.story("half", json!({ "version": 1, "headline": "No body", "published": "2013-03-27" }));
    let outcome = folder.publish();
    assert_eq!((outcome.stories, outcome.left_out), (1, 2));
    let said = outcome.report.to_human(false);
    assert!(said.contains("broken.json") && said.contains("half.json"), "{said}");
    assert!(folder.has("2013/03/first/index.html") && !folder.has("2013/03/half/index.html"));
}

#[test]
fn a_story_that_gets_a_slip_keeps_the_page_it_had() {
    let folder = Folder::new();
    folder.plain("first", "2013-03-27");
    folder.plain("second", "2013-03-28");
    folder.publish();
    folder.write("content/articles/second.json", "{");
    for _ in 0..2 {
        let outcome = folder.publish();
        assert_eq!((outcome.stories, outcome.left_out, outcome.removed), (1, 1, 0));
        assert_eq!(folder.page("2013/03/second/index.html").text("h1"), "The story of second");
    }
    folder.remove("content/articles/second.json");
    folder.publish();
    assert!(!folder.has("2013/03/second/index.html"));
}

#[test]
fn a_link_to_a_story_that_is_gone_is_said_and_holds_nothing_back() {
    let folder = Folder::new();
    let body = json!([[{ "text": "gone", "href": "gone.json" }]]);
    folder.story("first", json!({ "version": 1, "headline": "First", "published": "2013-03-27", "body": body }));
    let outcome = folder.publish();
    assert_eq!((outcome.stories, outcome.left_out), (1, 0));
    assert!(outcome.report.has_errors() && outcome.report.to_human(false).contains("gone.json"));
    assert_eq!(folder.page("2013/03/first/index.html").text(".body a"), "gone");
}

#[test]
fn a_warning_holds_nothing_back() {
    let folder = Folder::new();
    folder.story(
        "first",
        json!({ "version": 1, "headline": "First", "published": "2013-03-27", "headlin": "", "body": ["A."] }),
    );
    let outcome = folder.publish();
    assert_eq!((outcome.stories, outcome.left_out), (1, 0));
    assert_eq!(outcome.report.count(), 1);
}

#[test]
fn an_unreadable_site_changes_nothing() {
    let folder = Folder::new();
    folder.plain("first", "2013-03-27");
    folder.publish();
    folder.write("content/site.json", "{ \"title\": ");
    let before = folder.files();
    let error = folder.try_to_publish().unwrap_err();
    assert!(matches!(error, PublishError::Site { .. }), "{error:?}");
    assert!(error.to_string().contains("site.json") && error.to_string().contains("What to do"), "{error}");
    assert_eq!(folder.files(), before);
}

#[test]
fn a_folder_that_is_no_build_is_refused() {
    let folder = Folder::new();
    folder.remove("hashed-main.css");
    assert!(matches!(folder.try_to_publish(), Err(PublishError::NoBuild { .. })));
}

//! Offline reading: a service worker if the site asks for it, and its removal if not.

use serde_json::json;

use super::paper::Paper;

const NOTE: &str = r#"<p class="copy-note" lang="en" role="status" hidden="">The site can’t be reached. This is a copy that this device kept on </p>"#;

fn site(offline: bool) -> Paper {
    let paper = Paper::new();
    paper.site(&json!({ "version": 1, "title": "The Paper", "home": "first", "offline": offline }));
    paper.plain("first", "2024-10-04");
    paper.plain("second", "2024-10-05");
    paper
}

#[test]
fn an_offline_site_has_a_worker_that_its_pages_register() {
    let paper = site(true);
    paper.publish();
    for (page, worker) in [("index.html", "./offline.js"), ("2024/10/first/index.html", "../../../offline.js")] {
        let html = paper.read(page);
        assert!(html.contains(&format!(r#"<script src="{worker}" async=""></script>"#)), "{page}: {html}");
        assert!(html.contains(NOTE), "{page}: {html}");
        assert!(!html.contains("<time></time>"), "no time without a date: {page}: {html}");
    }
    let framed = paper.read("embed/first/index.html");
    assert!(!framed.contains("offline.js") && !framed.contains("copy-note"), "{framed}");
    let offline = paper.read("offline.html");
    assert!(offline.contains("The site can’t be reached") && !offline.contains("offline.js"), "{offline}");
    assert!(!paper.read("offline.js").contains("{release}"));
}

#[test]
fn the_worker_has_the_pattern_of_the_copy_note() {
    let paper = site(true);
    paper.publish();
    let pattern = r#"/(<p class="copy-note" lang="([a-z]+)" role="status") hidden="">([^<]*)/"#;
    assert!(paper.read("offline.js").contains(pattern));
    // The text that the pattern matches, in the page.
    let page = paper.read("index.html");
    let (_, after) = page.split_once(r#"<p class="copy-note" lang=""#).unwrap();
    let (lang, after) = after.split_once(r#"" role="status" hidden="">"#).unwrap();
    let (words, _) = after.split_once("</p>").unwrap();
    assert!(lang.bytes().all(|byte| byte.is_ascii_lowercase()) && !words.contains('<'), "{lang}: {words}");
}

#[test]
fn a_site_that_is_no_longer_offline_removes_its_worker() {
    let paper = site(true);
    paper.publish();
    paper.site(&json!({ "version": 1, "title": "The Paper", "home": "first" }));
    paper.publish();
    assert!(!paper.has("offline.html"));
    assert!(paper.read("offline.js").contains("unregister"));
    for page in ["index.html", "2024/10/first/index.html"] {
        let html = paper.read(page);
        assert!(!html.contains("offline.js") && !html.contains("copy-note"), "{page}: {html}");
    }
}

#[test]
fn each_release_has_a_worker_of_its_own() {
    let paper = site(true);
    paper.publish();
    let before = paper.read("offline.js");
    paper.plain("third", "2024-10-06");
    paper.publish();
    assert_eq!(paper.read("offline.js"), before, "a story is no release");
    paper.app("start-4.js", "let it = 'go';");
    let names = json!({ "main.css": "main-1.css", "start.js": "start-4.js" });
    paper.app("assets.json", names.to_string());
    paper.publish();
    assert_ne!(paper.read("offline.js"), before);
}

#[test]
fn a_development_build_has_no_worker() {
    let paper = site(true);
    std::fs::remove_file(paper.app_folder().join("assets.json")).unwrap();
    paper.app("main.css", "p{}");
    paper.app("start.js", "");
    paper.publish();
    assert!(paper.read("offline.js").contains("unregister"));
    assert!(!paper.read("index.html").contains("offline.js"));
}

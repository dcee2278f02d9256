//! Offline reading: a service worker if the site asks for it, and its removal if not.

use serde_json::json;

use super::dist::Dist;

const NOTE: &str = r#"<p class="copy-note" lang="en" role="status" hidden="">The site can’t be reached. This is a copy that this device kept on </p>"#;

fn site(offline: bool) -> Dist {
    let dist = Dist::paper();
    dist.site(&json!({ "version": 1, "title": "The Paper", "home": "first", "offline": offline }));
    dist.plain("first", "2024-10-04");
    dist.plain("second", "2024-10-05");
    dist
}

#[test]
fn an_offline_site_has_a_worker_that_its_pages_register() {
    let dist = site(true);
    dist.publish();
    for (page, worker) in [("index.html", "./offline.js"), ("2024/10/first/index.html", "../../../offline.js")] {
        let html = dist.read(page);
        assert!(html.contains(&format!(r#"<script src="{worker}" async=""></script>"#)), "{page}: {html}");
        assert!(html.contains(NOTE), "{page}: {html}");
        assert!(!html.contains("<time></time>"), "no time without a date: {page}: {html}");
    }
    let framed = dist.read("embed/first/index.html");
    assert!(!framed.contains("offline.js") && !framed.contains("copy-note"), "{framed}");
    let offline = dist.read("offline.html");
    assert!(offline.contains("The site can’t be reached") && !offline.contains("offline.js"), "{offline}");
    assert!(!dist.read("offline.js").contains("{release}"));
}

#[test]
fn the_worker_has_the_pattern_of_the_copy_note() {
    let dist = site(true);
    dist.publish();
    let pattern = r#"/(<p class="copy-note" lang="([a-z]+)" role="status") hidden="">([^<]*)/"#;
    assert!(dist.read("offline.js").contains(pattern));
    // The text that the pattern matches, in the page.
    let page = dist.read("index.html");
    let (_, after) = page.split_once(r#"<p class="copy-note" lang=""#).unwrap();
    let (lang, after) = after.split_once(r#"" role="status" hidden="">"#).unwrap();
    let (words, _) = after.split_once("</p>").unwrap();
    assert!(lang.bytes().all(|byte| byte.is_ascii_lowercase()) && !words.contains('<'), "{lang}: {words}");
}

#[test]
fn a_site_that_is_no_longer_offline_removes_its_worker() {
    let dist = site(true);
    dist.publish();
    dist.site(&json!({ "version": 1, "title": "The Paper", "home": "first" }));
    dist.publish();
    assert!(!dist.has("offline.html"));
    assert!(dist.read("offline.js").contains("unregister"));
    for page in ["index.html", "2024/10/first/index.html"] {
        let html = dist.read(page);
        assert!(!html.contains("offline.js") && !html.contains("copy-note"), "{page}: {html}");
    }
}

#[test]
fn each_release_has_a_worker_of_its_own() {
    let dist = site(true);
    dist.publish();
    let before = dist.read("offline.js");
    dist.plain("third", "2024-10-06");
    dist.publish();
    assert_eq!(dist.read("offline.js"), before, "a story is no release");
    dist.write("start-4.js", "let it = 'go';");
    let names = json!({ "main.css": "main-1.css", "start.js": "start-4.js", "frame.js": "frame-3.js" });
    dist.write("assets.json", names.to_string());
    dist.publish();
    assert_ne!(dist.read("offline.js"), before);
}

#[test]
fn a_development_build_has_no_worker() {
    let dist = site(true);
    dist.remove("assets.json");
    dist.write("main.css", "p{}");
    dist.write("start.js", "");
    dist.publish();
    assert!(dist.read("offline.js").contains("unregister"));
    assert!(!dist.read("index.html").contains("offline.js"));
}

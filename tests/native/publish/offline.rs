//! Offline reading: a service worker if the site asks for it, and its removal if not.

use std::process::Command;

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

/// The worker's own pattern is run in Node, over the address of every published page.
#[test]
fn the_worker_takes_the_pages_of_the_site_for_pages_and_nothing_else() {
    let paper = site(true);
    for page in ["about", "häfen", "a-b"] {
        paper.write(&format!("pages/{page}.json"), json!({ "headline": "H", "body": ["A."] }).to_string());
    }
    let article = json!({
        "headline": "H", "kicker": "Öl", "tags": ["Sea"], "series": "Boats", "authors": ["Ines"], "body": ["A."],
    });
    paper.article("undated", &article);
    for number in 0..60 {
        paper.plain(&format!("n{number}"), "2013-01-01");
    }
    paper.publish();
    let worker = paper.read("offline.js");
    let (_, pattern) = worker.split_once("const PAGE =").unwrap();
    let (pattern, _) = pattern.split_once(';').unwrap();
    let files = paper.files().into_keys().filter_map(|path| path.to_str().map(str::to_owned));
    let is_page = |path: &&str| !path.starts_with("embed/") && path.ends_with("index.html");
    let addresses = |path: &str| broadsheet::address::encode_path(path.strip_suffix("index.html").unwrap_or(path));
    let files: Vec<_> = files.collect();
    let (pages, others): (Vec<&str>, Vec<&str>) = files.iter().map(String::as_str).partition(|path| is_page(path));
    assert!(pages.len() > 60 && others.len() > 60, "{pages:?}");
    let not_ours = ["shop/", "a.b/", "about/more/", "wp-admin/", "embed/first/", "2013/01/first/more/"];
    let [pages, others] =
        [pages, [others, not_ours.to_vec()].concat()].map(|list| list.into_iter().map(addresses).collect::<Vec<_>>());
    let script = format!(
        "const PAGE = {pattern}; const pages = {}, others = {}; console.log(JSON.stringify([pages.filter((p) => \
         !PAGE.test(p)), others.filter((p) => PAGE.test(p))]))",
        json!(pages),
        json!(others)
    );
    let output = Command::new("node").args(["-e", &script]).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "[[],[]]",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
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

//! A new release of the app. Files of the old one are kept for a week, because open pages still request them.

use serde_json::{Value, json};

use super::paper::{NOW, Paper};

const DAY: i64 = 24 * 60 * 60;

/// Replaces the start script by that of another release, as unpacking one does.
fn upgrade(paper: &Paper, name: &str) {
    let mut assets = paper.app_json("assets.json");
    let old = assets["start.js"].as_str().unwrap().to_owned();
    std::fs::remove_file(paper.app_folder().join(old)).unwrap();
    assets["start.js"] = json!(name);
    paper.app("assets.json", assets.to_string());
    paper.app(name, format!("start({name:?});\n"));
}

/// The files in the manifest, each with the days for which it is kept.
fn listed(paper: &Paper) -> Value {
    let list = paper.json("publish.json");
    let files = list["files"].as_object().unwrap().iter().filter(|(name, _)| name.starts_with("start"));
    let end = |file: &Value| file["retained"]["earlier-release-until"].as_i64();
    files.map(|(name, file)| (name.clone(), end(file).map_or(Value::Null, |end| json!((end - NOW) / DAY)))).collect()
}

#[test]
fn files_of_an_earlier_release_stay_for_a_week_with_their_headers_and_then_go_with_their_copies() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.publish();
    assert_eq!(listed(&paper), json!({ "start-2.js": null }));
    upgrade(&paper, "start-3.js");
    paper.publish_at(NOW + DAY);
    assert_eq!(listed(&paper), json!({ "start-2.js": 8, "start-3.js": null }));
    paper.publish_at(NOW + 7 * DAY);
    for file in ["start-2.js", "start-2.js.br", "start-2.js.gz", "start-3.js", "start-3.js.br"] {
        assert!(paper.has(file), "{file}");
    }
    assert!(paper.read("_headers").contains("/start-2.js\n"), "other sites may still ask for it");
    assert_eq!(paper.publish_at(NOW + 8 * DAY).removed, 1);
    for file in ["start-2.js", "start-2.js.br", "start-2.js.gz"] {
        assert!(!paper.has(file), "{file}");
    }
    assert!(paper.has("start-3.js") && paper.has("start-3.js.br"));
    assert!(!paper.read("_headers").contains("start-2.js"));
    assert_eq!(listed(&paper), json!({ "start-3.js": null }));
    assert_eq!(paper.publish_at(NOW + 9 * DAY).written, 0);
}

#[test]
fn the_files_of_a_release_that_returns_are_kept() {
    let paper = Paper::new();
    paper.publish();
    upgrade(&paper, "start-3.js");
    paper.publish_at(NOW + DAY);
    upgrade(&paper, "start-2.js");
    paper.publish_at(NOW + 2 * DAY);
    assert_eq!(listed(&paper), json!({ "start-2.js": null, "start-3.js": 9 }));
    paper.publish_at(NOW + 30 * DAY);
    assert!(paper.has("start-2.js") && !paper.has("start-3.js"));
}

#[test]
fn a_file_beside_the_app_is_not_removed() {
    let paper = Paper::new();
    paper.publish();
    paper.plant("my-own.js", "own();\n");
    paper.publish_at(NOW + 30 * DAY);
    assert!(paper.has("my-own.js"));
}

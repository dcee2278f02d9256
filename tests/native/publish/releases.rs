//! A new release of the app. Files of the old one are kept for a week, because open pages still request them.

use serde_json::{Value, json};

use super::dist::{Dist, NOW};

const DAY: i64 = 24 * 60 * 60;

/// Replaces the start script by that of another release, as unpacking one does.
fn upgrade(dist: &Dist, name: &str) {
    let mut assets = dist.json("assets.json");
    assets["start.js"] = json!(name);
    dist.write("assets.json", assets.to_string());
    dist.write(name, format!("start({name:?});\n"));
}

/// The files in the manifest, each with the days for which it is kept.
fn listed(dist: &Dist) -> Value {
    let list = dist.json("publish.json");
    let files = list["app"].as_object().unwrap().iter().filter(|(name, _)| name.starts_with("start"));
    files.map(|(name, end)| (name.clone(), end.as_i64().map_or(Value::Null, |end| json!((end - NOW) / DAY)))).collect()
}

#[test]
fn files_of_an_earlier_release_stay_for_a_week_with_their_headers_and_then_go_with_their_copies() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.publish();
    assert_eq!(listed(&dist), json!({ "start-2.js": null }));
    upgrade(&dist, "start-3.js");
    dist.publish_at(NOW + DAY);
    assert_eq!(listed(&dist), json!({ "start-2.js": 8, "start-3.js": null }));
    dist.publish_at(NOW + 7 * DAY);
    for file in ["start-2.js", "start-2.js.br", "start-2.js.gz", "start-3.js", "start-3.js.br"] {
        assert!(dist.has(file), "{file}");
    }
    assert!(dist.read("_headers").contains("/start-2.js\n"), "other sites may still ask for it");
    assert_eq!(dist.publish_at(NOW + 8 * DAY).removed, 1);
    for file in ["start-2.js", "start-2.js.br", "start-2.js.gz"] {
        assert!(!dist.has(file), "{file}");
    }
    assert!(dist.has("start-3.js") && dist.has("start-3.js.br"));
    assert!(!dist.read("_headers").contains("start-2.js"));
    assert_eq!(listed(&dist), json!({ "start-3.js": null }));
    assert_eq!(dist.publish_at(NOW + 9 * DAY).written, 0);
}

#[test]
fn the_files_of_a_release_that_returns_are_kept() {
    let dist = Dist::paper();
    dist.publish();
    upgrade(&dist, "start-3.js");
    dist.publish_at(NOW + DAY);
    upgrade(&dist, "start-2.js");
    dist.publish_at(NOW + 2 * DAY);
    assert_eq!(listed(&dist), json!({ "start-2.js": null, "start-3.js": 9 }));
    dist.publish_at(NOW + 30 * DAY);
    assert!(dist.has("start-2.js") && !dist.has("start-3.js"));
}

#[test]
fn a_file_outside_the_app_is_not_removed() {
    let dist = Dist::paper();
    dist.publish();
    dist.write("my-own.js", "own();\n");
    let list = dist.read("publish.json");
    // `publish` never lists such a file; a manifest that does is from elsewhere.
    for name in ["my-own.txt", "../my-own.js", "content/my-own.js", "2013/my-own.js", ""] {
        let mut foreign: Value = serde_json::from_str(&list).unwrap();
        foreign["app"][name] = json!(0);
        dist.write("publish.json", foreign.to_string());
        assert!(dist.try_to_publish().is_err(), "{name}");
    }
    dist.write("publish.json", list);
    dist.publish_at(NOW + 30 * DAY);
    assert!(dist.has("my-own.js"));
}

//! A new release of the app over an older one: what pages that were opened before still ask for stays for a week.

use serde_json::{Value, json};

use super::dist::{Dist, NOW};

const DAY: i64 = 24 * 60 * 60;

/// Puts the start script of another release in the place of the one that is there, as somebody does who unpacks it.
fn upgrade(dist: &Dist, name: &str) {
    let mut assets = dist.json("assets.json");
    assets["start.js"] = json!(name);
    dist.write("assets.json", assets.to_string());
    dist.write(name, format!("start({name:?});\n"));
}

/// The names in the list, with the days from now until which they stay.
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
fn a_release_that_comes_back_stays() {
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
fn what_is_no_file_of_the_app_is_not_removed() {
    let dist = Dist::paper();
    dist.publish();
    dist.write("my-own.js", "own();\n");
    let list = dist.read("publish.json");
    // Nobody else's file gets there by itself; a list that names one is from elsewhere.
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

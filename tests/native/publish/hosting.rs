//! Rules for hosts.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::paper::Paper;

/// The headers in `_headers`, by path.
fn rules(paper: &Paper) -> Vec<(String, BTreeMap<String, String>)> {
    let mut rules: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for line in paper.read("_headers").lines() {
        match line.strip_prefix("  ") {
            None => rules.push((line.to_owned(), BTreeMap::new())),
            Some(header) => {
                let (name, value) = header.split_once(": ").unwrap();
                assert!(rules.last_mut().unwrap().1.insert(name.to_owned(), value.to_owned()).is_none(), "{line}");
            }
        }
    }
    rules
}

/// The headers that a host sends with a path, from all rules that match. Fails if two of them set the same header.
fn sent(paper: &Paper, path: &str) -> BTreeMap<String, String> {
    let mut sent = BTreeMap::new();
    for (rule, headers) in rules(paper) {
        let matches = rule.strip_suffix('*').map_or(rule == path, |start| path.starts_with(start));
        for (name, value) in headers.into_iter().filter(|_| matches) {
            assert!(sent.insert(name.clone(), value).is_none(), "{name} twice for {path}");
        }
    }
    sent
}

fn some() -> Paper {
    let paper = Paper::somewhere();
    let article = json!({ "headline": "One", "body": ["Words."], "published": "2024-02-07", "kicker": "Science" });
    paper.article("one", &article).article("two", &json!({ "headline": "Two", "body": ["Words."] })).publish();
    paper
}

#[test]
fn every_file_gets_its_headers_once() {
    let paper = some();
    const YEAR: &str = "public, max-age=31536000, immutable";
    const DAY: &str = "public, max-age=86400";
    for (path, cache, cors, policy) in [
        ("/", Some("no-cache"), false, true),
        ("/2024/02/one/", Some("no-cache"), false, true),
        ("/undated/two/", Some("no-cache"), false, true),
        ("/section/science/", Some("no-cache"), false, true),
        ("/embed/one/", Some("no-cache"), false, true),
        ("/embed/one/card/", Some("no-cache"), false, true),
        ("/404.html", Some("no-cache"), false, true),
        ("/reader.html", Some("no-cache"), false, true),
        ("/offline.html", Some("no-cache"), false, true),
        ("/offline.js", Some("no-cache"), false, false),
        ("/start-2.js", Some(YEAR), true, false),
        ("/main-1.css", Some(YEAR), true, false),
        ("/content/articles/one.json", Some("no-cache"), true, false),
        ("/content/site.json", Some("no-cache"), true, false),
        ("/content/images/deep/a.jpg", Some(DAY), true, false),
        ("/oembed/one.json", Some("no-cache"), true, false),
        ("/feed.xml", Some("no-cache"), true, false),
        ("/feed.json", Some("no-cache"), true, false),
        ("/schema/article-1.json", Some("no-cache"), true, false),
        ("/embed.js", Some("no-cache"), true, false),
        ("/embed.mjs", Some("no-cache"), true, false),
        ("/anything.else", None, false, false),
    ] {
        let sent = sent(&paper, path);
        assert_eq!(sent.get("Cache-Control").map(String::as_str), cache, "{path}");
        assert_eq!(sent.contains_key("Access-Control-Allow-Origin"), cors, "{path}");
        assert_eq!(sent.contains_key("Content-Security-Policy"), policy, "{path}");
        assert_eq!(sent.get("X-Content-Type-Options").map(String::as_str), Some("nosniff"), "{path}");
        assert!(!sent.contains_key("X-Frame-Options"), "{path}");
        // What host pages with a Cross-Origin-Embedder-Policy need.
        assert_eq!(sent.get("Cross-Origin-Resource-Policy").map(String::as_str), Some("cross-origin"), "{path}");
        let frame = path.starts_with("/embed/").then_some("credentialless");
        assert_eq!(sent.get("Cross-Origin-Embedder-Policy").map(String::as_str), frame, "{path}");
    }
}

/// Except the styles, which differ by page and are allowed by the policy in each page, and the script of framed pages.
#[test]
fn the_policy_in_headers_equals_that_of_the_sites_pages_and_is_no_stricter_than_that_of_framed_pages() {
    let paper = some();
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let frame_script = format!(" {}", hash(&paper.page("embed/one/index.html").text("script")));
    for page in ["2024/02/one/index.html", "index.html", "embed/one/index.html", "embed/one/card/index.html"] {
        let sent = &sent(&paper, &format!("/{}", page.trim_end_matches("index.html")))["Content-Security-Policy"];
        assert_eq!(paper.json("staticwebapp.config.json")["globalHeaders"]["Content-Security-Policy"], *sent);
        let head = paper.head(page);
        let policy = head.attr("meta[http-equiv=Content-Security-Policy]", "content").unwrap();
        let style = hash(&paper.page(page).text("style"));
        assert!(policy.contains(&style), "{page}: {policy}");
        let policy = policy.replace(&style, "'unsafe-inline'");
        if page.starts_with("embed/") {
            let (policy, sent) = (directives(&policy), directives(sent));
            for (name, sources) in policy {
                assert!(sources.is_subset(&sent[name]), "{page}: {name} {sources:?}, but the header: {:?}", sent[name]);
            }
        } else {
            assert_eq!(sent.replacen(&frame_script, "", 1), policy, "{page}");
            assert!(sent.contains(&frame_script), "{page}: {sent}");
        }
    }
}

/// The directives of a policy, each with its sources.
fn directives(policy: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let directives = policy.split(';').filter_map(|directive| directive.trim().split_once(' '));
    directives.map(|(name, sources)| (name, sources.split(' ').collect())).collect()
}

/// <https://developers.cloudflare.com/pages/configuration/headers/>, and the same for redirects.
#[test]
fn every_rule_is_within_the_limits_of_cloudflare() {
    let paper = some();
    assert!(rules(&paper).len() <= 100);
    assert!(paper.read("_headers").lines().all(|line| line.len() <= 2000));
    for line in paper.read("_redirects").lines() {
        let [from, to, code] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(from.starts_with('/') && paper.has(to.trim_start_matches('/')) && code == "301", "{line}");
    }
}

#[test]
fn azure_gets_one_route_a_file() {
    let paper = some();
    let config = paper.json("staticwebapp.config.json");
    let routes = config["routes"].as_array().unwrap();
    let script = routes.iter().find(|route| route["route"] == "/start-2.js").unwrap();
    assert_eq!(
        script["headers"],
        json!({
            "Cache-Control": "public, max-age=31536000, immutable",
            "Access-Control-Allow-Origin": "*",
            "Content-Security-Policy": ""
        })
    );
    assert_eq!(config["globalHeaders"]["Cache-Control"], "no-cache");
    assert_eq!(config["globalHeaders"]["Cross-Origin-Resource-Policy"], "cross-origin");
    let frames = routes.iter().find(|route| route["route"] == "/embed/*").unwrap();
    assert_eq!(frames["headers"], json!({ "Cross-Origin-Embedder-Policy": "credentialless" }));
    assert_eq!(config["responseOverrides"]["404"]["rewrite"], "/404.html");
    // Over this limit, Azure rejects the whole file.
    assert!(paper.read("staticwebapp.config.json").len() < 20_000);
}

#[test]
fn robots_txt_names_the_sitemap() {
    let paper = some();
    assert_eq!(paper.read("robots.txt"), "User-agent: *\nDisallow:\n\nSitemap: https://news.example/a/b/sitemap.xml\n");
    assert!(paper.has(".nojekyll"));
}

#[test]
fn a_site_without_an_address_has_no_sitemap_and_no_redirects() {
    let paper = Paper::of(&json!({ "title": "Daily" }));
    paper.publish();
    assert_eq!(paper.read("robots.txt"), "User-agent: *\nDisallow:\n");
    assert!(paper.read("_redirects").lines().all(|line| line.starts_with('#')));
    assert!(!paper.has("sitemap.xml"));
}

#[test]
fn the_same_folder_gives_the_same_files() {
    let (one, other) = (some(), some());
    for file in [
        "_headers",
        "staticwebapp.config.json",
        "feed.json",
        "feed.xml",
        "sitemap.xml",
        "oembed/one.json",
        "publish.json",
    ] {
        assert_eq!(one.read(file), other.read(file), "{file}");
    }
    assert_eq!(one.publish().written, 0);
}

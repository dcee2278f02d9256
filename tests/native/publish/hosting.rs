//! Rules for hosts.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use expect_test::expect;
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
        let is_same = |(name, pattern): (&str, &str)| pattern.starts_with(':') && !name.is_empty() || name == pattern;
        let matches = match rule.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => {
                rule.matches('/').count() == path.matches('/').count()
                    && path.split('/').zip(rule.split('/')).all(is_same)
            }
        };
        for (name, value) in headers.into_iter().filter(|_| matches) {
            assert!(sent.insert(name.clone(), value).is_none(), "{name} twice for {path}");
        }
    }
    sent
}

fn some() -> Paper {
    let paper = Paper::somewhere();
    let article = json!({ "headline": "One", "body": ["Words."], "published": "2024-02-07", "kicker": "Science",
        "tags": ["Tides"], "aliases": ["/2023/05/ä b/", "/old.html", "/feed"] });
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
        ("/rss.xml", Some("no-cache"), true, false),
        ("/section/science/feed.xml", Some("no-cache"), true, true),
        ("/section/science/feed.json", Some("no-cache"), true, true),
        ("/topics/tides/rss.xml", Some("no-cache"), true, true),
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

/// The styles, which differ by page, are allowed by the policy in each page.
#[test]
fn the_policy_in_headers_is_no_stricter_than_that_in_any_page() {
    let paper = some();
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let pages = [
        "2024/02/one/index.html",
        "index.html",
        "404.html",
        "reader.html",
        "embed/one/index.html",
        "embed/one/card/index.html",
    ];
    for page in pages {
        let sent = &sent(&paper, &format!("/{}", page.trim_end_matches("index.html")))["Content-Security-Policy"];
        assert_eq!(paper.json("staticwebapp.config.json")["globalHeaders"]["Content-Security-Policy"], *sent);
        let dom = paper.page(page);
        let policy = dom.attr("meta[http-equiv=Content-Security-Policy]", "content").unwrap();
        let styles = paper.page(page).texts("style").iter().map(|style| hash(style)).collect::<Vec<_>>();
        assert!(styles.iter().all(|style| policy.contains(style)), "{page}: {policy}");
        let policy = styles.iter().fold(policy.to_owned(), |policy, style| policy.replace(style, "'unsafe-inline'"));
        let (policy, sent) = (directives(&policy), directives(sent));
        for (name, mut sources) in policy {
            sources.remove("'none'");
            assert!(sources.is_subset(&sent[name]), "{page}: {name} {sources:?}, but the header: {:?}", sent[name]);
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
        let to = to.trim_start_matches('/');
        assert!(from.starts_with('/') && code == "301", "{line}");
        assert!(paper.has(to) || paper.has(&format!("{to}index.html")), "{line}");
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
    for folder in ["section", "topics"] {
        let feeds = routes.iter().find(|route| route["route"] == format!("/{folder}/*.{{json,xml}}")).unwrap();
        let expected = json!({ "Access-Control-Allow-Origin": "*", "Content-Security-Policy": "" });
        assert_eq!(feeds["headers"], expected, "{folder}");
    }
    assert_eq!(config["responseOverrides"]["404"]["rewrite"], "/404.html");
    // Over this limit, Azure rejects the whole file.
    assert!(paper.read("staticwebapp.config.json").len() < 20_000);
}

/// Azure and Cloudflare compare the path in the address, which browsers percent-encode.
#[test]
fn an_alias_is_a_permanent_redirect_in_the_files_of_hosts() {
    let paper = some();
    expect![[r#"
        /feed /feed.xml 301
        /rss /feed.xml 301
        /atom.xml /feed.xml 301
        /2023/05/%C3%A4%20b/ /2024/02/one/ 301
        /feed/ /2024/02/one/ 301
        /old.html /2024/02/one/ 301
    "#]]
    .assert_eq(&paper.read("_redirects"));
    let routes = paper.json("staticwebapp.config.json")["routes"].take();
    let routes = routes.as_array().unwrap();
    let first = json!({ "route": "/2023/05/%C3%A4%20b/", "redirect": "/2024/02/one/", "statusCode": 301 });
    assert_eq!((&routes[0], &routes[2]["route"]), (&first, &json!("/old.html")));
    assert!(paper.has("2023/05/ä b/index.html"), "for other hosts there is a page");
}

#[test]
fn an_alias_at_the_path_of_another_file_is_no_redirect_in_the_files_of_hosts() {
    let paper = some();
    let aliases = [
        "/robots.txt",
        "/_headers",
        "/feed.xml/",
        "/reader.html",
        "/2024/02/one/",
        "/section/science/rss.xml",
        "/new.d/old/",
        "/new.d",
        "/new/",
    ];
    paper.article("two", &json!({ "headline": "Two", "body": ["Words."], "aliases": aliases }));
    let outcome = paper.publish_with(|_| {}).unwrap();
    let findings = outcome.report.documents.iter().flat_map(|document| &document.findings);
    let refused: Vec<_> = findings.filter(|finding| finding.rule == "alias").map(|finding| &*finding.path).collect();
    assert_eq!(refused, [0, 1, 2, 3, 4, 5, 7].map(|index| format!("aliases[{index}]")));
    let redirects = paper.read("_redirects");
    let to_two: Vec<_> = redirects.lines().filter(|line| line.contains(" /undated/two/ ")).collect();
    assert_eq!(to_two, ["/new.d/old/ /undated/two/ 301", "/new/ /undated/two/ 301"]);
    assert!(paper.read("robots.txt").starts_with("User-agent"));
}

#[test]
fn a_page_that_moves_is_a_redirect_in_the_files_of_hosts() {
    let paper = some();
    paper.article("two", &json!({ "headline": "Two", "body": ["Words."], "published": "2024-01-02" })).publish();
    assert!(paper.read("_redirects").contains("/undated/two/ /2024/01/two/ 301\n"));
}

/// Azure rejects a file that is too long, with all of its rules.
#[test]
fn of_thousands_of_aliases_azure_gets_as_many_as_fit() {
    let paper = Paper::somewhere();
    let aliases: Vec<_> = (0..2_500).map(|number| format!("/archive/{number:04}.html")).collect();
    let article = json!({ "headline": "One", "body": ["Words."], "published": "2024-02-07", "aliases": aliases });
    paper.article("one", &article).publish();
    let text = paper.read("staticwebapp.config.json");
    assert!((19_800..20_000).contains(&text.len()), "{}", text.len());
    let routes = paper.json("staticwebapp.config.json")["routes"].take();
    let count = routes.as_array().unwrap().iter().filter(|route| route["statusCode"] == 301).count();
    assert!(count > 50, "{count}");
    let redirects = paper.read("_redirects");
    assert_eq!(redirects.lines().filter(|line| !line.starts_with('#')).count(), 2_000);
    assert!(redirects.ends_with("From 503 more earlier addresses of articles, pages lead on.\n"), "{redirects}");
    assert!(paper.has("archive/2499.html"));
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
        "rss.xml",
        "section/science/feed.xml",
        "sitemap.xml",
        "oembed/one.json",
        "publish.json",
    ] {
        assert_eq!(one.read(file), other.read(file), "{file}");
    }
    assert_eq!(one.publish().written, 0);
}

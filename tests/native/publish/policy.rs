//! The policy in each page: it allows what the page has, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::paper::Paper;

/// Directives of a policy, each with its sources.
type Directives<'a> = &'a [(&'a str, &'a str)];

/// The directives of the policy in a page, each with its sources but for hashes.
fn policy(paper: &Paper, page: &str) -> BTreeMap<String, String> {
    let head = paper.head(page);
    let policy = head.attr("meta[http-equiv=Content-Security-Policy]", "content").unwrap().to_owned();
    let directives = policy.split("; ").map(|directive| directive.split_once(' ').unwrap());
    let plain = |sources: &str| {
        sources.split(' ').filter(|source| !source.starts_with("'sha256-")).collect::<Vec<_>>().join(" ")
    };
    directives.map(|(name, sources)| (name.to_owned(), plain(sources))).collect()
}

/// The directives of a page of text with its scripts inline, and these.
fn expected(directives: Directives) -> BTreeMap<String, String> {
    let always = [
        ("default-src", "'none'"),
        ("script-src", ""),
        ("style-src", ""),
        ("img-src", "'self' data:"),
        ("connect-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
    ];
    always.iter().chain(directives).map(|(name, sources)| ((*name).to_owned(), (*sources).to_owned())).collect()
}

const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

#[test]
fn an_article_is_allowed_what_its_blocks_load() {
    let paper = Paper::of(&json!({ "title": "The Paper" }));
    let image = |src: &str| json!({ "type": "image", "src": src, "width": 3, "height": 2, "alt": "" });
    let video = |src: &str| json!({ "type": "video", "width": 3, "height": 2, "sources": [{ "src": src }] });
    paper.write("images/a.svg", "<svg viewBox='0 0 3 2'/>");
    paper.write("media/a.mp4", "");
    let elsewhere = "https://a.example/a";
    let cases: [(&str, Value, Directives); 8] = [
        ("text", json!("A."), &[]),
        ("image", image("../images/a.svg"), &[]),
        ("image-elsewhere", image(elsewhere), &[("img-src", "'self' data: https: http:")]),
        ("video", video("../media/a.mp4"), &[("media-src", "'self'")]),
        ("video-elsewhere", video(elsewhere), &[("media-src", "'self' https: http:")]),
        ("audio", json!({ "type": "audio", "src": "../media/a.mp4", "title": "A" }), &[("media-src", "'self'")]),
        (
            "embed",
            json!({ "type": "embed", "url": "https://www.youtube.com/watch?v=M7lc1UVf-VE", "title": "A" }),
            &[("frame-src", PLAYERS)],
        ),
        ("card", json!({ "type": "embed", "url": "https://example.org/watch", "title": "A" }), &[]),
    ];
    for (slug, block, _) in &cases {
        paper.article(slug, &json!({ "headline": slug, "body": [block] }));
    }
    paper.publish();
    for (slug, _, directives) in cases {
        assert_eq!(policy(&paper, &format!("undated/{slug}/index.html")), expected(directives), "{slug}");
        let mut frame = expected(directives);
        ["frame-src", "connect-src"].iter().for_each(|name| drop(frame.remove(*name)));
        assert_eq!(policy(&paper, &format!("embed/{slug}/index.html")), frame, "{slug} in a frame");
    }
}

#[test]
fn only_a_page_that_asks_who_is_logged_in_connects_elsewhere_and_only_one_that_keeps_copies_loads_a_script() {
    let paper =
        Paper::of(&json!({ "title": "The Paper", "session": { "check": "https://a.example/me", "login": "in" } }));
    paper.plain("one", "2024-02-01").publish();
    let asks = [("script-src", "'self'"), ("connect-src", "'self' https://a.example/me")];
    assert_eq!(policy(&paper, "2024/02/one/index.html"), expected(&asks));
    let mut without_scripts = expected(&[]);
    ["script-src", "connect-src"].iter().for_each(|name| drop(without_scripts.remove(*name)));
    assert_eq!(policy(&paper, "404.html"), without_scripts);
    let paper = Paper::of(&json!({ "title": "The Paper", "offline": true }));
    paper.plain("one", "2024-02-01").publish();
    assert_eq!(policy(&paper, "2024/02/one/index.html"), expected(&[("script-src", "'self'")]));
    assert_eq!(policy(&paper, "offline.html"), without_scripts);
}

//! The page of a story, and the one that other sites frame.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::dist::{Dist, STYLE};

fn published() -> Dist {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.plain("second", "2013-04-01");
    dist.publish();
    dist
}

#[test]
fn a_page_is_complete_without_a_script() {
    let dom = published().page("2013/03/first/index.html");
    assert_eq!(dom.text("title"), "The story of first – The Paper");
    assert_eq!(dom.text("main#story[data-state=ready] > article > header > h1"), "The story of first");
    assert_eq!(dom.text(".article > p:last-child"), "The second one.");
    assert_eq!(dom.text("header.masthead > a[href='../../../']"), "The Paper");
    assert_eq!(dom.text("footer.site-footer > small:not(.on-paper)"), "All ours.");
    assert_eq!(dom.text("aside.session-bar"), "You are not logged in. LOG IN NOW >");
    assert_eq!(dom.count("#page[data-finished] > main"), 1);
}

/// J5: on paper nothing said where a page was from.
#[test]
fn a_page_says_its_own_address_for_paper() {
    let dist = Dist::paper();
    for (slug, published) in [("first", json!("2013-03-27")), ("a ü", json!("2013-04-01")), ("undated", json!(null))] {
        let story =
            json!({ "version": 1, "headline": slug, "kicker": "Seas", "published": published, "body": ["Words."] });
        dist.story(slug, &story);
    }
    dist.publish();
    let root = "https://paper.example/news/";
    for (path, address) in [
        ("", ""),
        ("2013/03/first/", "2013/03/first/"),
        ("2013/04/a ü/", "2013/04/a%20%C3%BC/"),
        ("undated/undated/", "undated/undated/"),
        ("section/seas/", "section/seas/"),
    ] {
        let page = dist.page(&format!("{path}index.html"));
        assert_eq!(page.text("footer.site-footer > .on-paper"), format!("{root}{address}"), "{path}");
    }
    // Whoever reads these reads them elsewhere.
    for path in ["embed/first/index.html", "404.html"] {
        assert_eq!(dist.page(path).count(".on-paper"), 0, "{path}");
    }
}

#[test]
fn a_site_that_does_not_know_its_address_says_none_for_paper() {
    let dist = Dist::of(&json!({ "title": "Daily" }));
    dist.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    for path in ["index.html", "2013/03/first/index.html"] {
        assert_eq!(dist.page(path).count(".on-paper"), 0, "{path}");
    }
}

#[test]
fn the_way_back_from_the_login_page_is_the_page_itself() {
    let dom = published().page("2013/03/first/index.html");
    let back = "https://paper.example/login?next=https%3A%2F%2Fpaper.example%2Fnews%2F2013%2F03%2Ffirst%2F";
    assert_eq!(dom.attr(".session-bar a", "href"), Some(back));
    assert_eq!(dom.attr(".session-bar a", "data-return"), Some("https://paper.example/login?next={return}"));
}

#[test]
fn styles_are_in_the_page_and_allowed_by_their_hash() {
    let html = published().read("2013/03/first/index.html");
    assert!(html.contains(&format!("<style>{STYLE}</style>")), "{html}");
    // By `printf 'p { color: red }' | openssl dgst -sha256 -binary | base64`.
    assert!(html.contains("'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"), "{html}");
    assert!(!html.contains("unsafe-inline") && !html.contains(" style="), "{html}");
    let policy = html.find("Content-Security-Policy").unwrap();
    assert!(policy < html.find("<style").unwrap() && policy < html.find("<script").unwrap());
}

#[test]
fn the_script_waits_for_the_page_and_is_whole_or_does_not_run() {
    let dist = published();
    let dom = dist.page("2013/03/first/index.html");
    assert_eq!(dom.attr("script[data-src]", "data-src"), Some("../../../start-2.js"));
    assert!(dom.attr("script[data-src]", "data-integrity").is_some_and(|hash| hash.starts_with("sha384-")));
    let script = dom.text("script[data-src]");
    let hash = BASE64_STANDARD.encode(Sha256::digest(&script));
    assert!(dist.read("2013/03/first/index.html").contains(&format!("'sha256-{hash}'")), "{script}");
    let early = "script[src], link[rel=preload], link[rel=modulepreload], link[rel=stylesheet]";
    assert_eq!(dom.count(early), 0, "nothing comes before the page");
}

#[test]
fn a_link_leads_to_a_part_of_a_story() {
    let dist = published();
    let heading = json!({ "type": "heading", "text": "Wie es hängt" });
    let links = ["first.json#wie-es-hängt", "#wie-es-hängt"].map(|href| json!([{ "text": "How", "href": href }]));
    let body = json!([heading, links[0], links[1]]);
    for slug in ["first", "second"] {
        dist.story(slug, &json!({ "version": 1, "headline": slug, "published": "2013-03-27", "body": body }));
    }
    dist.publish();
    let part = "#wie-es-h%C3%A4ngt";
    for page in ["2013/03/second/index.html", "embed/second/index.html"] {
        let dom = dist.page(page);
        assert_eq!(dom.attr(".article > h2", "id"), Some("wie-es-hängt"), "{page}");
        let [other, own] =
            [".article > p:nth-of-type(1) > a", ".article > p:nth-of-type(2) > a"].map(|link| dom.attr(link, "href"));
        let up = if page.starts_with("embed") { "../../" } else { "../../../" };
        assert_eq!(other, Some(format!("{up}2013/03/first/{part}").as_str()), "{page}");
        assert_eq!(own, Some(part), "{page}");
    }
}

#[test]
fn the_framed_page_has_no_furniture_and_links_lead_out_of_it() {
    let dist = Dist::paper();
    let story = json!({
        "version": 1, "headline": "One", "published": "2013-03-27",
        "body": [[{ "text": "A link", "href": "https://example.org/" }, { "text": "noted", "note": "n" }]],
        "notes": [{ "id": "n", "text": "A note." }],
    });
    dist.story("one", &story);
    dist.publish();
    let dom = dist.page("embed/one/index.html");
    assert_eq!(dom.text("body.framed > main > article h1"), "One");
    assert_eq!(dom.count(".session-bar, .masthead, .site-footer, .skip-link"), 0);
    assert_eq!(dom.attr("a[href='https://example.org/']", "target"), Some("_top"));
    assert!(dom.count("a[href^='#']") > 0);
    assert_eq!(dom.count("a[href^='#'][target]"), 0, "a footnote stays in the frame");
    assert_eq!(dom.attr("script[src]", "src"), Some("../../frame-3.js"));
    assert_eq!(dom.attr("script[src]", "integrity"), None, "it could not be checked in a sandbox");
}

#[test]
fn a_story_without_a_date_has_a_page() {
    let dist = Dist::paper();
    dist.story("note", &json!({ "version": 1, "headline": "A note", "body": ["Words."] }));
    dist.publish();
    assert_eq!(dist.page("undated/note/index.html").text("h1"), "A note");
}

#[test]
fn a_page_speaks_the_language_of_its_story() {
    let dist = Dist::paper();
    let story = json!({ "version": 1, "lang": "ar", "headline": "خبر", "published": "2024-02-06", "body": ["نص"] });
    dist.story("khabar", &story);
    dist.publish();
    let dom = dist.page("2024/02/khabar/index.html");
    assert_eq!((dom.attr("html", "lang"), dom.attr("html", "dir")), (Some("ar"), Some("rtl")));
    assert_eq!(dom.text(".skip-link"), "انتقل إلى المحتوى");
}

#[test]
fn where_a_story_does_not_say_its_language_the_site_does() {
    let dist = Dist::of(&json!({ "title": "Die Zeitung", "lang": "de", "url": "https://zeitung.example/" }));
    dist.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    let lang = |page: &str| dist.page(page).attr("html", "lang").map(str::to_owned);
    for page in ["index.html", "404.html", "2013/03/first/index.html", "embed/first/index.html"] {
        assert_eq!(lang(page).as_deref(), Some("de"), "{page}");
    }
    assert_eq!(dist.json("feed.json")["language"], "de");
    dist.site(&json!({ "title": "The Paper" }));
    dist.publish();
    for page in ["index.html", "2013/03/first/index.html"] {
        assert_eq!(lang(page).as_deref(), Some("en"), "{page}");
    }
}

/// Without one, browsers ask the root of the server, where nobody may have put an icon.
#[test]
fn every_page_has_an_icon() {
    let dist = published();
    let icon = |page: &str| dist.page(page).attrs("link[rel=icon]", "href").concat();
    assert!(dist.read("site-icon.svg").contains(">T</text>"), "of The Paper");
    for (own, file) in [
        (None, "site-icon.svg"),
        (Some("content/icon.png"), "content/icon.png"),
        (Some("content/icon.svg"), "content/icon.svg"),
    ] {
        if let Some(own) = own {
            dist.write(own, "");
        }
        dist.publish();
        for (page, root) in [("index.html", "./"), ("2013/03/first/index.html", "../../../"), ("404.html", "/news/")] {
            assert_eq!(icon(page), format!("{root}{file}"), "{page}");
        }
        assert_eq!(dist.has("site-icon.svg"), own.is_none(), "an icon of the publisher's takes the place of ours");
        assert_eq!(icon("embed/first/index.html"), "data:,", "nobody sees that of a frame");
    }
}

#[test]
fn an_unknown_address_has_a_page_in_the_look_of_the_site() {
    let dom = published().page("404.html");
    assert_eq!(dom.text("h1"), "This story isn’t here");
    // It answers for any address, so no way from it can be relative to it.
    assert_eq!(dom.attr("a.home", "href"), Some("/news/"));
    assert_eq!(dom.attr(".masthead a", "href"), Some("/news/"));
    assert_eq!(dom.count("script[src], link[rel=stylesheet]"), 0);
}

#[test]
fn the_login_page_of_the_site_is_found_from_an_unknown_address() {
    let dist = Dist::paper();
    dist.site(&json!({ "title": "The Paper", "url": "https://paper.example/news/", "session": { "login": "login" } }));
    dist.plain("first", "2013-03-27").publish();
    assert_eq!(dist.page("404.html").attr(".session-bar a", "href"), Some("/news/login"));
}

#[test]
fn text_is_data_in_every_part_of_a_page() {
    let dist = Dist::paper();
    let hostile = "</title></script><script>alert(1)</script><!--";
    dist.story(
        "one",
        &json!({
            "version": 1, "headline": hostile, "standfirst": hostile, "kicker": hostile, "published": "2013-03-27",
            "authors": [hostile], "body": [hostile], "tags": [hostile],
        }),
    );
    dist.publish();
    for page in ["2013/03/one/index.html", "embed/one/index.html", "index.html"] {
        let html = dist.read(page);
        assert!(!html.contains("<script>alert"), "{page}: {html}");
        let dom = dist.page(page);
        assert_eq!(dom.text("h1"), hostile, "{page}");
    }
}

/// There are no words of ours in Hebrew. “You are not logged in.” was “.You are not logged in”.
#[test]
fn words_in_another_language_than_the_page_say_so() {
    let dist = Dist::paper();
    let story = json!({ "version": 1, "lang": "he", "headline": "א", "published": "2024-02-06", "body": ["ב"] });
    dist.story("aleph", &story).publish();
    let dom = dist.page("2024/02/aleph/index.html");
    assert_eq!((dom.attr("html", "lang"), dom.attr("html", "dir")), (Some("he"), Some("rtl")));
    assert_eq!(dom.text(".skip-link[lang=en]"), "Skip to the content");
    for part in ["aside.session-bar", "aside.share"] {
        assert_eq!(dom.count(&format!("{part}[lang=en][dir=ltr]")), 1, "{part}");
    }
}

#[test]
fn a_site_where_nobody_logs_in_has_no_bar() {
    let dist = Dist::somewhere();
    dist.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    for page in ["index.html", "2013/03/first/index.html", "404.html"] {
        assert_eq!(dist.page(page).count(".session-bar"), 0, "{page}");
    }
}

#[test]
fn without_the_address_of_the_site_the_log_in_page_gets_no_way_back_before_scripts_run() {
    let dist = Dist::somewhere();
    dist.plain("first", "2013-03-27").plain("second", "2013-04-01");
    dist.site(&json!({ "title": "The Paper", "session": { "login": "https://paper.example/login?next={return}" } }));
    dist.publish();
    for page in ["2013/03/first/index.html", "404.html"] {
        assert_eq!(dist.page(page).attr(".session-bar a", "href"), Some("https://paper.example/login?next="), "{page}");
    }
}

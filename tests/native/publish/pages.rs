//! The page of an article, and the framed page for other sites.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::paper::{Paper, STYLE};

fn published() -> Paper {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.plain("second", "2013-04-01");
    paper.publish();
    paper
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

/// Regression: a printed page did not say where it was from.
#[test]
fn a_page_prints_its_own_address() {
    let paper = Paper::new();
    for (slug, published) in [("first", json!("2013-03-27")), ("a ü", json!("2013-04-01")), ("undated", json!(null))] {
        let article =
            json!({ "version": 1, "headline": slug, "kicker": "Seas", "published": published, "body": ["Words."] });
        paper.article(slug, &article);
    }
    paper.publish();
    let root = "https://paper.example/news/";
    for (path, address) in [
        ("", ""),
        ("2013/03/first/", "2013/03/first/"),
        ("2013/04/a ü/", "2013/04/a%20%C3%BC/"),
        ("undated/undated/", "undated/undated/"),
        ("section/seas/", "section/seas/"),
    ] {
        let page = paper.page(&format!("{path}index.html"));
        assert_eq!(page.text("footer.site-footer > .on-paper"), format!("{root}{address}"), "{path}");
    }
    // These are read elsewhere.
    for path in ["embed/first/index.html", "404.html"] {
        assert_eq!(paper.page(path).count(".on-paper"), 0, "{path}");
    }
}

#[test]
fn a_page_of_a_site_without_an_address_prints_none() {
    let paper = Paper::of(&json!({ "title": "Daily" }));
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    for path in ["index.html", "2013/03/first/index.html"] {
        assert_eq!(paper.page(path).count(".on-paper"), 0, "{path}");
    }
}

#[test]
fn the_login_link_returns_to_the_page() {
    let dom = published().page("2013/03/first/index.html");
    let back = "https://paper.example/login?next=https%3A%2F%2Fpaper.example%2Fnews%2F2013%2F03%2Ffirst%2F";
    assert_eq!(dom.attr(".session-bar a", "href"), Some(back));
    assert_eq!(dom.attr(".session-bar a", "data-return"), Some("https://paper.example/login?next={return}"));
}

#[test]
fn a_page_has_only_the_css_rules_that_it_needs() {
    let paper = Paper::new();
    paper.app("main-1.css", "p{a:b}table{c:d}.card{e:f}.copy{g:h}@media print{tr{i:j}.share{k:l}}bdi{m:n}");
    let table = json!({ "type": "table", "rows": [["1"]] });
    paper.article("first", &json!({ "headline": "First", "published": "2013-03-27", "body": ["A.", table] }));
    paper.plain("second", "2013-04-01").publish();
    for (page, style) in [
        ("2013/03/first/index.html", "p{a:b}table{c:d}.copy{g:h}@media print{tr{i:j}.share{k:l}}bdi{m:n}"),
        ("2013/04/second/index.html", "p{a:b}.copy{g:h}@media print{.share{k:l}}bdi{m:n}"),
        ("index.html", "p{a:b}.card{e:f}bdi{m:n}"),
        ("embed/second/index.html", "p{a:b}"),
    ] {
        assert_eq!(paper.page(page).text("style"), style, "{page}");
    }
    // The app may show any article, so it has all rules.
    assert!(paper.read("reader.html").contains("Bare"));
}

#[test]
fn styles_are_inline_and_allowed_by_their_hash() {
    let html = published().read("2013/03/first/index.html");
    assert!(html.contains(&format!("<style>{STYLE}</style>")), "{html}");
    // Computed by `printf 'p { color: red }' | openssl dgst -sha256 -binary | base64`.
    assert!(html.contains("'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"), "{html}");
    assert!(!html.contains("unsafe-inline") && !html.contains(" style="), "{html}");
    let policy = html.find("Content-Security-Policy").unwrap();
    assert!(policy < html.find("<style").unwrap() && policy < html.find("<script").unwrap());
}

/// An article with everything that a page may have a script for.
#[test]
fn a_page_is_self_contained_and_its_policy_allows_each_script() {
    let paper = Paper::new();
    let video = json!({ "type": "embed", "title": "A video", "url": "https://vimeo.com/76979871" });
    let article = json!({ "headline": "First", "published": "2013-03-27", "body": [video] });
    paper.article("first", &article).plain("second", "2013-04-01").publish();
    for (page, count) in [("2013/03/first/index.html", 4), ("2013/04/second/index.html", 3), ("index.html", 2)] {
        let (html, dom) = (paper.read(page), paper.page(page));
        let scripts = dom.texts("script:not([type])");
        assert_eq!(scripts.len(), count, "{page}: {scripts:#?}");
        for script in scripts {
            let hash = BASE64_STANDARD.encode(Sha256::digest(&script));
            assert!(html.contains(&format!("'sha256-{hash}'")), "{page}: {script}");
        }
        let files = "script[src], link[rel=preload], link[rel=modulepreload], link[rel=stylesheet]";
        assert_eq!(dom.count(files), 0, "{page}: nothing else is fetched");
    }
    assert_eq!(paper.page("2013/03/first/index.html").attr("script[data-root]", "data-root"), Some("../../../"));
}

#[test]
fn only_session_js_and_captions_js_are_separate_files() {
    let paper = Paper::new();
    let video = |src: &str| {
        let captions = json!([{ "src": src, "lang": "en", "label": "English" }]);
        let sources = json!([{ "src": "../media/a.mp4", "mime": "video/mp4" }]);
        json!({ "type": "video", "sources": sources, "captions": captions, "width": 16, "height": 9 })
    };
    let article = |src: &str| json!({ "headline": "A", "published": "2013-03-27", "body": [video(src)] });
    paper.article("own", &article("../media/a.vtt")).article("elsewhere", &article("https://example.org/a.vtt"));
    paper.app("captions-6.js", "captions();\n");
    let mut assets = paper.app_json("assets.json");
    assets["captions.js"] = json!("captions-6.js");
    paper.app("assets.json", assets.to_string());
    paper.publish();
    let files = |page: &str| paper.page(page).count("script[src]");
    assert_eq!(files("2013/03/own/index.html"), 0);
    let page = paper.page("2013/03/elsewhere/index.html");
    let captions = "script[type=module][fetchpriority=low][integrity]";
    assert_eq!(page.attr(captions, "src"), Some("../../../captions-6.js#page"));
    paper.site(&json!({ "title": "The Paper", "session": { "preset": "authjs" } }));
    paper.publish();
    for page in ["2013/03/own/index.html", "index.html", "reader.html"] {
        let src = format!("{}session-5.js", if page.contains('/') { "../../../" } else { "./" });
        assert_eq!(paper.page(page).attr("script[type=module]", "src"), Some(src.as_str()), "{page}");
    }
    for page in ["404.html", "embed/own/index.html", "embed/own/card/index.html"] {
        assert_eq!(paper.page(page).count("[src*=session], [data-check]"), 0, "{page}");
    }
}

/// Nothing of a player is loaded before a click.
#[test]
fn a_player_is_in_a_template_and_only_on_the_articles_own_page() {
    let paper = Paper::new();
    let video = json!({ "type": "embed", "title": "A \"video\"", "url": "https://vimeo.com/76979871" });
    paper.article("first", &json!({ "headline": "First", "published": "2013-03-27", "body": [video] }));
    paper.plain("second", "2013-04-01").publish();
    let html = paper.read("2013/03/first/index.html");
    let begin = html.find("<template>").unwrap();
    let template = &html[begin..html.find("</template>").unwrap()];
    for part in
        ["<iframe sandbox=", "src=\"https://player.vimeo.com/video/76979871?dnt=1\"", "title=\"A &quot;video&quot;\""]
    {
        assert!(template.contains(part), "{template}");
    }
    let dom = paper.page("2013/03/first/index.html");
    assert_eq!(dom.text(".room > template + button.load[type=button]"), "Load the player of Vimeo");
    assert_eq!(dom.attr("button.load", "aria-label"), Some("Load the player of Vimeo: A \"video\""));
    for page in ["embed/first/index.html", "embed/first/card/index.html", "index.html"] {
        assert_eq!(paper.page(page).count("template, button, iframe"), 0, "{page}");
    }
}

#[test]
fn a_link_leads_to_a_part_of_an_article() {
    let paper = published();
    let heading = json!({ "type": "heading", "text": "Wie es hängt" });
    let links = ["first.json#wie-es-hängt", "#wie-es-hängt"].map(|href| json!([{ "text": "How", "href": href }]));
    let body = json!([heading, links[0], links[1]]);
    for slug in ["first", "second"] {
        paper.article(slug, &json!({ "version": 1, "headline": slug, "published": "2013-03-27", "body": body }));
    }
    paper.publish();
    let part = "#wie-es-h%C3%A4ngt";
    for page in ["2013/03/second/index.html", "embed/second/index.html"] {
        let dom = paper.page(page);
        assert_eq!(dom.attr(".article > h2", "id"), Some("wie-es-hängt"), "{page}");
        let [other, own] =
            [".article > p:nth-of-type(1) > a", ".article > p:nth-of-type(2) > a"].map(|link| dom.attr(link, "href"));
        let up = if page.starts_with("embed") { "../../" } else { "../../../" };
        assert_eq!(other, Some(format!("{up}2013/03/first/{part}").as_str()), "{page}");
        assert_eq!(own, Some(part), "{page}");
    }
}

#[test]
fn the_framed_page_has_neither_header_nor_footer_and_links_lead_out_of_it() {
    let paper = Paper::new();
    let article = json!({
        "version": 1, "headline": "One", "published": "2013-03-27",
        "body": [[{ "text": "A link", "href": "https://example.org/" }, { "text": "noted", "note": "n" }]],
        "notes": [{ "id": "n", "text": "A note." }],
    });
    paper.article("one", &article);
    paper.publish();
    let dom = paper.page("embed/one/index.html");
    assert_eq!(dom.text("body.framed > main > article h1"), "One");
    assert_eq!(dom.count(".session-bar, .masthead, .site-footer, .skip-link"), 0);
    assert_eq!(dom.attr("a[href='https://example.org/']", "target"), Some("_top"));
    assert!(dom.count("a[href^='#']") > 0);
    assert_eq!(dom.count("a[href^='#'][target]"), 0, "a footnote stays in the frame");
}

#[test]
fn an_article_without_a_date_has_a_page() {
    let paper = Paper::new();
    paper.article("note", &json!({ "version": 1, "headline": "A note", "body": ["Words."] }));
    paper.publish();
    assert_eq!(paper.page("undated/note/index.html").text("h1"), "A note");
}

#[test]
fn the_language_of_a_page_is_that_of_its_article() {
    let paper = Paper::new();
    let article = json!({ "version": 1, "lang": "ar", "headline": "خبر", "published": "2024-02-06", "body": ["نص"] });
    paper.article("khabar", &article);
    paper.publish();
    let dom = paper.page("2024/02/khabar/index.html");
    assert_eq!((dom.attr("html", "lang"), dom.attr("html", "dir")), (Some("ar"), Some("rtl")));
    assert_eq!(dom.text(".skip-link"), "انتقل إلى المحتوى");
}

#[test]
fn a_page_without_a_language_has_that_of_the_site() {
    let paper = Paper::of(&json!({ "title": "Die Zeitung", "lang": "de", "url": "https://zeitung.example/" }));
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    let lang = |page: &str| paper.page(page).attr("html", "lang").map(str::to_owned);
    for page in ["index.html", "404.html", "2013/03/first/index.html", "embed/first/index.html"] {
        assert_eq!(lang(page).as_deref(), Some("de"), "{page}");
    }
    assert_eq!(paper.json("feed.json")["language"], "de");
    paper.site(&json!({ "title": "The Paper" }));
    paper.publish();
    for page in ["index.html", "2013/03/first/index.html"] {
        assert_eq!(lang(page).as_deref(), Some("en"), "{page}");
    }
}

/// Without an icon, browsers request one at the root of the server, where there may be none.
#[test]
fn every_page_has_an_icon() {
    let paper = published();
    let icon = |page: &str| paper.page(page).attrs("link[rel=icon]", "href").concat();
    assert!(paper.read("site-icon.svg").contains(">T</text>"), "of The Paper");
    for (own, file) in
        [(None, "site-icon.svg"), (Some("icon.png"), "content/icon.png"), (Some("icon.svg"), "content/icon.svg")]
    {
        if let Some(own) = own {
            paper.write(own, "");
        }
        paper.publish();
        for (page, root) in [("index.html", "./"), ("2013/03/first/index.html", "../../../"), ("404.html", "/news/")] {
            assert_eq!(icon(page), format!("{root}{file}"), "{page}");
        }
        assert_eq!(paper.has("site-icon.svg"), own.is_none(), "an icon of the publisher's takes the place of ours");
        assert_eq!(icon("embed/first/index.html"), "data:,", "nobody sees that of a frame");
    }
}

#[test]
fn the_404_page_looks_like_the_site() {
    let dom = published().page("404.html");
    assert_eq!(dom.text("h1"), "This story isn’t here");
    // It is served for any address, so none of its links can be relative.
    assert_eq!(dom.attr("a.home", "href"), Some("/news/"));
    assert_eq!(dom.attr(".masthead a", "href"), Some("/news/"));
    assert_eq!(dom.count("script[src], link[rel=stylesheet]"), 0);
}

#[test]
fn the_404_page_links_to_the_login_page() {
    let paper = Paper::new();
    paper.site(&json!({ "title": "The Paper", "url": "https://paper.example/news/", "session": { "login": "login" } }));
    paper.plain("first", "2013-03-27").publish();
    assert_eq!(paper.page("404.html").attr(".session-bar a", "href"), Some("/news/login"));
}

#[test]
fn text_is_escaped_in_every_part_of_a_page() {
    let paper = Paper::new();
    let hostile = "</title></script><script>alert(1)</script><!--";
    paper.article(
        "one",
        &json!({
            "version": 1, "headline": hostile, "standfirst": hostile, "kicker": hostile, "published": "2013-03-27",
            "authors": [hostile], "body": [hostile], "tags": [hostile],
        }),
    );
    paper.publish();
    for page in ["2013/03/one/index.html", "embed/one/index.html", "index.html"] {
        let html = paper.read(page);
        assert!(!html.contains("<script>alert"), "{page}: {html}");
        let dom = paper.page(page);
        assert_eq!(dom.text("h1"), hostile, "{page}");
    }
}

/// There are no labels in Hebrew. “You are not logged in.” was drawn as “.You are not logged in”.
#[test]
fn labels_in_another_language_than_the_page_are_marked() {
    let paper = Paper::new();
    let article = json!({ "version": 1, "lang": "he", "headline": "א", "published": "2024-02-06", "body": ["ב"] });
    paper.article("aleph", &article).publish();
    let dom = paper.page("2024/02/aleph/index.html");
    assert_eq!((dom.attr("html", "lang"), dom.attr("html", "dir")), (Some("he"), Some("rtl")));
    assert_eq!(dom.text(".skip-link[lang=en]"), "Skip to the content");
    for part in ["aside.session-bar", "aside.share"] {
        assert_eq!(dom.count(&format!("{part}[lang=en][dir=ltr]")), 1, "{part}");
    }
}

#[test]
fn a_site_without_a_session_has_no_session_bar() {
    let paper = Paper::somewhere();
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    for page in ["index.html", "2013/03/first/index.html", "404.html"] {
        assert_eq!(paper.page(page).count(".session-bar"), 0, "{page}");
    }
}

#[test]
fn a_site_without_an_address_has_login_links_without_a_return_address() {
    let paper = Paper::somewhere();
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01");
    paper.site(&json!({ "title": "The Paper", "session": { "login": "https://paper.example/login?next={return}" } }));
    paper.publish();
    for page in ["2013/03/first/index.html", "404.html"] {
        assert_eq!(
            paper.page(page).attr(".session-bar a", "href"),
            Some("https://paper.example/login?next="),
            "{page}"
        );
    }
}

//! Links between pages.

use serde_json::json;

use super::paper::Paper;

#[test]
fn links_between_articles_lead_to_pages_in_every_form_of_address() {
    let paper = Paper::new();
    paper.plain("second", "2014-12-01");
    paper.article(
        "first",
        &json!({
            "version": 1, "headline": "First", "published": "2013-03-27",
            "body": [[
                { "text": "a file", "href": "second.json" }, { "text": "the shell", "href": "../../#/second" },
                { "text": "gone", "href": "../../#/gone" }, { "text": "the front page", "href": "../../" },
            ]],
        }),
    );
    paper.publish();
    let dom = paper.page("2013/03/first/index.html");
    let ways: Vec<_> = dom.attrs(".article > p a", "href");
    assert_eq!(ways, ["../../../2014/12/second/", "../../../2014/12/second/", "../../../#/gone", "../../../"]);
}

#[test]
fn a_link_to_a_part_of_an_article_leads_to_that_part_on_its_page() {
    let paper = Paper::new();
    paper.plain("second", "2014-12-01");
    paper.article(
        "first",
        &json!({
            "version": 1, "headline": "First", "published": "2013-03-27",
            "body": [[
                { "text": "another", "href": "second.json#note-1" }, { "text": "with a query", "href": "second.json?a" },
                { "text": "by its path", "href": "/news/content/articles/second.json#note-1" },
                { "text": "its own", "href": "#note-1" },
            ]],
        }),
    );
    paper.publish();
    let second = "../../../2014/12/second/";
    let ways = [&format!("{second}#note-1"), second, &format!("{second}#note-1"), "#note-1"];
    assert_eq!(paper.page("2013/03/first/index.html").attrs(".article > p a", "href"), ways);
    let frame = paper.page("embed/first/index.html");
    assert_eq!((frame.count("a[href='#note-1']"), frame.count("a[href='#note-1'][target]")), (1, 0));
    let feed = paper.read("feed.json");
    assert!(feed.contains("https://paper.example/news/2013/03/first/#note-1"), "{feed}");
}

#[test]
fn a_link_outside_the_publication_is_unchanged() {
    let paper = Paper::new();
    paper.write("images/a.png", PIXEL);
    let image = |src: &str| json!({ "type": "image", "src": src, "width": 1, "height": 1, "alt": "A pixel" });
    paper.article(
        "first",
        &json!({
            "version": 1, "headline": "First", "published": "2013-03-27", "canonical": "/2013/first.html",
            "body": [
                [{ "text": "root", "href": "/about/" }, { "text": "up", "href": "../../../contact.html" },
                    { "text": "own", "href": "/news/content/articles/first.json" }],
                image("/uploads/a.jpg"), image("/news/content/images/a.png"),
            ],
        }),
    );
    paper.publish();
    let page = paper.page("2013/03/first/index.html");
    assert_eq!(
        page.attrs(".article > p a", "href"),
        ["/about/", "../../../../contact.html", "../../../2013/03/first/"]
    );
    assert_eq!(page.attrs(".article img", "src"), ["/uploads/a.jpg", "../../../content/images/a.png"]);
    assert_eq!(page.attr("link[rel=canonical]", "href"), Some("https://paper.example/2013/first.html"));
    let feed = paper.json("feed.json")["items"][0]["content_html"].to_string();
    for whole in ["about/", "contact.html", "news/2013/03/first/", "uploads/a.jpg", "news/content/images/a.png"] {
        assert!(feed.contains(&format!("\"https://paper.example/{whole}\\\"")), "{whole}: {feed}");
    }
    for (file, text) in paper.files() {
        assert!(!String::from_utf8_lossy(&text).contains("/.../"), "{file:?}");
    }
}

#[test]
fn a_login_page_may_be_outside_the_publication() {
    let paper = Paper::new();
    paper.site(&json!({
        "version": 1, "home": "first", "url": "https://paper.example/news/", "session": { "login": "/login?next={return}" },
    }));
    paper.plain("first", "2013-03-27");
    paper.publish();
    let bar = paper.page("2013/03/first/index.html");
    assert_eq!(bar.attr(".session-bar a", "data-return"), Some("/login?next={return}"));
    assert!(bar.attr(".session-bar a", "href").is_some_and(|way| way.starts_with("/login?next=https")));
}

#[test]
fn images_are_found_from_every_page() {
    let paper = Paper::new();
    paper.write("images/a b.png", PIXEL);
    paper.write("images/small.png", PIXEL);
    let lead = json!({
        "type": "image", "src": "../images/a%20b.png", "width": 1, "height": 1, "alt": "A pixel",
        "variants": [{ "src": "../images/small.png", "width": 1 }],
    });
    for slug in ["first", "second"] {
        let article =
            json!({ "version": 1, "headline": slug, "published": "2013-03-27", "lead": lead, "body": ["Words."] });
        paper.article(slug, &article);
    }
    paper.publish();
    for (page, root) in
        [("2013/03/first/index.html", "../../../"), ("embed/first/index.html", "../../"), ("index.html", "./")]
    {
        let dom = paper.page(page);
        let image = format!("{root}content/images/a%20b.png");
        assert_eq!(dom.attrs("img", "src")[0], image, "{page}");
        let files = format!("{root}content/images/small.png 1w, {image} 1w");
        assert_eq!(dom.attrs("img", "srcset")[0], files, "{page}");
    }
}

#[test]
fn a_kicker_without_an_address_links_to_its_section() {
    let paper = Paper::new();
    for (slug, kicker) in
        [("first", json!("Harbours")), ("second", json!({ "text": "Seas", "href": "https://example.org/" }))]
    {
        paper.article(
            slug,
            &json!({ "version": 1, "headline": slug, "kicker": kicker, "published": "2013-03-27", "body": ["A."] }),
        );
    }
    paper.publish();
    let kicker =
        |slug: &str| paper.page(&format!("2013/03/{slug}/index.html")).attr(".kicker a", "href").map(str::to_owned);
    assert_eq!(kicker("first").as_deref(), Some("../../../section/harbours/"));
    assert_eq!(kicker("second").as_deref(), Some("https://example.org/"));
}

/// A PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa7\x35\x81\x84\0\0\0\0IEND\xaeB`\x82";

//! The links at the top and at the foot of each page.

use serde_json::{Value, json};

use super::paper::Paper;

/// A site with these fields in its `site.json`, in a folder of its server.
fn paper(fields: Value) -> Paper {
    let mut site = json!({ "title": "The Paper", "lang": "en", "url": "https://paper.example/news/", "offline": true });
    site.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let paper = Paper::of(&site);
    let article = |headline, day| {
        json!({
            "headline": headline, "kicker": "Öl & Seas", "tags": ["Bells"], "series": "Boats", "authors": ["ines"],
            "published": day, "body": ["A."],
        })
    };
    paper.article("bell", &article("Bell", "2013-03-27")).article("reef", &article("Reef", "2013-03-28"));
    paper.write("pages/about.json", json!({ "headline": "About", "body": ["Us."] }).to_string());
    paper.write("authors/ines.json", json!({ "name": "Ines Marlowe" }).to_string());
    paper
}

fn links() -> Value {
    json!([
        { "text": "About us", "href": "pages/about.json" },
        { "text": "Ines", "href": "authors/ines.json" },
        { "text": "The bell", "href": "articles/bell.json#note-1" },
        { "text": "Seas", "section": "öl & seas" },
        { "text": "Bells", "topic": "bells" },
        { "text": "Boats", "series": "Boats" },
        { "text": "Terms", "href": "files/terms.pdf" },
        { "text": "Elsewhere", "href": "https://example.org/" },
    ])
}

fn hrefs(root: &str) -> Vec<String> {
    let inside = [
        "about/",
        "authors/ines/",
        "2013/03/bell/#note-1",
        "section/%C3%B6l-seas/",
        "topics/bells/",
        "series/boats/",
        "terms.pdf",
    ];
    inside.iter().map(|path| format!("{root}{path}")).chain(["https://example.org/".to_owned()]).collect()
}

#[test]
fn the_navigation_is_on_every_page_of_the_site_and_leads_to_the_same_from_each() {
    let paper = paper(json!({ "navigation": links() }));
    paper.publish();
    for (page, root) in [
        ("index.html", "./"),
        ("2013/03/bell/index.html", "../../../"),
        ("about/index.html", "../"),
        ("authors/ines/index.html", "../../"),
        ("section/öl-seas/index.html", "../../"),
        ("series/boats/index.html", "../../"),
        ("2013/03/index.html", "../../"),
        ("404.html", "/news/"),
        ("offline.html", "./"),
    ] {
        let dom = paper.page(page);
        assert_eq!(dom.attrs("nav.navigation a", "href"), hrefs(root), "{page}");
        assert_eq!(
            dom.count("#page > .masthead + nav.navigation[aria-label='Main navigation'] + main#story"),
            1,
            "{page}"
        );
    }
    assert_eq!(paper.page("index.html").count("nav.sections"), 0, "it takes the place of the sections");
    assert_eq!(paper.page("embed/bell/index.html").count("nav.navigation"), 0);
}

#[test]
fn the_link_to_the_page_itself_is_marked() {
    let paper = paper(json!({ "navigation": links() }));
    paper.publish();
    for (page, text) in
        [("about/index.html", "About us"), ("section/öl-seas/index.html", "Seas"), ("topics/bells/index.html", "Bells")]
    {
        assert_eq!(paper.page(page).texts("nav.navigation [aria-current=page]"), [text], "{page}");
    }
    assert_eq!(paper.page("index.html").count("[aria-current]"), 0);
}

#[test]
fn the_footer_has_links_ways_to_write_and_profiles() {
    let paper = paper(json!({
        "footer": [{ "text": "Imprint", "href": "pages/about.json" }],
        "contact": { "email": "desk@paper.example", "href": "https://paper.example/write" },
        "social": [{ "text": "Mastodon", "href": "https://social.example/@paper" }],
        "rights": "All ours.", "publisher": { "name": "The Press" },
    }));
    paper.publish();
    let page = paper.page("2013/03/bell/index.html");
    let expected = [
        "../../../about/",
        "https://paper.example/write",
        "mailto:desk@paper.example",
        "https://social.example/@paper",
    ];
    assert_eq!(page.attrs("footer nav a", "href"), expected);
    assert_eq!(page.texts("footer nav a"), ["Imprint", "Contact", "desk@paper.example", "Mastodon"]);
    assert_eq!(page.attrs("footer nav a[rel=me]", "href"), ["https://social.example/@paper"]);
    assert_eq!(page.count("footer.site-footer > nav[aria-label=Footer] + small"), 1);
    let publisher = &paper.data("index.html")["publisher"];
    assert_eq!(publisher["sameAs"], json!(["https://social.example/@paper"]));
    assert_eq!(publisher["email"], "desk@paper.example");
    assert_eq!(publisher["contactPoint"]["url"], "https://paper.example/write");
}

#[test]
fn what_leads_nowhere_is_left_out_and_the_rest_is_there() {
    let paper = paper(json!({
        "navigation": [
            { "text": "None", "section": "Nothing" },
            { "text": "Script", "href": "javascript:alert(1)" },
            { "text": "Nowhere" },
            { "href": "pages/about.json" },
            "About",
            { "text": "About", "href": "pages/about.json" },
        ],
        "contact": { "email": "not an\u{0} address" },
        "social": [{ "text": "x" }],
    }));
    let outcome = paper.try_to_publish().unwrap();
    let page = paper.page("index.html");
    assert_eq!(page.texts("nav.navigation li"), ["About"]);
    let findings: Vec<_> = outcome.report.documents.iter().flat_map(|document| &document.findings).collect();
    let found: Vec<_> = findings.iter().map(|finding| (finding.path.as_str(), finding.rule)).collect();
    let expected = [
        ("navigation[0].section", "navigation"),
        ("navigation[1].href", "refused-address"),
        ("navigation[2]", "missing"),
        ("navigation[3]", "missing"),
        ("navigation[4]", "type"),
        ("contact.email", "contact"),
        ("social[0]", "missing"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_site_may_describe_itself_on_its_front_page_and_in_its_feeds() {
    let paper = paper(json!({ "description": "News of the harbour." }));
    paper.publish();
    let head = paper.head("index.html");
    assert_eq!(head.attr("meta[name=description]", "content"), Some("News of the harbour."));
    assert_eq!(head.attr("meta[property='og:description']", "content"), Some("News of the harbour."));
    assert_eq!(paper.data("index.html")["description"], "News of the harbour.");
    assert_eq!(paper.json("feed.json")["description"], "News of the harbour.");
    for (feed, element) in [("feed.xml", "subtitle"), ("rss.xml", "description")] {
        assert!(paper.read(feed).contains(&format!("<{element}>News of the harbour.</{element}>")), "{feed}");
    }
    assert!(!paper.read("topics/bells/feed.xml").contains("<subtitle>"));
    let section = paper.head("section/öl-seas/index.html");
    assert_eq!(section.attr("meta[name=description]", "content"), Some("Reef · Bell"));
}

#[test]
fn addresses_are_relative_to_the_front_page_and_drafts_are_left_out() {
    let link = |href: &str| json!({ "text": href, "href": href });
    let hrefs = [
        "index.html",
        "./",
        "2013/",
        "2013/03/",
        "feed.xml",
        "section/öl-seas/",
        "terms.pdf",
        "about/",
        "pages/draft.json",
        "articles/later.json",
        "nowhere/",
        "authors/",
        "https://paper.example/news/about/",
    ];
    let paper = paper(json!({
        "navigation": hrefs.map(link), "footer": [{ "text": "Drafts", "section": "Drafts" }], "front": ["later", "bell"],
    }));
    paper.write("files/terms.pdf", "Terms.");
    paper.write("pages/draft.json", json!({ "headline": "Draft", "draft": true, "body": ["A."] }).to_string());
    let later = json!({ "headline": "Later", "kicker": "Drafts", "embargo": "2099-01-01T00:00:00Z", "body": ["A."] });
    paper.article("later", &later);
    let outcome = paper.try_to_publish().unwrap();
    let page = paper.page("2013/03/bell/index.html");
    let expected = [
        "index.html",
        "",
        "2013/",
        "2013/03/",
        "feed.xml",
        "section/%C3%B6l-seas/",
        "terms.pdf",
        "about/",
        "nowhere/",
        "authors/",
    ];
    let absolute = "https://paper.example/news/about/".to_owned();
    let expected: Vec<_> = expected.iter().map(|path| format!("../../../{path}")).chain([absolute]).collect();
    assert_eq!(page.attrs("nav.navigation a", "href"), expected);
    let findings = outcome.report.documents.iter().flat_map(|document| &document.findings);
    let found: Vec<_> = findings.map(|finding| (finding.path.as_str(), finding.rule)).collect();
    let expected = [
        ("navigation[8]", "unpublished-link"),
        ("navigation[9]", "unpublished-link"),
        ("navigation[10].href", "dead-link"),
        ("footer[0]", "unpublished-link"),
        ("front[0]", "unpublished-link"),
    ];
    assert_eq!(found, expected);
}

//! The address of a site, and the canonical addresses of its articles.

use expect_test::expect;
use serde_json::json;

use super::{check, check_each, folder, found, write};

/// Regression: feeds, sitemap and canonical addresses began with such an address.
#[test]
fn a_site_address_that_is_not_a_folder_gets_a_suggestion() {
    let folder = folder("site-url");
    let findings = |url: &str| {
        write(&folder, "site.json", &json!({ "url": url }).to_string());
        check(&[folder.join("site.json")]).unwrap().documents.remove(0).findings
    };
    check_each(
        &[
            "https://bote.example/index.html",
            "https://bote.example/?utm_source=x",
            "https://bote.example/#top",
            "https://bote.example//",
            "https://user:password@bote.example/",
            // Similar cases, which the bug report did not have.
            "https://bote.example/a/default.aspx",
            "https://bote.example/a//b/?x#y",
            "https://bote.example:81/a?",
            "bote.example",
            "/news/",
        ],
        findings,
        expect![[r#"
            "https://bote.example/index.html"
              site-url url: write "https://bote.example/", if the front page is there
            "https://bote.example/?utm_source=x"
              site-url url: write "https://bote.example/", if the front page is there
            "https://bote.example/#top"
              site-url url: write "https://bote.example/", if the front page is there
            "https://bote.example//"
              site-url url: write "https://bote.example/", if the front page is there
            "https://user:password@bote.example/"
              site-url url: write "https://bote.example/", if the front page is there
            "https://bote.example/a/default.aspx"
              site-url url: write "https://bote.example/a/", if the front page is there
            "https://bote.example/a//b/?x#y"
              site-url url: write "https://bote.example/a/b/", if the front page is there
            "https://bote.example:81/a?"
              site-url url: write "https://bote.example:81/a/", if the front page is there
            "bote.example"
              site-url url: write the absolute address for feeds and previews, such as https://example.org/news/
            "/news/"
              site-url url: write the absolute address for feeds and previews, such as https://example.org/news/
        "#]],
    );
    for url in ["https://bote.example", "http://bote.example/a/", "https://bote.example/v1.2", "https://b.example:81/"]
    {
        assert!(findings(url).is_empty(), "{url}");
    }
}

/// Regression: such an article was not in the sitemap, and search engines were sent to a page that redirects, or to
/// none.
#[test]
fn a_canonical_address_that_varies_the_articles_own_is_reported() {
    let folder = folder("own-page");
    write(&folder, "content/site.json", r#"{ "url": "https://bote.example/news" }"#);
    let rules = |canonical: &str| -> Vec<_> {
        let article = json!({ "headline": "H", "body": ["A."], "published": "2024-10-04", "canonical": canonical });
        found(&folder, &article).into_iter().map(|(rule, ..)| rule).collect()
    };
    for canonical in [
        "http://bote.example/news/2024/10/story/",
        "https://www.bote.example/news/2024/10/story/",
        // Similar cases, which the bug report did not have.
        "http://www.bote.example/news/2024/10/story",
        "https://bote.example:8080/news/2024/10/story/index.html",
        "HTTP://BOTE.EXAMPLE/news/2024/10/sto%72y/#top",
        "http://bote.example/news/2024/11/story/",
        "https://bote.example/news/2024/11/story/",
        "https://bote.example/news/embed/story/",
        "https://bote.example/news/index.html#/story",
    ] {
        assert_eq!(rules(canonical), ["canonical-elsewhere"], "{canonical}");
    }
    for canonical in [
        "https://bote.example/news/2024/10/story/",
        "https://bote.example/news/2024/10/story",
        "https://bote.example/news/2024/10/story/index.html?a#b",
        "https://wire.example/2024/10/another/",
        "https://wire.example/",
        "https://bote.example/news/2024/10/another/",
        "https://bote.example/story/",
    ] {
        assert_eq!(rules(canonical), [""; 0], "{canonical}");
    }
    write(&folder, "content/site.json", "{}");
    assert_eq!(rules("http://bote.example/news/2024/10/story/"), [""; 0], "nobody knows where the site is");
}

#[test]
fn the_articles_of_the_front_page_and_the_contact_must_be_possible() {
    let folder = folder("front");
    write(&folder, "articles/bell.json", &json!({ "headline": "H", "body": ["A."] }).to_string());
    let found = |site: serde_json::Value| {
        write(&folder, "site.json", &site.to_string());
        let findings = check(&[folder.join("site.json")]).unwrap().documents.remove(0).findings;
        findings.into_iter().map(|finding| (finding.rule, finding.path)).collect::<Vec<_>>()
    };
    let front = [("front", "front[1]".to_owned()), ("spelling", "front[2]".to_owned())];
    assert_eq!(found(json!({ "front": ["bell", "reef", "BELL"] })), front);
    for (email, is_possible) in [
        ("desk@example.org", true),
        ("büro@öl.example", true),
        ("desk+news@localhost", true),
        ("desk", false),
        ("desk@", false),
        ("Desk <desk@example.org>", false),
        ("mailto:desk@example.org", false),
        ("desk@example..org", false),
    ] {
        let findings = found(json!({ "contact": { "email": email } }));
        let expected = if is_possible { vec![] } else { vec![("contact", "contact.email".to_owned())] };
        assert_eq!(findings, expected, "{email}");
    }
}

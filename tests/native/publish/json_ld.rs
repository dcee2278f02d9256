//! What pages say to machines.

use serde_json::{Value, json};

use super::dist::Dist;

const PAGE: &str = "2024/02/all/index.html";

fn data(story: &Value) -> Value {
    let dist = Dist::somewhere();
    dist.story("all", story).publish();
    dist.data(PAGE)
}

/// A file that the story lies beside.
fn file(path: &str) -> String {
    format!("https://news.example/a/b/content/images/{path}")
}

#[test]
fn a_story_with_everything_says_everything() {
    let dist = Dist::somewhere();
    dist.everything(|story| {
        story["corrections"] = json!([
            { "date": "2024-02-08", "kind": "correction", "text": ["It was ", { "text": "wrong", "em": true }, "."] },
            { "date": "2024-02-09", "kind": "update", "text": "Something is new." }
        ]);
    })
    .publish();
    let home = "https://news.example/a/b/2024/02/all/";
    assert_eq!(
        dist.data(PAGE),
        json!({
            "@context": "https://schema.org",
            // Among its sponsors is one who bought it.
            "@type": "AdvertiserContentArticle",
            "headline": "A headline with stress",
            "description": "One sentence that says why it matters.",
            "image": [
                { "@type": "ImageObject", "url": file("lead.jpg"), "width": 1200, "height": 800 },
                { "@type": "ImageObject", "url": file("lead-800.jpg"), "width": 800, "height": 533 },
                { "@type": "ImageObject", "url": file("lead-480.jpg"), "width": 480, "height": 320 },
            ],
            "datePublished": "2024-02-06T09:30:00+09:00",
            "dateModified": "2024-02-07",
            "author": [
                { "@type": "Person", "name": "A. Writer" },
                { "@type": "Person", "name": "B. Writer", "url": "https://example.org/b", "image": file("b.jpg") },
            ],
            "publisher": { "@type": "Organization", "name": "The Press", "url": "https://press.example/" },
            "funder": [{ "@type": "Organization", "name": "A Foundation", "url": "https://example.org/fund" }],
            "sponsor": [{ "@type": "Organization", "name": "A Company", "url": "https://example.org/company" }],
            "correction": [{ "@type": "CorrectionComment", "text": "It was wrong.", "datePublished": "2024-02-08" }],
            "isPartOf": { "@type": "WebSite", "name": "The Daily & Co.", "url": "https://news.example/a/b/" },
            "articleSection": "Science",
            "keywords": ["Time", "Radio"],
            "inLanguage": "en",
            "workTranslation": [{ "@type": "AdvertiserContentArticle", "inLanguage": "fr", "url": "https://example.org/fr" }],
            "url": home,
            "mainEntityOfPage": { "@type": "WebPage", "@id": home },
            "copyrightHolder": { "@type": "Organization", "name": "The Press" },
            "copyrightYear": 2024,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "isAccessibleForFree": true,
        })
    );
}

#[test]
fn a_bare_story_says_what_it_has() {
    let story = json!({ "headline": "Bare", "body": ["Words."], "published": "2024-02-06" });
    let data = data(&story);
    let keys: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
    for absent in ["image", "author", "funder", "sponsor", "correction", "keywords", "license", "copyrightHolder"] {
        assert!(!keys.contains(&absent), "{absent}");
    }
    assert_eq!((&data["description"], &data["dateModified"]), (&json!("Words."), &json!("2024-02-06")));
}

#[test]
fn only_a_story_that_was_bought_is_no_news() {
    for (kind, expected) in [
        ("paid", "AdvertiserContentArticle"),
        ("sponsored", "NewsArticle"),
        ("underwritten", "NewsArticle"),
        ("funded", "NewsArticle"),
    ] {
        let data = data(&json!({
            "headline": "Lamps", "body": ["Words."], "published": "2024-02-06",
            "sponsors": [{ "kind": "funded", "name": "A Fund" }, { "kind": kind, "name": "A Company" }],
            "translations": [{ "lang": "fr", "href": "https://example.org/fr" }],
        }));
        assert_eq!(
            (&data["@type"], &data["workTranslation"][0]["@type"]),
            (&json!(expected), &json!(expected)),
            "{kind}"
        );
    }
}

#[test]
fn an_owner_among_the_authors_is_a_person() {
    let story = json!({
        "headline": "Owned", "body": ["Words."], "published": "2024-02-06", "authors": ["A. Writer"],
        "rights": { "holder": "A. Writer", "year": "2013–2024", "licence": { "name": "On request" } }
    });
    let data = data(&story);
    assert_eq!(data["copyrightHolder"], json!({ "@type": "Person", "name": "A. Writer" }));
    assert_eq!(data.get("copyrightYear"), None);
    assert_eq!(data["license"], json!({ "@type": "CreativeWork", "name": "On request" }));
}

#[test]
fn nothing_in_it_ends_the_script() {
    let dist = Dist::somewhere();
    dist.everything(|story| story["headline"] = json!("</script><!-- <script>")).publish();
    assert_eq!(dist.data(PAGE)["headline"], "</script><!-- <script>");
    assert!(!dist.read(PAGE).contains("</script><!--"));
}

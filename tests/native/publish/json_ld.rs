//! The JSON-LD of pages.

use expect_test::expect;
use serde_json::{Value, json};

use super::paper::Paper;

const PAGE: &str = "2024/02/all/index.html";

fn data(article: &Value) -> Value {
    let paper = Paper::somewhere();
    paper.article("all", article).publish();
    paper.data(PAGE)
}

#[test]
fn an_article_with_everything_has_every_property() {
    let paper = Paper::somewhere();
    paper.everything(|article| {
        article["corrections"] = json!([
            { "date": "2024-02-08", "kind": "correction", "text": ["It was ", { "text": "wrong", "em": true }, "."] },
            { "date": "2024-02-09", "kind": "update", "text": "Something is new." }
        ]);
    })
    .publish();
    // One of its sponsors paid for the article itself.
    expect![[r#"
        {
          "@type": "AdvertiserContentArticle",
          "@context": "https://schema.org",
          "headline": "A headline with stress",
          "description": "One sentence that says why it matters.",
          "image": [
            {
              "@type": "ImageObject",
              "url": "https://news.example/a/b/content/images/lead.jpg",
              "width": 1200,
              "height": 800
            },
            {
              "@type": "ImageObject",
              "url": "https://news.example/a/b/content/images/lead-800.jpg",
              "width": 800,
              "height": 533
            },
            {
              "@type": "ImageObject",
              "url": "https://news.example/a/b/content/images/lead-480.jpg",
              "width": 480,
              "height": 320
            }
          ],
          "datePublished": "2024-02-06T09:30:00+09:00",
          "dateModified": "2024-02-07",
          "author": [
            {
              "@type": "Person",
              "name": "A. Writer",
              "url": "https://news.example/a/b/authors/a-writer/"
            },
            {
              "@type": "Person",
              "name": "B. Writer",
              "url": "https://example.org/b",
              "image": "https://news.example/a/b/content/images/b.jpg"
            }
          ],
          "publisher": {
            "@type": "Organization",
            "name": "The Press",
            "url": "https://press.example/"
          },
          "funder": [
            {
              "@type": "Organization",
              "name": "A Foundation",
              "url": "https://example.org/fund"
            }
          ],
          "sponsor": [
            {
              "@type": "Organization",
              "name": "A Company",
              "url": "https://example.org/company"
            }
          ],
          "correction": [
            {
              "@type": "CorrectionComment",
              "text": "It was wrong.",
              "datePublished": "2024-02-08"
            }
          ],
          "isPartOf": {
            "@type": "WebSite",
            "name": "The Daily & Co.",
            "url": "https://news.example/a/b/"
          },
          "articleSection": "Science",
          "keywords": [
            "Time",
            "Radio"
          ],
          "inLanguage": "en",
          "workTranslation": [
            {
              "@type": "AdvertiserContentArticle",
              "inLanguage": "fr",
              "url": "https://example.org/fr"
            }
          ],
          "url": "https://news.example/a/b/2024/02/all/",
          "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": "https://news.example/a/b/2024/02/all/"
          },
          "copyrightHolder": {
            "@type": "Organization",
            "name": "The Press",
            "url": "https://press.example/"
          },
          "copyrightYear": 2024,
          "license": "https://creativecommons.org/licenses/by/4.0/",
          "isAccessibleForFree": true
        }
    "#]]
    .assert_eq(&format!("{:#}\n", paper.data(PAGE)));
}

#[test]
fn a_minimal_article_has_only_its_own_properties() {
    let article = json!({ "headline": "Bare", "body": ["Words."], "published": "2024-02-06" });
    let data = data(&article);
    let keys: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
    for absent in ["image", "author", "funder", "sponsor", "correction", "keywords", "license", "copyrightHolder"] {
        assert!(!keys.contains(&absent), "{absent}");
    }
    assert_eq!((&data["description"], &data["dateModified"]), (&json!("Words."), &json!("2024-02-06")));
}

#[test]
fn only_a_paid_article_is_not_a_news_article() {
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
    let article = json!({
        "headline": "Owned", "body": ["Words."], "published": "2024-02-06", "authors": ["A. Writer"],
        "rights": { "holder": "A. Writer", "year": "2013–2024", "licence": { "name": "On request" } }
    });
    let data = data(&article);
    let page = "https://news.example/a/b/authors/a-writer/";
    assert_eq!(data["copyrightHolder"], json!({ "@type": "Person", "name": "A. Writer", "url": page }));
    assert_eq!(data.get("copyrightYear"), None);
    assert_eq!(data["license"], json!({ "@type": "CreativeWork", "name": "On request" }));
}

/// Regression: whoever is known as the publisher, the site or a sponsor is not a person.
#[test]
fn an_author_with_the_name_of_a_known_organisation_is_an_organisation() {
    let paper = Paper::of(&json!({
        "title": "The Harbour Paper", "url": "https://news.example/",
        "publisher": { "name": "Harbour Press", "href": "https://press.example/" },
    }));
    let authors = ["Harbour Press", "harbour\u{a0}press", "The Harbour Paper", "Paint Co.", "Harbour", "A. Writer"];
    paper.article(
        "all",
        &json!({
            "headline": "All", "body": ["Words."], "published": "2024-02-06", "authors": authors,
            "sponsors": [{ "kind": "paid", "name": "Paint Co.", "href": "https://paint.example/" }],
            "rights": { "holder": "Paint Co." },
        }),
    );
    paper.publish();
    let data = paper.data("2024/02/all/index.html");
    let kinds: Vec<_> = data["author"].as_array().unwrap().iter().map(|author| &author["@type"]).collect();
    let (company, person) = ("Organization", "Person");
    assert_eq!(kinds, [company, company, company, company, person, person]);
    let pages: Vec<_> = data["author"].as_array().unwrap().iter().map(|author| author["url"].as_str()).collect();
    let [press, paint] = ["https://press.example/", "https://paint.example/"].map(Some);
    let own = |slug| Some(format!("https://news.example/authors/{slug}/"));
    let [paper, harbour, writer] = ["the-harbour-paper", "harbour", "a-writer"].map(own);
    assert_eq!(pages, [press, press, paper.as_deref(), paint, harbour.as_deref(), writer.as_deref()]);
    assert_eq!(data["copyrightHolder"], json!({ "@type": company, "name": "Paint Co.", "url": paint }));
}

/// Regression: the front page and the sections had no JSON-LD.
#[test]
fn a_list_names_its_articles() {
    let paper = Paper::somewhere();
    for (slug, day) in [("first", "2024-02-06"), ("second", "2024-02-07")] {
        let article = json!({ "headline": slug, "kicker": "Seas", "published": day, "body": ["Words."] });
        paper.article(slug, &article);
    }
    paper.publish();
    expect![[r#"
        {
          "@type": "CollectionPage",
          "@context": "https://schema.org",
          "name": "The Daily & Co.",
          "description": "second · first",
          "url": "https://news.example/a/b/",
          "inLanguage": "en",
          "isPartOf": {
            "@type": "WebSite",
            "name": "The Daily & Co.",
            "url": "https://news.example/a/b/"
          },
          "publisher": {
            "@type": "Organization",
            "name": "The Press",
            "url": "https://press.example/"
          },
          "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
              {
                "@type": "ListItem",
                "position": 1,
                "url": "https://news.example/a/b/2024/02/second/"
              },
              {
                "@type": "ListItem",
                "position": 2,
                "url": "https://news.example/a/b/2024/02/first/"
              }
            ]
          }
        }
    "#]]
    .assert_eq(&format!("{:#}\n", paper.data("index.html")));
    let section = paper.data("section/seas/index.html");
    let own = ["name", "url"].map(|key| section[key].as_str());
    assert_eq!(own, [Some("Seas – The Daily & Co."), Some("https://news.example/a/b/section/seas/")]);
}

#[test]
fn no_text_closes_the_script_element() {
    let paper = Paper::somewhere();
    paper.everything(|article| article["headline"] = json!("</script><!-- <script>")).publish();
    assert_eq!(paper.data(PAGE)["headline"], "</script><!-- <script>");
    assert!(!paper.read(PAGE).contains("</script><!--"));
}

//! The `head` of pages.

use std::path::Path;

use broadsheet::publish::PublishError;
use expect_test::expect;
use serde_json::json;

use super::paper::Paper;
use crate::views::dom::Dom;

const PAGE: &str = "2024/02/all/index.html";

/// `content` by `name` or `property`.
fn meta<'a>(head: &'a Dom, name: &str) -> Vec<&'a str> {
    head.attrs(&format!("meta[name='{name}'], meta[property='{name}']"), "content")
}

#[test]
fn an_article_has_metadata_for_previews_and_search_engines() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).article("other", &json!({ "headline": "Other", "body": ["Words."] })).publish();
    let page = paper.read(PAGE);
    let (_, head) = page.split_once("<head>\n").unwrap();
    let (head, _) = head.split_once("<style>").unwrap();
    // The policy changes with each script, and has tests of its own.
    let lines = head.split_inclusive('\n').filter(|line| !line.contains("Content-Security-Policy"));
    expect![[r##"
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="preload" as="image" fetchpriority="high" imagesrcset="../../../content/images/lead-480.jpg 480w, ../../../content/images/lead-800.jpg 800w, ../../../content/images/lead.jpg 1200w" imagesizes="(min-width: 63rem) 63rem, 100vw" href="../../../content/images/lead.jpg">
        <meta name="color-scheme" content="light dark">
        <title>A headline with stress – The Daily &amp; Co.</title>
        <meta name="description" content="One sentence that says why it matters.">
        <meta name="author" content="A. Writer">
        <meta name="author" content="B. Writer">
        <meta name="robots" content="max-image-preview:large">
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fffdf9">
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#161512">
        <link rel="icon" type="image/svg+xml" href="../../../site-icon.svg">
        <link rel="canonical" href="https://news.example/a/b/2024/02/all/">
        <link rel="alternate" hreflang="en" href="https://news.example/a/b/2024/02/all/">
        <link rel="alternate" hreflang="fr" href="https://example.org/fr">
        <link rel="alternate" type="application/atom+xml" title="The Daily &amp; Co." href="https://news.example/a/b/feed.xml">
        <link rel="alternate" type="application/feed+json" title="The Daily &amp; Co." href="https://news.example/a/b/feed.json">
        <link rel="alternate" type="application/rss+xml" title="The Daily &amp; Co." href="https://news.example/a/b/rss.xml">
        <link rel="alternate" type="application/json+oembed" title="A headline with stress" href="https://news.example/a/b/oembed/all.json">
        <meta property="og:type" content="article">
        <meta property="og:title" content="A headline with stress">
        <meta property="og:description" content="One sentence that says why it matters.">
        <meta property="og:url" content="https://news.example/a/b/2024/02/all/">
        <meta property="og:site_name" content="The Daily &amp; Co.">
        <meta name="twitter:card" content="summary_large_image">
        <meta property="og:image" content="https://news.example/a/b/content/images/lead.jpg">
        <meta property="og:image:width" content="1200">
        <meta property="og:image:height" content="800">
        <meta property="og:image:alt" content="What can be seen">
        <meta property="article:published_time" content="2024-02-06T09:30:00+09:00">
        <meta property="article:modified_time" content="2024-02-07">
        <meta property="article:author" content="https://news.example/a/b/authors/a-writer/">
        <meta property="article:author" content="https://example.org/b">
        <meta property="article:section" content="Science">
        <meta property="article:tag" content="Time">
        <meta property="article:tag" content="Radio">
    "##]].assert_eq(&lines.collect::<String>());
}

#[test]
fn a_translation_on_the_site_is_named_by_its_page() {
    let paper = Paper::somewhere();
    let article = |lang: &str, other: &str, file: &str| {
        let translations = json!([{ "lang": other, "href": file }]);
        json!({ "headline": "Bell", "body": ["Words."], "published": "2024-02-06", "lang": lang, "translations": translations })
    };
    paper
        .article("bell", &article("en", "fr", "cloche.json"))
        .article("cloche", &article("fr", "en", "bell.json"))
        .publish();
    for (page, languages) in [("bell", ["en", "fr"]), ("cloche", ["fr", "en"])] {
        let head = paper.head(&format!("2024/02/{page}/index.html"));
        assert_eq!(head.attrs("link[hreflang]", "hreflang"), languages);
        let slugs = languages.map(|lang| if lang == "en" { "bell" } else { "cloche" });
        let pages = slugs.map(|slug| format!("https://news.example/a/b/2024/02/{slug}/"));
        assert_eq!(head.attrs("link[hreflang]", "href"), pages);
    }
}

#[test]
fn an_article_with_a_canonical_address_elsewhere_names_it() {
    let paper = Paper::somewhere();
    let elsewhere = "https://example.org/2024/02/a-headline/";
    paper.everything(|article| article["canonical"] = json!(elsewhere)).publish();
    for page in [PAGE, "index.html", "embed/all/index.html"] {
        assert_eq!(paper.head(page).attr("link[rel=canonical]", "href"), Some(elsewhere), "{page}");
    }
    assert_eq!(meta(&paper.head(PAGE), "og:url"), [elsewhere]);
}

#[test]
fn a_site_without_an_address_has_no_relative_metadata() {
    let paper = Paper::of(&json!({ "title": "Daily" }));
    paper.everything(|_| {}).publish();
    for page in [PAGE, "embed/all/index.html", "index.html"] {
        let head = paper.head(page);
        assert_eq!(head.count("link[rel=canonical], link[type][href^='http']"), 0, "{page}");
        assert_eq!(meta(&head, "og:url").len() + meta(&head, "og:image").len(), 0, "{page}");
    }
    let head = paper.head(PAGE);
    assert_eq!(meta(&head, "twitter:card"), ["summary"]);
    assert_eq!(meta(&head, "og:title"), ["A headline with stress"]);
    // The translations are elsewhere, so they can be named.
    assert_eq!(head.attrs("link[hreflang]", "hreflang"), ["fr"]);
}

/// Regression: all canonical addresses, the ids of feeds and the sitemap began with such an address.
#[test]
fn a_site_address_that_is_not_a_folder_is_ignored_with_a_suggestion() {
    let paper = Paper::of(&json!({ "title": "Daily", "url": "https://news.example/" }));
    paper.everything(|_| {}).publish();
    let before = paper.files();
    for (url, instead) in [
        ("https://news.example/index.html", "https://news.example/"),
        ("https://news.example/?utm_source=x", "https://news.example/"),
        ("https://news.example/#top", "https://news.example/"),
        ("https://news.example//", "https://news.example/"),
        ("https://user:password@news.example/", "https://news.example/"),
        // Similar cases, which the bug report did not have.
        ("https://news.example/a/INDEX.HTM", "https://news.example/a/"),
        ("https://news.example/a/index.php?page=1#top", "https://news.example/a/"),
        ("https://news.example/home%2Ehtml", "https://news.example/"),
        ("https://news.example/index.html/", "https://news.example/"),
        ("https://news.example/a//b", "https://news.example/a/b/"),
        ("https://user@news.example:8080/a", "https://news.example:8080/a/"),
        ("https://news.example?", "https://news.example/"),
        ("https://news.example/#", "https://news.example/"),
        ("/news/", "https://example.org/news/"),
        ("news.example", "https://example.org/news/"),
        ("mailto:desk@example.org", "https://example.org/news/"),
    ] {
        paper.site(&json!({ "title": "Daily", "url": url }));
        let error = paper.try_to_publish().unwrap_err();
        assert!(matches!(error, PublishError::SiteAddress { .. }), "{url}: {error:?}");
        assert!(error.to_string().contains(&format!("\"url\": \"{instead}\"")), "{url}: {error}");
        paper.write("site.json", &before[Path::new("content/site.json")]);
        assert_eq!(paper.files(), before, "{url}");
    }
    paper.site(&json!({ "url": "https://news.example/index.html" }));
    paper.check_error(expect![[r#"
        DIR/site/site.json: the address of the site has the name of a page in it, and the address of every page begins with it.
        What to do: write "url": "https://news.example/" (or the real address of the site). Nothing was changed"#]]);
    paper.site(&json!({ "url": "/news/" }));
    paper.check_error(expect![[r#"
        DIR/site/site.json: the address of the site is not a whole one, and the address of every page begins with it.
        What to do: write "url": "https://example.org/news/" (or the real address of the site). Nothing was changed"#]]);
}

#[test]
fn a_site_address_needs_no_slash_at_its_end() {
    for (url, home) in [
        ("https://news.example", "https://news.example/"),
        ("http://news.example/a", "http://news.example/a/"),
        (" HTTPS://News.Example/A/ ", "https://news.example/A/"),
        ("https://news.example:8443/v1.2/", "https://news.example:8443/v1.2/"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC/"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
    ] {
        let paper = Paper::of(&json!({ "title": "Daily", "url": url }));
        paper.everything(|_| {}).publish();
        assert_eq!(paper.json("feed.json")["home_page_url"], home, "{url}");
    }
}

#[test]
fn framed_pages_are_not_indexed() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    for page in ["embed/all/index.html", "embed/all/card/index.html"] {
        let head = paper.head(page);
        assert_eq!(meta(&head, "robots"), ["noindex"], "{page}");
        assert_eq!(head.attr("link[rel=canonical]", "href"), Some("https://news.example/a/b/2024/02/all/"), "{page}");
        assert_eq!(head.count("link[type]:not([type='text/html']), meta[property]"), 0, "{page}");
    }
}

#[test]
fn a_list_has_its_canonical_address() {
    let paper = Paper::somewhere();
    let other = json!({ "headline": "Other", "body": ["Words."], "kicker": "Culture" });
    paper.everything(|_| {}).article("other", &other).publish();
    for (page, place, title) in [
        ("index.html", "", "The Daily & Co."),
        ("section/culture/index.html", "section/culture/", "Culture – The Daily & Co."),
    ] {
        let head = paper.head(page);
        let address = format!("https://news.example/a/b/{place}");
        assert_eq!(head.attr("link[rel=canonical]", "href"), Some(address.as_str()));
        assert_eq!(meta(&head, "og:url"), [address]);
        assert_eq!((meta(&head, "og:type"), meta(&head, "og:title")), (vec!["website"], vec![title]));
        assert_eq!(head.count("link[type='application/feed+json']"), 1);
    }
}

/// WordPress reads a `link` up to the next `>`, wherever that is.
#[test]
fn no_attribute_contains_an_angle_bracket() {
    let paper = Paper::somewhere();
    paper
        .everything(|article| {
            article["headline"] = json!("1 > 0 < 2 \"&\" <link>");
            article["standfirst"] = json!("><script>alert(1)</script>");
        })
        .publish();
    let page = paper.read(PAGE);
    let head = page.split_once("</head>").unwrap().0;
    let links = head.split("<link").skip(1).map(|rest| rest.split(['<', '>']).next().unwrap());
    let oembed: Vec<_> = links.filter(|link| link.contains("application/json+oembed")).collect();
    assert_eq!(oembed.len(), 1);
    assert!(oembed[0].contains(r#"href="https://news.example/a/b/oembed/all.json""#), "{oembed:?}");
    assert_eq!(meta(&paper.head(PAGE), "og:title"), ["1 > 0 < 2 \"&\" <link>"]);
}

/// Regression: previews, feed readers and oEmbed got whatever the lead was.
#[test]
fn previews_get_a_supported_image_of_about_1200_pixels() {
    let variants = |files: &[(&str, u32)]| {
        files
            .iter()
            .map(|(src, width)| json!({ "src": format!("../images/{src}"), "width": width }))
            .collect::<Vec<_>>()
    };
    for (lead, files, expected) in [
        ("lead.avif", &[("a.jpg", 3000), ("b.jpg", 1600), ("c.jpg", 800)][..], Some(("b.jpg", 1600))),
        ("lead.AVIF?v=2", &[("a.jpeg", 1200), ("b.png", 2400)], Some(("a.jpeg", 1200))),
        ("lead.avif", &[("a.webp", 1200), ("b.jpg", 480)], Some(("b.jpg", 480))),
        ("lead.avif", &[("a.webp", 2000), ("b.webp", 1300)], Some(("b.webp", 1300))),
        ("lead.avif", &[("a.avif", 1200)], None),
        ("lead.jxl", &[], None),
        ("lead.SVG?v=2", &[], None),
        ("lead.svg", &[("a.png", 900)], Some(("a.png", 900))),
        ("lead.jpg", &[("a.jpg", 1600), ("b.jpg", 800)], Some(("a.jpg", 1600))),
        ("lead.jpg", &[("b.jpg", 800)], Some(("lead.jpg", 6000))),
        ("lead", &[("a.avif", 1200)], Some(("lead", 6000))),
        ("lead.gif", &[], Some(("lead.gif", 6000))),
    ] {
        let paper = Paper::somewhere();
        paper.everything(|article| {
            let image = json!({ "type": "image", "src": format!("../images/{lead}"), "width": 6000, "height": 3000,
                "alt": "A", "variants": variants(files) });
            article["lead"] = image;
        });
        paper
            .article("other", &json!({ "headline": "Other", "published": "2024-01-01", "body": ["Words."] }))
            .publish();
        let address = expected.map(|(file, _)| format!("https://news.example/a/b/content/images/{file}"));
        let width = expected.map(|(_, width)| width.to_string());
        let card = if expected.is_some() { "summary_large_image" } else { "summary" };
        for page in [PAGE, "index.html"] {
            let head = paper.head(page);
            assert_eq!(meta(&head, "og:image"), Vec::from_iter(address.as_deref()), "{lead} {files:?} {page}");
            assert_eq!(meta(&head, "og:image:width"), Vec::from_iter(width.as_deref()), "{lead} {files:?} {page}");
            assert_eq!(meta(&head, "twitter:card"), [card], "{lead} {files:?} {page}");
        }
        assert_eq!(paper.json("feed.json")["items"][0]["image"].as_str(), address.as_deref(), "{lead} {files:?}");
        assert_eq!(paper.json("oembed/all.json")["thumbnail_url"].as_str(), address.as_deref(), "{lead} {files:?}");
    }
}

/// Regression: shared, these pages were an address without text or image.
#[test]
fn lists_have_title_text_and_image_for_previews() {
    let paper = Paper::somewhere();
    let article = |headline: &str, day: u8, lead: &str| {
        let lead =
            json!({ "type": "image", "src": format!("../images/{lead}"), "width": 1200, "height": 800, "alt": "B" });
        json!({ "headline": headline, "kicker": "Seas", "published": format!("2024-02-0{day}"), "lead": lead, "body": ["A."] })
    };
    paper.article("a", &article("The \u{ad}newest", 9, "a.svg")).article("b", &article("The second", 8, "b.jpg"));
    paper.article("c", &article("The third", 7, "c.jpg")).article("d", &article("The fourth", 6, "d.jpg")).publish();
    for (page, title) in [("index.html", "The Daily & Co."), ("section/seas/index.html", "Seas – The Daily & Co.")] {
        let head = paper.head(page);
        let words = "The newest · The second · The third";
        for (name, expected) in [
            ("og:title", title),
            ("description", words),
            ("og:description", words),
            ("og:image", "https://news.example/a/b/content/images/b.jpg"),
            ("og:image:alt", "B"),
            ("twitter:card", "summary_large_image"),
        ] {
            assert_eq!(meta(&head, name), [expected], "{page} {name}");
        }
    }
    let paper = Paper::somewhere();
    paper.publish();
    let head = paper.head("index.html");
    assert_eq!((meta(&head, "description").len(), meta(&head, "twitter:card")), (0, vec!["summary"]));
}

#[test]
fn an_empty_tag_is_left_out() {
    let paper = Paper::somewhere();
    paper.everything(|article| article["tags"] = json!(["", "a"])).publish();
    let page = "2024/02/all/index.html";
    assert_eq!(paper.head(page).attrs("meta[property='article:tag']", "content"), ["a"]);
    assert_eq!(paper.data(page)["keywords"], json!(["a"]));
    assert_eq!(paper.json("feed.json")["items"][0]["tags"], json!(["Science", "a"]));
}

#[test]
fn an_article_without_a_standfirst_is_described_by_its_first_words() {
    let paper = Paper::somewhere();
    let article =
        |words: String| json!({ "headline": "H", "published": "2024-02-06", "body": [{ "type": "divider" }, words] });
    paper
        .article("long", &article("Seven c. ".repeat(23)))
        .article("short", &article("All of it.".to_owned()))
        .publish();
    let description = |slug: &str| meta(&paper.head(&format!("2024/02/{slug}/index.html")), "description").concat();
    assert_eq!(description("long"), ["Seven c."; 22].join(" ") + "…");
    assert_eq!(description("short"), "All of it.");
}

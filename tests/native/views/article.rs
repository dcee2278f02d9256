//! The whole article.

use broadsheet::address::Base;
use broadsheet::article::Article;
use expect_test::expect;
use serde_json::Value;

use super::{embedded, page, page_of};
use crate::article::{EVERYTHING, ROOT, article, article_with, everything, read};
use crate::dates::assert_valid;
use crate::format::demo;

/// The optional fields, each with the selector of its markup.
const OPTIONAL: &[(&str, &str)] = &[
    ("kicker", "header .kicker"),
    ("standfirst", ".standfirst"),
    ("lead", ".figure.lead"),
    ("sponsors", ".acknowledgements, .acknowledgement"),
    ("corrections", ".corrections"),
    ("tags", ".tags"),
    ("rights", ".rights"),
];

#[test]
fn an_article_with_everything_shows_everything() {
    let dom = page(&article(EVERYTHING));
    assert_eq!((dom.count("article"), dom.count("h1"), dom.count("main")), (1, 1, 0));
    assert_eq!(dom.text("article > header > h1.headline"), "A headline with stress");
    assert_eq!(dom.attr("h1", "tabindex"), Some("-1"));
    assert_eq!(dom.text("article > header > .kicker > a"), "Science");
    assert_eq!(dom.text("article > header > .standfirst"), "One sentence that says why it matters.");
    assert_eq!(dom.text("article > header > address.byline > span"), "Told by A. Writer");
    assert_eq!(dom.count("article > header > .dates > time[datetime]"), 1);
    assert_eq!(dom.count("article > header > .dates > .updated > time[datetime]"), 1);
    for (field, selector) in OPTIONAL {
        assert!(dom.count(selector) > 0, "{field}");
    }
    let dom = embedded(&article(EVERYTHING), 2);
    for part in
        ["kicker", "headline", "standfirst", "byline", "dateline", "figure", "image", "caption", "body", "sponsor"]
    {
        assert!(dom.count(&format!("[part={part}]")) > 0, "{part}");
    }
}

#[test]
fn a_minimal_article_has_no_markup_for_optional_fields() {
    let dom = page(&article(r#"{ "headline": "Headline", "body": ["Words."] }"#));
    expect![[r#"<article class="article" lang="en" dir="ltr"><header><h1 class="headline" part="headline" tabindex="-1">Headline</h1></header><p>Words.</p></article>"#]].assert_eq(&dom.html);
}

#[test]
fn an_absent_field_has_no_markup() {
    let whole = page(&article(EVERYTHING)).count("*");
    for (field, selector) in OPTIONAL {
        let mut document = everything();
        document.as_object_mut().unwrap().remove(*field);
        let dom = page(&article(&document.to_string()));
        assert_eq!(dom.count(selector), 0, "{field}");
        assert!(dom.count("*") < whole, "{field}");
        assert_eq!(dom.count(".notice"), 0, "{field}");
    }
}

#[test]
fn half_an_article_is_shown_with_a_notice() {
    let notice = "Part of this story is missing. What there is of it follows.";
    let (article, _) = read(r#"{ "headline": "Headline" }"#).unwrap();
    let dom = page(&article);
    assert_eq!(
        (dom.text("h1").as_str(), dom.text(".notice").as_str(), dom.count("article > p:not(.notice)")),
        ("Headline", notice, 0)
    );

    let (article, _) = read(r#"{ "body": ["Words."] }"#).unwrap();
    let dom = page(&article);
    assert_eq!(
        (dom.count("h1"), dom.text(".notice").as_str(), dom.text("article > p:not(.notice)").as_str()),
        (0, notice, "Words.")
    );
}

#[test]
fn the_language_is_the_articles_else_the_sites_else_english() {
    for (lang, site, shown, tags) in [
        (r#""lang": "de-AT""#, None, "de-AT", "Themen"),
        (r#""lang": "de-AT""#, Some("fr"), "de-AT", "Themen"),
        (r#""lang": null"#, Some("fr"), "fr", "Sujets"),
        (r#""lang": null"#, Some("xx"), "xx", "Topics"),
        (r#""lang": null"#, None, "en", "Topics"),
    ] {
        let dom = page_of(&article_with(&format!(r#"{lang}, "tags": ["T"]"#)), site);
        assert_eq!((dom.attr("article", "lang"), dom.attr(".tags", "aria-label")), (Some(shown), Some(tags)));
    }
}

#[test]
fn the_direction_follows_the_language_that_is_shown() {
    for (lang, site) in [(r#""lang": "ar""#, None), (r#""lang": null"#, Some("ar"))] {
        let dom = page_of(&article_with(lang), site);
        assert_eq!((dom.attr("article", "lang"), dom.attr("article", "dir")), (Some("ar"), Some("rtl")), "{site:?}");
    }
}

#[test]
fn headings_follow_the_level_of_the_headline() {
    let article = article(
        r#"{ "headline": "H", "corrections": [{ "date": "2024-01-05", "kind": "update", "text": "T" }], "body": [
            { "type": "heading", "level": 2, "text": "Two" }, { "type": "heading", "level": 3, "text": "Three" },
            { "type": "heading", "level": 4, "text": "Four" } ] }"#,
    );
    for (level, expected) in [
        (1, ["h1", "h2", "h3", "h4", "h2"]),
        (2, ["h2", "h3", "h4", "h5", "h3"]),
        (3, ["h3", "h4", "h5", "h6", "h4"]),
        (5, ["h5", "h6", "h6", "h6", "h6"]),
        (6, ["h6", "h6", "h6", "h6", "h6"]),
    ] {
        assert_eq!(embedded(&article, level).tags("h1, h2, h3, h4, h5, h6"), expected, "{level}");
    }
}

/// Replaces every text of a document by one that would do harm as markup.
fn poison(value: &mut Value, poisoned: &str) {
    match value {
        Value::String(text) => *text = poisoned.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, poisoned)),
        Value::Object(fields) => {
            // These values are keywords, not text.
            let names = [
                "type",
                "kind",
                "src",
                "href",
                "url",
                "logo",
                "image",
                "poster",
                "date",
                "published",
                "updated",
                "dir",
            ];
            let words = fields.iter_mut().filter(|(key, _)| !names.contains(&key.as_str()));
            words.for_each(|(_, field)| poison(field, poisoned));
        }
        _ => {}
    }
}

#[test]
fn every_text_is_escaped() {
    for poisoned in [
        "<b class=\"evil\">&amp;\"'&lt;</b>",
        "\"><script class=evil>alert(1)</script>",
        "' onload='alert(1)' class='evil",
        "</p></article><i class=evil>",
        "<!--",
        "]]>",
        "&#60;b class=evil&#62;",
        "</title></style></script><b class=evil>",
    ] {
        let mut document = everything();
        poison(&mut document, poisoned);
        let (article, _) = read(&document.to_string()).unwrap();
        let dom = page(&article);
        assert_eq!(dom.count(".evil, script, b, i, [onload]"), 0, "{}", dom.html);
        for selector in
            ["h1", "header .kicker", ".standfirst", ".byline > span", ".lead .credit", ".lead .source", ".rights bdi"]
        {
            assert!(dom.text(selector).contains(poisoned), "{selector}: {}", dom.html);
        }
        assert!(dom.texts(".tags li").iter().all(|tag| tag == poisoned));
        assert_eq!(dom.attr(".lead img", "alt"), Some(poisoned));
        assert_eq!(dom.attr("article", "lang"), Some("en"), "what has not the shape of a language is left out");
    }
}

#[test]
fn no_text_contains_undefined_null_or_nan() {
    for dom in [page(&article(EVERYTHING)), page(&article(r#"{ "headline": "H", "body": [] }"#))] {
        for mistake in ["undefined", "null", "NaN", "Invalid", "None", "Some(", "[object"] {
            assert!(!dom.words().contains(mistake), "{mistake}: {}", dom.words());
            assert!(dom.values().iter().all(|value| !value.contains(mistake)), "{mistake}");
        }
    }
}

#[test]
fn every_demo_article_has_valid_html() {
    for (slug, bytes) in demo::articles() {
        let (article, _) = Article::from_json(&bytes, &Base::article(ROOT, &slug)).unwrap();
        let dom = page(&article);
        assert_eq!((dom.count("article"), dom.count("h1"), dom.count(".notice")), (1, 1, 0), "{slug}");
        assert_eq!(dom.count("p:empty, li:empty, figcaption:empty, span:empty, a:empty"), 0, "{slug}");
        assert_eq!(
            dom.count("img:not([alt]), img:not(.room > img):not([width]), img:not(.room > img):not([height])"),
            0,
            "{slug}"
        );
        assert_eq!(dom.count("[style], script, style"), 0, "{slug}");
        dom.attrs("time", "datetime").into_iter().for_each(assert_valid);
        for href in dom.attrs("a", "href").into_iter().chain(dom.attrs("img", "src")) {
            let within = href.starts_with('#') && dom.count(href) == 1;
            assert!(
                within || ["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)),
                "{slug}: {href}"
            );
        }
        let levels: Vec<u8> = dom.tags("h1, h2, h3, h4, h5, h6").iter().map(|tag| tag.as_bytes()[1] - b'0').collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{slug}: no level is skipped: {levels:?}");
    }
}

#[test]
fn the_demo_uses_no_block_that_cannot_be_shown() {
    for (slug, bytes) in demo::articles() {
        let (article, _) = Article::from_json(&bytes, &Base::article(ROOT, &slug)).unwrap();
        assert_eq!(page(&article).count(".unknown"), 0, "{slug}");
    }
}

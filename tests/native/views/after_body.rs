//! Footnotes, related articles, translations, and labels in another language than the article.

use super::page;
use crate::article::{article, article_with, read};

#[test]
fn footnotes_are_numbered_and_link_back() {
    let dom = page(&article(
        r#"{ "headline": "H", "notes": [{ "id": "b", "text": "First." }, { "id": "a", "text": "Second." }],
            "body": [["One", { "text": " two", "note": "a" }, { "text": " three", "note": "a" }, { "text": " four", "note": "b" }]] }"#,
    ));
    assert_eq!(dom.text(".article > p"), "One two2 three2 four1");
    assert_eq!(dom.attrs("sup.cite > a[role=doc-noteref]", "href"), ["#note-2", "#note-2", "#note-1"]);
    assert_eq!(dom.attrs("sup.cite > a", "id"), ["cite-2", "cite-1"], "the way back leads to the first mark");
    assert_eq!(dom.text("section.notes[role=doc-endnotes] > h2"), "Notes");
    assert_eq!(dom.attrs("section.notes > ol > li", "id"), ["note-1", "note-2"]);
    assert_eq!(dom.attrs("section.notes a[role=doc-backlink][aria-label]", "href"), ["#cite-1", "#cite-2"]);
}

#[test]
fn a_reference_without_a_footnote_is_left_out() {
    let (article, _) = read(r#"{ "headline": "H", "body": [[{ "text": "Words", "note": "nowhere" }]] }"#).unwrap();
    let dom = page(&article);
    assert_eq!((dom.text("article > p").as_str(), dom.count("sup, .notes")), ("Words", 0));
}

#[test]
fn a_footnote_without_a_reference_has_no_backlink() {
    let dom = page(&article_with(r#""notes": [{ "id": "a", "text": "Alone." }]"#));
    assert_eq!(dom.count(".notes > ol > li"), 1);
    for href in dom.attrs("a", "href") {
        assert_eq!(dom.count(href), 1, "{href} is in the page");
    }
}

#[test]
fn every_id_is_unique() {
    let dom = page(&article(crate::article::EVERYTHING));
    let mut ids = dom.attrs("[id]", "id");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn related_articles_are_a_list_of_headlines() {
    let dom = page(&article_with(
        r#""related": [{ "headline": "A", "href": "a.json" }, { "headline": "B", "href": "https://example.com/b", "kicker": "K", "image": "b.jpg" }]"#,
    ));
    assert_eq!(dom.texts("section.related > ul > li a"), ["A", "B"]);
    assert_eq!(dom.attrs(".related a", "href"), ["https://example.org/paper/#/a", "https://example.com/b"]);
    assert_eq!((dom.texts(".related .kicker"), dom.attrs(".related img", "alt")), (vec!["K".to_owned()], vec![""]));
    assert_eq!(page(&article_with(r#""related": []"#)).count(".related"), 0);
}

#[test]
fn translations_are_named_in_their_own_language() {
    let dom = page(&article_with(
        r#""translations": [{ "lang": "ar", "href": "a.json" }, { "lang": "de-AT", "href": "b.json" }, { "lang": "xx", "href": "c.json" }]"#,
    ));
    assert_eq!(dom.texts(".translations > a[hreflang]"), ["العربية", "Deutsch", "xx"]);
    assert_eq!(dom.attrs(".translations > a[rel=alternate]", "lang"), ["ar", "de-AT", "xx"]);
    assert_eq!(page(&article_with(r#""translations": []"#)).count(".translations"), 0);
}

/// From right to left, “Paid for by X.” would be drawn as “.X Paid for by”.
#[test]
fn labels_in_another_language_have_their_language_and_direction() {
    let fields = r#""authors": ["א"], "published": "2024-02-06", "updated": "2024-02-07",
        "sponsors": [{ "kind": "paid", "name": "ב" }], "translations": [{ "lang": "en", "href": "a.json" }],
        "notes": [{ "id": "a", "text": "ג" }], "corrections": [{ "date": "2024-02-08", "kind": "update", "text": "ד" }],
        "related": [{ "headline": "ה", "href": "b.json" }]"#;
    let told = |lang: &str| page(&article_with(&format!(r#""lang": "{lang}", {fields}"#)));
    let words = "span[lang=en][dir=ltr]";
    let hebrew = told("he");
    for (place, said) in [
        (".byline > span", "By א"),
        (".dates > .updated", "Updated"),
        (".translations", "Also in: English"),
        (".paid", "Paid for by ב"),
        (".notes > h2", "Notes"),
        (".corrections > h2", "Corrections"),
        (".corrections strong", "Update"),
        (".acknowledgement > span", "Paid for by ב."),
        (".related > h2", "Read on"),
    ] {
        assert_eq!(hebrew.text(&format!("{place} > {words}")), said);
    }
    assert!(hebrew.words().contains("Updated 7 בפברואר 2024"), "{}", hebrew.words());
    for lang in ["en-GB", "EN", "ar"] {
        assert_eq!(told(lang).count("span[lang]"), 0, "{lang}");
    }
}

#[test]
fn code_is_left_to_right_in_any_article() {
    let json = r#"{ "lang": "ar", "headline": "ع", "body": [{ "type": "code", "text": "  fn a()" }] }"#;
    assert_eq!(page(&article(json)).attr("pre.code", "dir"), Some("ltr"));
}

//! Rules about content that is valid but probably not meant.

use expect_test::expect;
use serde_json::{Value, json};

use super::{check_each, findings, folder, found, rules, tenfold, write};

/// The rules that a body breaks, each with its path.
fn in_body(name: &str, body: Value) -> Vec<(&'static str, String)> {
    let findings = found(&folder(name), &json!({ "headline": "H", "body": body }));
    findings.into_iter().map(|(rule, path, _)| (rule, path)).collect()
}

#[test]
fn html_in_text_is_reported_but_similar_text_is_not() {
    let folder = folder("html");
    for text in [
        "<p>One</p>",
        "One</P>",
        "One<br/>two",
        "One<br />two",
        "The <b>big</b> one",
        "1 < 2, <a href=\"https://example.org/\">they say</a>",
        "<!-- wp:paragraph -->",
        "Text <!-- a long comment that somebody has forgotten to take out of the text -->",
        "<h2 class=\"wp-block-heading\">",
    ] {
        assert_eq!(in_body("tags", json!([[{ "text": text, "em": true }]])), [("html", "body[0][0].text".to_owned())]);
    }
    check_each(
        &[
            "<p>One</p>",
            "It&#8217;s",
            "Well&hellip;",
            "Bronze &amp; Sons",
            "AT&T &quot;said&quot;",
            "A&nbsp;B",
            "&#x2019;",
            "news&shy;paper",
            "left&lrm;right",
            "&#xE0100;",
        ],
        |text| findings(&folder, &json!({ "headline": text, "body": ["A."] })),
        expect![[r#"
            "<p>One</p>"
              html headline: remove it; a span is emphasised by { "text": "…", "em": true }, linked by "href", and shown as code by "code": true
            "It&#8217;s"
              html headline: write the character itself: ’
            "Well&hellip;"
              html headline: write the character itself: …
            "Bronze &amp; Sons"
              html headline: write the character itself: &
            "AT&T &quot;said&quot;"
              html headline: write the character itself: \"
            "A&nbsp;B"
              html headline: write the character itself: \u00a0
            "&#x2019;"
              html headline: write the character itself: ’
            "news&shy;paper"
              html headline: write the character itself: \u00ad
            "left&lrm;right"
              html headline: write the character itself: \u200e
            "&#xE0100;"
              html headline: write the character itself: \udb40\udd00
        "#]],
    );
    for text in [
        "a < b and b > a",
        "a<b and c>d",
        "<3",
        "AT&T",
        "AT&T; and R&D; too",
        "B&Bs; and more",
        "Q&A",
        "<here> goes a name",
        "<<< >>>",
        "& &; &#; &#x;",
        "5 <",
        "<",
    ] {
        assert_eq!(in_body("no-html", json!([text])), [], "{text}");
    }
}

#[test]
fn html_in_code_is_not_reported() {
    let body = json!([
        { "type": "code", "text": "<p>&amp;</p>", "language": "html" },
        ["The ", { "text": "<p>", "code": true }, { "text": " element", "href": "https://example.org/?a=1&lt;=<p>" }],
    ]);
    assert_eq!(in_body("code", body), []);
}

#[test]
fn html_is_reported_in_every_field_that_is_shown() {
    let article = json!({
        "headline": "H",
        "kicker": "<b>K</b>",
        "authors": ["A &amp; B"],
        "tags": ["R&amp;B"],
        "body": [
            { "type": "image", "src": "https://example.org/a.jpg", "width": 1, "height": 1, "alt": "<i>A</i>" },
            { "type": "table", "rows": [["<td>A</td>"]] },
            { "type": "code", "text": "<p>", "language": "html", "x-own": "<p>" },
        ],
    });
    let paths: Vec<_> = found(&folder("everywhere"), &article).into_iter().map(|(_, path, _)| path).collect();
    assert_eq!(paths, ["kicker", "authors[0]", "tags[0]", "body[0].alt", "body[1].rows[0][0]"]);
    let folder = folder("site-html");
    write(&folder, "site.json", r#"{ "title": "Tide &amp; Time" }"#);
    assert_eq!(rules(&folder.join("site.json")), ["html"]);
}

#[test]
fn time_grows_linearly_with_the_brackets() {
    let growth = tenfold(20_000, |count| {
        assert_eq!(in_body("brackets", json!(["<p &".repeat(count) + ">;"])), []);
    });
    assert!(growth < 40.0, "{growth} times as long");
}

#[test]
fn empty_blocks_and_items_are_reported() {
    for empty in [
        json!({ "type": "heading", "text": "" }),
        json!({ "type": "heading", "text": [" ", { "text": "", "em": true }] }),
        json!({ "type": "paragraph", "text": "\u{a0}" }),
        json!(""),
        json!(" "),
        json!([]),
        json!({ "type": "list", "items": [] }),
        json!({ "type": "list", "items": [null] }),
        json!({ "type": "gallery", "items": [] }),
        json!({ "type": "table", "rows": [] }),
        json!({ "type": "table", "rows": [["", null], []] }),
        json!({ "type": "timeline", "items": [] }),
        json!({ "type": "qa", "items": [] }),
        json!({ "type": "quote", "text": "", "cite": "Nobody" }),
        json!({ "type": "callout", "body": [] }),
        json!({ "type": "video", "sources": [], "width": 1, "height": 1 }),
    ] {
        assert_eq!(in_body("empty-blocks", json!([empty])), [("empty", "body[0]".to_owned())], "{empty}");
    }
    let nested = json!([
        { "type": "callout", "body": ["A.", ""] },
        { "type": "qa", "items": [{ "question": "Why?", "answer": [""] }] },
        { "type": "list", "items": ["One", ""] },
    ]);
    let paths = ["body[0].body[1]", "body[1].items[0].answer[0]", "body[2].items[1]"];
    assert_eq!(in_body("empty-nested", nested), paths.map(|path| ("empty", path.to_owned())));
    let article = json!({ "headline": "H", "authors": ["A", ""], "tags": [" "], "body": ["A."] });
    let paths: Vec<_> = found(&folder("empty-tag"), &article).into_iter().map(|(_, path, _)| path).collect();
    assert_eq!(paths, ["authors[1]", "tags[0]"]);
}

#[test]
fn blocks_with_any_content_are_not_reported_as_empty() {
    let body = json!([
        0,
        null,
        { "type": "heading", "text": 1924 },
        { "type": "table", "head": [null, "A"], "rows": [[null, 0]] },
        [{ "fallback": "Of a later version." }],
        { "type": "qa", "items": [{ "question": "Why?", "answer": [] }] },
        { "type": "divider" },
        { "type": "callout", "title": "Where", "body": [] },
        { "type": "gallery", "items": [], "caption": "None was kept." },
        { "type": "table", "caption": "Nothing was weighed.", "rows": [] },
    ]);
    assert_eq!(in_body("not-empty", body), []);
}

/// To remove an empty span would remove its footnote reference.
#[test]
fn an_empty_span_with_a_footnote_reference_is_not_reported() {
    let article =
        json!({ "headline": "H", "body": [[{ "text": "", "note": "1" }]], "notes": [{ "id": "1", "text": "N." }] });
    assert_eq!(found(&folder("mark"), &article), []);
}

#[test]
fn a_date_more_than_a_day_ahead_is_reported() {
    let folder = folder("future");
    let rules = |published| -> Vec<_> {
        let article = json!({ "headline": "H", "body": ["A."], "published": published });
        found(&folder, &article).into_iter().map(|(rule, ..)| rule).collect()
    };
    for published in ["2025-02-02", "2025-02-01T12:00:01Z", "2025-02-01T07:00:01-05:00", "2099-01-01"] {
        assert_eq!(rules(published), ["future"], "{published}");
    }
    for published in ["2025-01-31", "2025-02-01", "2025-02-01T12:00:00Z", "2025-02-01T21:00:00+09:00", "1911-05-02"] {
        assert_eq!(rules(published), [""; 0], "{published}");
    }
    // It is not published now if it waits.
    for (field, value) in [("embargo", json!("2099-01-01T08:00:00Z")), ("draft", json!(true))] {
        let mut article = json!({ "headline": "H", "body": ["A."], "published": "2099-01-01T08:00:00Z" });
        article[field] = value;
        assert_eq!(found(&folder, &article), [], "{field}");
    }
}

/// The header of a JPEG, 40 pixels wide and 30 high, with this orientation in its Exif data: 1 is upright, 6 is turned.
fn photograph(orientation: u8) -> Vec<u8> {
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    let size = b"\xff\xc0\0\x11\x08\0\x1e\0\x28\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
    let exif = [&exif[..], &[orientation, 0, 0, 0, 0, 0, 0]].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [b"\xff\xd8\xff\xe1", &length[..], &exif, size].concat()
}

#[test]
fn an_image_rotated_by_exif_may_have_swapped_sizes() {
    let folder = folder("turned");
    std::fs::create_dir_all(folder.join("content/images")).unwrap();
    let rules = |orientation: u8, said: Value| -> Vec<_> {
        std::fs::write(folder.join("content/images/a.jpg"), photograph(orientation)).unwrap();
        let mut image = json!({ "type": "image", "src": "../images/a.jpg", "alt": "" });
        image.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let article = json!({ "headline": "H", "body": [image] });
        found(&folder, &article).into_iter().map(|(rule, ..)| rule).collect()
    };
    let (lying, upright) = (json!({ "width": 40, "height": 30 }), json!({ "width": 30, "height": 40 }));
    assert_eq!(rules(6, lying.clone()), [""; 0]);
    assert_eq!(rules(6, upright.clone()), [""; 0]);
    assert_eq!(rules(6, json!({ "width": 30, "height": 30 })), ["picture-size"]);
    assert_eq!(rules(1, lying), [""; 0]);
    assert_eq!(rules(1, upright), ["picture-size"]);
}

#[test]
fn an_svg_may_have_any_size() {
    let folder = folder("drawing");
    write(&folder, "content/images/a.SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let image = json!({ "type": "image", "src": "../images/a.SVG", "alt": "", "width": 40, "height": 30 });
    assert_eq!(found(&folder, &json!({ "headline": "H", "body": [image] })), []);
}

#[test]
fn an_author_who_looks_like_the_name_of_a_file_must_have_one() {
    let folder = folder("author-files");
    write(&folder, "authors/ines-marlowe.json", &json!({ "name": "Ines Marlowe" }).to_string());
    write(&folder, "articles/a.json", "");
    write(&folder, "site.json", "{}");
    let file = folder.join("articles/bell.json");
    for (author, expected) in [
        (json!("ines-marlowe"), vec![]),
        (json!("ines-marlow"), vec!["author"]),
        (json!({ "name": "ines-marlow", "role": "pictures" }), vec!["author"]),
        (json!({ "name": "ines-marlow", "href": "https://example.org/" }), vec![]),
        (json!("bell hooks"), vec![]),
        (json!("Jean-Luc"), vec![]),
        (json!("madonna"), vec![]),
    ] {
        let article = json!({ "headline": "H", "authors": [author], "body": ["A."] });
        std::fs::write(&file, article.to_string()).unwrap();
        assert_eq!(rules(&file), expected, "{author}");
    }
}

#[test]
fn a_name_of_punctuation_or_of_a_whole_sentence_is_reported() {
    let folder = folder("tag-names");
    let long = "a ".repeat(150);
    for (fields, expected) in [
        (json!({ "tags": ["…", "C++", "Öl", long] }), vec![("tag", "tags[0]"), ("tag", "tags[3]")]),
        (json!({ "kicker": "&" }), vec![("tag", "kicker")]),
        (json!({ "series": { "name": "***" } }), vec![("tag", "series")]),
        (json!({ "kicker": { "text": "!", "href": "https://example.org/" } }), vec![]),
    ] {
        let mut article = json!({ "headline": "H", "body": ["A."] });
        article.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let found = found(&folder, &article);
        let found: Vec<_> = found.iter().map(|(rule, path, _)| (*rule, path.as_str())).collect();
        assert_eq!(found, expected, "{fields}");
    }
}

#[test]
fn an_embargo_that_ended_long_ago_is_reported() {
    let folder = folder("embargoes");
    for (embargo, expected) in [
        ("2025-01-01T06:00:00+01:00", vec!["embargo"]),
        ("2025-01-30T06:00:00+01:00", vec![]),
        ("2025-03-01T06:00:00+01:00", vec![]),
        ("2025-03-01", vec!["date"]),
        ("2025-03-01T06:00:00", vec!["date"]),
    ] {
        let found = found(&folder, &json!({ "headline": "H", "embargo": embargo, "body": ["A."] }));
        assert_eq!(found.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), expected, "{embargo}");
    }
}

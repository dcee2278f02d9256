//! File names and addresses with invisible, similar or reserved characters.

use expect_test::expect;
use serde_json::json;

use super::{check, check_each, findings, folder, found, rules, with_link, write};

/// Regression: the address led to another file than the one that was checked.
#[test]
fn an_invisible_character_in_an_address_is_reported() {
    let folder = folder("invisible");
    for (c, name) in [
        ("\u{200b}", "ZERO WIDTH SPACE (U+200B)"),
        ("\u{200e}", "LEFT-TO-RIGHT MARK (U+200E)"),
        ("\u{ad}", "SOFT HYPHEN (U+00AD)"),
        // Similar cases, which the bug report did not have.
        ("\u{feff}", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
        ("\u{202e}", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
        ("\u{2068}", "FIRST STRONG ISOLATE (U+2068)"),
        ("\u{2060}", "WORD JOINER (U+2060)"),
        ("\u{a0}", "NO-BREAK SPACE (U+00A0)"),
        ("\u{202f}", "NARROW NO-BREAK SPACE (U+202F)"),
        ("\u{3164}", "HANGUL FILLER (U+3164)"),
        ("\u{200d}", "ZERO WIDTH JOINER (U+200D)"),
        ("\u{7f}", "U+007F"),
    ] {
        let encoded: String = c.bytes().map(|byte| format!("%{byte:02X}")).collect();
        // An escaped space is deliberate, and a query may contain any text.
        let is_space = c.chars().all(|c| c.is_whitespace() || c.is_control());
        for c in [c, &encoded].into_iter().filter(|written| *written == c || !is_space) {
            let is_escape = c == encoded;
            let article = json!({
                "headline": "H", "canonical": format!("https://bote.example/{c}a"),
                "body": [
                    [{ "text": "link", "href": format!("https://example.org/a{c}b") }],
                    { "type": "image", "src": format!("https://example.org/{c}.jpg"), "width": 1, "height": 1, "alt": "" },
                    { "type": "embed", "url": format!("https://example.org/?a={c}"), "title": "T" },
                ],
            });
            write(&folder, "content/articles/story.json", &article.to_string());
            let report = check(&[folder.join("content/articles/story.json")]).unwrap();
            let findings: Vec<_> =
                report.documents[0].findings.iter().map(|found| (found.path.as_str(), found.rule)).collect();
            let paths = ["canonical", "body[0][0].href", "body[1].src", "body[2].url"];
            let paths = if is_escape { &paths[..3] } else { &paths[..] };
            let expected: Vec<_> = paths.iter().map(|path| (*path, "invisible")).collect();
            assert_eq!(findings, expected, "{name}");
            assert!(report.documents[0].findings.iter().all(|found| found.message.ends_with(name)), "{name}");
        }
    }
    check_each(
        &[
            "https://example.org/a\u{ad}b",
            "https://example.org/a%2Fb%E2%80%8B?u=https%3A%2F%2Fy.example",
            "https://example.org/%c2%ad50%25",
            "https://example.org/search?q=%E6%9D%B1%E4%BA%AC%E3%80%80%E5%A4%A9",
            "https://example.org/page?a=%C2%A0&b=%00&c=%E2%80%8B",
            "https://example.org/a%C2%A0b",
        ],
        |href| findings(&folder, &with_link(href)),
        expect![[r#"
            "https://example.org/a\u{ad}b"
              invisible body[0][0].href: remove it: "https://example.org/ab"
            "https://example.org/a%2Fb%E2%80%8B?u=https%3A%2F%2Fy.example"
              invisible body[0][0].href: remove it: "https://example.org/a%2Fb?u=https%3A%2F%2Fy.example"
            "https://example.org/%c2%ad50%25"
              invisible body[0][0].href: remove it: "https://example.org/50%25"
            "https://example.org/search?q=%E6%9D%B1%E4%BA%AC%E3%80%80%E5%A4%A9"
            "https://example.org/page?a=%C2%A0&b=%00&c=%E2%80%8B"
            "https://example.org/a%C2%A0b"
        "#]],
    );
}

#[test]
fn an_invisible_character_in_a_file_name_or_in_site_json_is_reported() {
    let folder = folder("invisible-names");
    for name in ["be\u{200b}ll", "\u{200f}belfry", "schiff\u{ad}fahrt", "bell\u{a0}tower"] {
        write(&folder, &format!("content/articles/{name}.json"), r#"{ "headline": "H", "body": ["A."] }"#);
        assert_eq!(rules(&folder.join(format!("content/articles/{name}.json"))), ["invisible"], "{name:?}");
        write(&folder, "content/site.json", &json!({ "home": name }).to_string());
        assert_eq!(rules(&folder.join("content/site.json")), ["invisible"], "{name:?}");
    }
}

#[test]
fn invisible_characters_that_a_script_needs_give_no_findings() {
    let folder = folder("spelt-so");
    for name in
        ["bell tower", "می‌روم", "क्‍ष", "👩‍🚀", "✈️", "❤️‍🔥", "葛󠄀城", "ᠭ\u{180b}ᠠ", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ä", "a_b-c.d", "鐘", "الجرس"]
    {
        let file = format!("content/articles/{name}.json");
        let link = json!([{ "text": "itself", "href": format!("{name}.json") }]);
        write(&folder, &file, &json!({ "headline": "H", "body": [link] }).to_string());
        assert_eq!(rules(&folder.join(&file)), [""; 0], "{name}");
    }
    let article = json!({ "headline": "soft\u{ad}ly", "body": ["zero\u{200b}width"], "tags": ["C++\u{200f}"] });
    assert_eq!(found(&folder, &article), [], "text is text");
}

/// Regression: addresses with an unencoded `%`, `?` or `#` in a file name, by which only some servers find the file.
#[test]
fn an_image_with_reserved_characters_in_its_name_is_found_or_gets_a_suggestion() {
    let folder = folder("percent");
    let image = |src: &str| json!({ "headline": "H", "body": [{ "type": "image", "src": src, "alt": "", "width": 1, "height": 1 }] });
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    for name in ["50% off.svg", "100%.svg", "5%ad.svg", "50%20off.svg", "what?.svg", "no#1.svg"] {
        write(&folder, &format!("content/images/{name}"), svg);
    }
    for works in ["50% off.svg", "50%25%20off.svg", "100%.svg", "100%25.svg", "what%3F.svg", "no%231.svg"] {
        let found = found(&folder, &image(&format!("../images/{works}")));
        let rules: Vec<_> = found.into_iter().map(|(rule, ..)| rule).collect();
        // Windows allows no question mark in a name.
        assert_eq!(rules, if works.contains("what") { &["file-name"][..] } else { &[] }, "{works}");
    }
    check_each(
        &["5%ad.svg", "50%20off.svg", "what?.svg", "no#1.svg"],
        |raw| findings(&folder, &image(&format!("../images/{raw}"))),
        expect![[r#"
            "5%ad.svg"
            "50%20off.svg"
              dead-file body[0].src: did you mean "../images/50%2520off.svg"?
            "what?.svg"
              dead-file body[0].src: did you mean "../images/what%3F.svg"?
            "no#1.svg"
              dead-file body[0].src: did you mean "../images/no%231.svg"?
        "#]],
    );
}

/// Regression: a link was called dead although its file was there, and the difference could not be seen.
#[test]
fn a_link_that_only_looks_like_a_file_name_gets_a_suggestion() {
    let folder = folder("look-alikes");
    for name in ["cafe\u{301}", "don’t", "Bell", "schiff\u{ad}fahrt"] {
        write(&folder, &format!("content/articles/{name}.json"), r#"{ "headline": "H", "body": ["A."] }"#);
    }
    write(&folder, "content/images/cafe\u{301} 1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    check_each(
        &["café.json", "don't.json", "bell.json#note-1", "schifffahrt.json"],
        |href| findings(&folder, &with_link(href)),
        expect![[r#"
            "café.json"
              spelling body[0][0].href: write "cafe%CC%81.json": not every program treats the two as equal
            "don't.json"
              spelling body[0][0].href: write "don%E2%80%99t.json": not every program treats the two as equal
            "bell.json#note-1"
              spelling body[0][0].href: write "Bell.json": not every program treats the two as equal
            "schifffahrt.json"
              spelling body[0][0].href: write "schiff%C2%ADfahrt.json": not every program treats the two as equal
        "#]],
    );
    let image = |src: &str| json!({ "type": "image", "src": src, "alt": "", "width": 1, "height": 1 });
    check_each(
        &["../images/café\u{a0}1.svg"],
        |src| findings(&folder, &json!({ "headline": "H", "body": [image(src)] })),
        expect![[r#"
            "../images/café\u{a0}1.svg"
              dead-file body[0].src: did you mean "../images/cafe%CC%81%201.svg"?
              invisible body[0].src: remove it: "../images/café 1.svg"
        "#]],
    );
    write(&folder, "content/site.json", r#"{ "home": "bell" }"#);
    assert_eq!(rules(&folder.join("content/site.json")), ["spelling"]);
}

/// The folder could not be copied to every disk, and two such files overwrote each other there.
#[test]
fn a_name_that_other_systems_cannot_hold_is_reported() {
    let folder = folder("portable");
    write(&folder, "content/site.json", "{}");
    let article = r#"{ "headline": "H", "body": ["A."] }"#;
    for (name, expected) in [
        ("con.json", &["file-name"][..]),
        ("COM1.notes.json", &["file-name"]),
        ("a:b.json", &["file-name"]),
        ("a*b.json", &["file-name"]),
        ("x..json", &["file-name"]),
        ("x .json", &["file-name"]),
        ("2024/aux/bell.json", &["file-name"]),
        ("nul/index.json", &["file-name"]),
        ("console.json", &[]),
        ("a.b.json", &[]),
        ("2024/x-ray.json", &[]),
    ] {
        let file = format!("content/articles/{name}");
        write(&folder, &file, article);
        assert_eq!(rules(&folder.join(&file)), expected, "{name}");
        std::fs::remove_file(folder.join(file)).unwrap();
    }
    for (one, other) in [("bell", "Bell"), ("caf\u{e9}", "cafe\u{301}")] {
        for name in [one, other] {
            write(&folder, &format!("content/articles/{name}.json"), article);
        }
        let found = check(&[folder.join(format!("content/articles/{one}.json"))]).unwrap();
        let messages: Vec<_> = found.documents[0].findings.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            [format!("another article is named \"{other}\", which many systems take for the same name")]
        );
    }
    let long = format!("content/articles/{}.json", "l".repeat(241));
    write(&folder, &long, article);
    assert_eq!(rules(&folder.join(long)), ["file-name"]);
}

//! File names and addresses with invisible, similar or reserved characters.

use serde_json::json;

use super::{check, folder, found, rules, write};

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
    let help = &found(
        &folder,
        &json!({ "headline": "H", "body": [[{ "text": "a", "href": "https://example.org/a\u{ad}b" }]] }),
    )[0]
    .2;
    assert_eq!(help, "remove it: \"https://example.org/ab\"");
    for (raw, expected) in [
        (
            "https://example.org/a%2Fb%E2%80%8B?u=https%3A%2F%2Fy.example",
            Some("https://example.org/a%2Fb?u=https%3A%2F%2Fy.example"),
        ),
        ("https://example.org/%c2%ad50%25", Some("https://example.org/50%25")),
        ("https://example.org/search?q=%E6%9D%B1%E4%BA%AC%E3%80%80%E5%A4%A9", None),
        ("https://example.org/page?a=%C2%A0&b=%00&c=%E2%80%8B", None),
        ("https://example.org/a%C2%A0b", None),
    ] {
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "a", "href": raw }]] }));
        let help = findings.first().map(|(_, _, help)| help.as_str());
        assert_eq!(help, expected.map(|address| format!("remove it: \"{address}\"")).as_deref(), "{raw}");
    }
}

#[test]
fn an_invisible_character_in_a_file_name_or_in_site_json_is_reported() {
    let folder = folder("invisible-names");
    for name in ["be\u{200b}ll", "\u{200f}bell", "schiff\u{ad}fahrt", "bell\u{a0}tower"] {
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
    let article = json!({ "headline": "soft\u{ad}ly", "body": ["zero\u{200b}width"], "tags": ["\u{200f}"] });
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
        assert_eq!(found(&folder, &image(&format!("../images/{works}"))), [], "{works}");
    }
    for (raw, meant) in [
        ("5%ad.svg", "5%25ad.svg"),
        ("50%20off.svg", "50%2520off.svg"),
        ("what?.svg", "what%3F.svg"),
        ("no#1.svg", "no%231.svg"),
    ] {
        let findings = found(&folder, &image(&format!("../images/{raw}")));
        let help = format!("did you mean \"../images/{meant}\"?");
        assert_eq!(findings, [("dead-file", "body[0].src".to_owned(), help)], "{raw}");
    }
}

/// Regression: a link was called dead although its file was there, and the difference could not be seen.
#[test]
fn a_link_that_only_looks_like_a_file_name_gets_a_suggestion() {
    let folder = folder("look-alikes");
    for name in ["cafe\u{301}", "don’t", "Bell", "schiff\u{ad}fahrt"] {
        write(&folder, &format!("content/articles/{name}.json"), r#"{ "headline": "H", "body": ["A."] }"#);
    }
    write(&folder, "content/images/cafe\u{301} 1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for (href, meant) in [
        ("café.json", "cafe%CC%81.json"),
        ("don't.json", "don%E2%80%99t.json"),
        ("bell.json#note-1", "Bell.json"),
        ("schifffahrt.json", "schiff%C2%ADfahrt.json"),
    ] {
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": href }]] }));
        let help = format!("write \"{meant}\": not every program treats the two as equal");
        assert_eq!(findings, [("spelling", "body[0][0].href".to_owned(), help)], "{href}");
    }
    let image = json!({ "type": "image", "src": "../images/café\u{a0}1.svg", "alt": "", "width": 1, "height": 1 });
    let findings = found(&folder, &json!({ "headline": "H", "body": [image] }));
    let help = "did you mean \"../images/cafe%CC%81%201.svg\"?".to_owned();
    assert!(findings.contains(&("dead-file", "body[0].src".to_owned(), help)), "{findings:?}");
    write(&folder, "content/site.json", r#"{ "home": "bell" }"#);
    assert_eq!(rules(&folder.join("content/site.json")), ["spelling"]);
}

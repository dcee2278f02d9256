//! Text of one direction within text of the other.

use serde_json::{Value, json};

use super::page;
use crate::article::article;

/// The HTML of the first paragraph of an article in this language.
fn paragraph(lang: &str, text: Value) -> String {
    let article = article(&json!({ "lang": lang, "headline": "H", "body": [text] }).to_string());
    let html = page(&article).html;
    let (_, body) = html.split_once("</header>").unwrap();
    body.split_once("</article>").unwrap().0.to_owned()
}

/// Regression: text beside a span changed the order of its words.
#[test]
fn every_span_of_another_language_and_every_code_has_a_direction() {
    for (lang, text, html) in [
        (
            "en",
            json!(["The letters ", { "text": "الف", "lang": "ar" }, ", ", { "text": "باء", "lang": "ar" }, " 3 times."]),
            r#"The letters <span lang="ar" dir="rtl">الف</span>, <span lang="ar" dir="rtl">باء</span> 3 times."#,
        ),
        ("ar", json!([{ "text": "<slot />", "code": true }]), r#"<code dir="ltr">&lt;slot /&gt;</code>"#),
        ("ar", json!(["لغة ", { "text": "C++", "lang": "en" }]), r#"لغة <span lang="en" dir="ltr">C++</span>"#),
        ("he", json!([{ "text": "a.b()", "code": true, "em": true }]), r#"<em><code dir="ltr">a.b()</code></em>"#),
        (
            "en",
            json!([{ "text": "x", "code": true, "lang": "ar" }]),
            r#"<span lang="ar" dir="rtl"><code dir="ltr">x</code></span>"#,
        ),
        ("en", json!([{ "text": "سنڌي", "lang": "sd-PK" }]), r#"<span lang="sd-PK" dir="rtl">سنڌي</span>"#),
    ] {
        assert_eq!(paragraph(lang, text), format!("<p>{html}</p>"));
    }
}

/// Regression: `C++` was drawn as `++C`. Braces mark the isolated words.
#[test]
fn words_with_symbols_are_isolated_in_right_to_left_text() {
    for text in [
        "لغة {C++} هي",
        "الحرارة {-5 °C} اليوم",
        "زاد {10%} هذا العام",
        // Similar cases, which the bug report did not have.
        "{C#} وF",
        "و{F#} أيضا",
        "({C++}) ثم «{C++}» ثم {C++}.",
        "ثمن {$10} أو {€9.50}",
        "{-5} ثم {−3.5 °C} و{25°} و{20 °C}",
        "راسل {@writer} عن {#tides}",
        "לשון {C++} עם {100%}",
        "{C++}، وغيرها",
        "{10%}, {20%}, {30%}",
        "عام 2024 {C++} كانت",
        "1. {C++}",
        "{.NET} أيضا",
        "בשנת 2024, AT&T ו{C++} רכשה",
        "עלה ב-{10%} השנה",
        "{https://example.org/} رابط",
        "{±5%} ثم {<18}",
        "خصم {50%} 🎉",
    ] {
        let html = text.replace('&', "&amp;").replace('<', "&lt;");
        let html = html.replace('{', "<bdi dir=\"ltr\">").replace('}', "</bdi>");
        assert_eq!(paragraph("ar", json!(text.replace(['{', '}'], ""))), format!("<p>{html}</p>"), "{text}");
    }
}

#[test]
fn text_that_is_drawn_in_order_is_not_isolated() {
    for (lang, texts) in [
        (
            "ar",
            &[
                "نص عربي، وفقط.",
                "عام 2024",
                "بين 1990-2000 و2024-10-04",
                "من 5 – 10 سنوات",
                "في Berlin اليوم",
                "مدينة New York (Manhattan) كبيرة",
                "قال: \"نعم\" - ثم ذهب",
                "أ / ب & ج + د",
                "٪ ١٠",
                "\u{200e}C++\u{200e} كما كتب",
                "",
                " ",
                "A & ب",
                // A hyphen or a slash joins two scripts.
                "ב-2024 נולד",
                "كوفيد-19 عاد",
                "تصوير رويترز/AFP",
                "AFP/غيتي",
                "س=5 و80$/برميل",
                "https://example.org/مقال",
                // Left-to-right words beside each other.
                "فيلم Romeo + Juliet (1996)",
                "لعبة Disney+ (beta v2)",
                "لغة C++ Java معا",
                "لغة C++ 2024 معا",
                "معادلة H₂ + O₂ وكذلك E=mc²",
                "بلغ 35 µg/m³ اليوم",
                "👍 متفق",
            ][..],
        ),
        ("en", &["C++ and -5 °C and 10%", "The word باء, then C++"]),
    ] {
        for text in texts {
            let article = article(&json!({ "lang": lang, "headline": "H", "body": ["x", [text, "."]] }).to_string());
            assert_eq!(page(&article).count("bdi"), 0, "{text}");
        }
    }
}

#[test]
fn words_with_symbols_are_isolated_in_every_field() {
    let article = article(
        &json!({
            "lang": "ar", "headline": "لغة C++", "kicker": "C++", "standfirst": "C#", "tags": ["C++"],
            "body": [
                { "type": "heading", "text": "C++" }, { "type": "list", "items": ["C++"] },
                { "type": "table", "head": ["°C"], "rows": [["أمس", "-5 °C"]] }, { "type": "quote", "text": "10%" },
                { "type": "embed", "url": "https://example.org/", "title": "C++" },
                { "type": "audio", "src": "a.mp3", "title": "C++" },
                { "type": "timeline", "items": [{ "label": "10%", "text": "A" }] },
                { "type": "image", "src": "a.jpg", "width": 1, "height": 1, "alt": "", "source": { "text": "C#", "href": "https://example.org/" } },
            ],
            "notes": [{ "id": "1", "text": "50%" }],
            "related": [{ "headline": "C++", "kicker": "C#", "href": "https://example.org/" }],
            "rights": { "holder": "H", "licence": { "name": "C++" } },
        })
        .to_string(),
    );
    let page = page(&article);
    for place in [
        "h1",
        ".kicker",
        ".standfirst",
        ".tags",
        "h2",
        "li",
        "td",
        "blockquote",
        ".notes",
        ".embed .caption",
        ".audio .title",
        ".when",
        ".source",
        ".related .kicker",
        ".related a",
        ".rights",
    ] {
        assert!(page.count(&format!("{place} bdi[dir=ltr]")) >= 1, "{place}");
    }
}

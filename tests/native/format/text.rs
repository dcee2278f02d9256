//! Rich inline text.

use broadsheet::article::block::Block;
use broadsheet::article::text::Text;
use expect_test::expect;

use crate::article::{article_of, article_with, check_problems, read};

fn headline(json: &str) -> Text {
    let (article, _) = read(&format!(r#"{{ "headline": {json}, "body": [] }}"#)).unwrap();
    article.headline.unwrap()
}

#[test]
fn the_plain_text_is_that_of_all_spans() {
    for (json, words) in
        [(r#""Plain""#, "Plain"), (r#"[" ", "a"]"#, " a"), (r#"["a", "b", { "text": "c" }, 4]"#, "abc4"), ("42", "42")]
    {
        assert_eq!(headline(json).words(), words, "{json}");
    }
}

#[test]
fn spans_have_marks() {
    let text = headline(
        r#"[{ "text": "t", "em": true, "strong": true, "code": true, "lang": "fr", "note": "n" }, { "text": "u", "em": false }]"#,
    );
    let (first, second) = (&text.0[0], &text.0[1]);
    assert!(first.em && first.strong && first.code);
    assert_eq!((first.lang.as_deref(), first.note.as_deref()), (Some("fr"), Some("n")));
    assert!(!second.em && !second.strong && !second.code);
}

#[test]
fn a_span_of_a_later_version_is_read_as_its_fallback() {
    for (json, words) in [
        (r#"["a ", { "type": "formula", "tex": "x^2", "fallback": "x²" }]"#, "a x²"),
        (r#"["a ", { "type": "formula", "tex": "x^2" }]"#, "a […]"),
        (r#"["a ", { "text": "b", "fallback": "c" }]"#, "a b"),
    ] {
        assert_eq!(headline(json).words(), words, "{json}");
    }
}

#[test]
fn a_wrong_span_is_left_out_and_reported() {
    let (article, problems) = read(r#"{ "headline": ["a", true, [], "b"], "body": [] }"#).unwrap();
    assert_eq!(article.headline.unwrap().words(), "ab");
    check_problems(
        &problems,
        expect![[r#"
            headline[1]: expected text, or an object with "text"; left out
            headline[2]: expected text, or an object with "text"; left out"#]],
    );
}

#[test]
fn bidirectional_controls_are_closed_at_the_end_of_their_text() {
    for (raw, closed) in [
        ("\u{202E}abc", "\u{202E}abc\u{202C}"),
        ("\u{202A}a\u{202B}b\u{202D}c", "\u{202A}a\u{202B}b\u{202D}c\u{202C}\u{202C}\u{202C}"),
        ("\u{2066}a\u{2067}b\u{2068}c", "\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{2069}\u{2069}"),
        ("\u{202E}a\u{2066}b", "\u{202E}a\u{2066}b\u{2069}\u{202C}"),
        ("\u{202E}a\u{202C}b", "\u{202E}a\u{202C}b"),
        ("\u{202E}a\u{2069}b", "\u{202E}a\u{2069}b\u{202C}"),
        ("a\u{200F}b\u{200E}", "a\u{200F}b\u{200E}"),
        ("عربي", "عربي"),
    ] {
        assert_eq!(headline(&format!("\"{raw}\"")).words(), closed);
        assert_eq!(headline(&format!("[{{ \"text\": \"{raw}\" }}]")).words(), closed);
        assert_eq!(article_with(&format!("\"tags\": [\"{raw}\"]")).tags[0].text, closed);
        let body = format!(
            r#"[{{ "type": "image", "src": "a.jpg", "width": 1, "height": 1, "alt": "{raw}", "caption": "{raw}", "source": "{raw}" }}]"#
        );
        let body = article_of(&body).body.unwrap();
        let Block::Image(image) = &body[0] else { panic!() };
        assert_eq!((image.alt.as_str(), image.caption.as_ref().unwrap().words().as_str()), (closed, closed));
        assert_eq!(image.source.as_ref().unwrap().text.as_deref(), Some(closed));
    }
}

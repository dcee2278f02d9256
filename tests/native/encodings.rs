//! Decoding: from bytes to text.

use broadsheet::article::{MAX_BYTES, ParseError, decode};

use crate::article;

const ARTICLE: &str = r#"{ "headline": "Füße 😀", "body": ["한국어"] }"#;

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_unicode_encoding_gives_the_same_text() {
    let marked = format!("\u{feff}{ARTICLE}");
    for (name, bytes) in [
        ("UTF-8", ARTICLE.as_bytes().to_vec()),
        ("UTF-8 with a mark", marked.as_bytes().to_vec()),
        ("UTF-16 LE", utf16(ARTICLE, u16::to_le_bytes)),
        ("UTF-16 LE with a mark", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16 BE", utf16(ARTICLE, u16::to_be_bytes)),
        ("UTF-16 BE with a mark", utf16(&marked, u16::to_be_bytes)),
    ] {
        assert_eq!(decode(&bytes).as_deref(), Ok(ARTICLE), "{name}");
    }
}

#[test]
fn bytes_of_another_encoding_are_refused() {
    let latin1: Vec<u8> = "{ \"headline\": \"Füße\" }".chars().map(|c| c as u8).collect();
    for bytes in [&latin1[..], b"\x80", b"{\"a\": \"\xF0\x9F\x98\"}", b"\xED\xA0\xBD", b"\x1F\x8B\x08\x00\x00\x00"] {
        assert_eq!(decode(bytes), Err(ParseError::Encoding), "{bytes:?}");
    }
}

#[test]
fn an_incomplete_utf_16_character_does_not_break_the_rest() {
    let bytes: Vec<u8> = [u16::from(b'"'), 0xD83D, u16::from(b'"')].into_iter().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&bytes).as_deref(), Ok("\"\u{fffd}\""));
    let mut bytes = utf16("\u{feff}[1]", u16::to_be_bytes);
    bytes.push(0);
    assert_eq!(decode(&bytes).as_deref(), Ok("[1]"));
}

#[test]
fn a_web_page_is_distinguished_from_json() {
    let marked = "\u{feff}<!doctype html>";
    for page in ["<!doctype html><title>x</title>", "<html>", "\r\n  <?xml version=\"1.0\"?>", marked] {
        assert_eq!(decode(page.as_bytes()), Err(ParseError::WebPage), "{page}");
    }
    assert_eq!(decode(&utf16(marked, u16::to_le_bytes)), Err(ParseError::WebPage));
    assert!(decode(b"\"<p>\"").is_ok());
}

#[test]
fn more_than_five_million_bytes_are_refused() {
    let mut bytes = ARTICLE.as_bytes().to_vec();
    bytes.resize(MAX_BYTES, b' ');
    assert!(decode(&bytes).is_ok());
    bytes.push(b' ');
    assert_eq!(decode(&bytes), Err(ParseError::TooLarge));
}

#[test]
fn no_bytes_or_only_a_byte_order_mark_is_empty() {
    for bytes in [&b""[..], b" \r\n", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF\0 "] {
        let result = broadsheet::article::Article::from_json(bytes, &article::base());
        assert_eq!(result, Err(ParseError::Empty), "{bytes:?}");
    }
}

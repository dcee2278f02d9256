//! Whole numbers, in each form that JSON has for them.

use broadsheet::article::read::whole;
use jsonschema::validator_for;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::article::{read, shown};

/// Regression: programs without integers write 1200.0, which the published schema allows.
#[test]
fn a_whole_number_may_be_written_as_a_fraction_or_with_an_exponent() {
    for (text, number) in [
        ("1200.0", Some(1200)),
        ("8e2", Some(800)),
        // Similar cases, which the bug report did not have.
        ("1200", Some(1200)),
        ("1.2e3", Some(1200)),
        ("1.2E+3", Some(1200)),
        ("12000e-1", Some(1200)),
        ("1200.00000000000000", Some(1200)),
        ("1200.000000000000000000000", None),
        ("0.012e5", Some(1200)),
        ("120000000000e-8", Some(1200)),
        ("4294967295.0", Some(u32::MAX)),
        ("0", Some(0)),
        ("0.0e99", Some(0)),
        ("4294967296", None),
        ("1e10", None),
        ("1e999999999", None),
        ("1e99999999999", None),
        ("1200.5", None),
        ("1e-1", None),
        ("-1200", None),
        ("", None),
        ("px", None),
        ("1200px", None),
        ("1_200", None),
        ("1,200", None),
        (".5e1", None),
        ("5.", None),
        ("e5", None),
        ("1e", None),
        ("1e5e5", None),
        ("0x10", None),
        (" 1", None),
    ] {
        assert_eq!(whole(text), number, "{text}");
    }
}

/// The reader and the published schema agree on which numbers are whole.
#[test]
fn the_reader_accepts_the_whole_numbers_that_the_schema_accepts() {
    let schema: Value = serde_json::from_str(include_str!("../../../public/schema/article-1.json")).unwrap();
    let schema = validator_for(&schema).unwrap();
    for number in ["1200.0", "8e2", "1.2e3", "1200.5", "1e-1", "12000e-1", "300", "-300.0"] {
        let image =
            format!(r#"{{ "type": "image", "src": "a.jpg", "alt": "", "width": {number}, "height": {number} }}"#);
        let text = format!(r#"{{ "headline": "H", "body": [{image}] }}"#);
        let (_, problems) = read(&text).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(problems.is_empty(), schema.is_valid(&document), "{number}: {:?}", shown(&problems));
    }
}

#[test]
fn each_whole_number_of_the_format_is_read_in_each_form() {
    for number in ["2", "2.0", "0.2e1", "20e-1"] {
        let text = format!(
            r#"{{ "version": 1.0, "headline": "H", "rights": {{ "holder": "A", "year": 2.024e3 }}, "body": [
                {{ "type": "heading", "level": {number}, "text": "A" }},
                {{ "type": "image", "src": "a.jpg", "alt": "", "width": {number}, "height": {number},
                   "variants": [{{ "src": "b.jpg", "width": {number} }}] }},
                {{ "type": "video", "width": {number}, "height": {number}, "sources": [{{ "src": "a.webm" }}] }}
            ] }}"#
        );
        let (article, problems) = read(&text).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(shown(&problems), [""; 0], "{number}");
        let json: Value = serde_json::from_str(&article.to_json()).unwrap();
        assert_eq!(json["body"][1]["variants"][0]["width"], json!(2), "{number}");
        assert_eq!(json["rights"]["year"], "2024");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_number_that_is_whole_is_read(number: u32, zeros in 0_usize..4, places in 0_usize..4) {
        let exact = f64::from(number);
        prop_assert_eq!(whole(&number.to_string()), Some(number));
        prop_assert_eq!(whole(&format!("{number}.{}", "0".repeat(zeros + 1))), Some(number));
        prop_assert_eq!(whole(&format!("{number}{}e-{places}", "0".repeat(places))), Some(number));
        prop_assert_eq!(whole(&format!("{exact:e}")), Some(number));
    }

    #[test]
    fn reading_any_text_does_not_panic(text: String, number in "[0-9]{0,12}\\.?[0-9]{0,12}([eE][+-]?[0-9]{0,12})?") {
        for text in [text, number] {
            let exact: Option<f64> = text.parse().ok();
            if let Some(read) = whole(&text) {
                prop_assert_eq!(Some(f64::from(read)), exact, "{}", text);
            }
        }
    }
}

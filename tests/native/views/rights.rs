//! The rights line.

use super::page;
use crate::article::article_with;

#[test]
fn the_line_names_owner_year_and_licence() {
    for (fields, line) in [
        (r#""rights": { "holder": "The Press" }"#, "© The Press"),
        (r#""rights": { "holder": "The Press", "year": 2012 }"#, "© 2012 The Press"),
        (r#""rights": { "holder": "The Press", "year": "2012–2014" }"#, "© 2012–2014 The Press"),
        (r#""rights": { "holder": "The Press" }, "published": "2013-03-27""#, "© 2013 The Press"),
        (r#""rights": { "holder": "The Press", "year": 2012 }, "published": "2013-03-27""#, "© 2012 The Press"),
        (r#""rights": { "holder": "The Press", "licence": { "name": "CC BY 4.0" } }"#, "© The Press · CC BY 4.0"),
    ] {
        assert_eq!(page(&article_with(fields)).text("p.rights"), line);
    }
}

#[test]
fn an_owner_with_a_full_stop_gets_no_second_one() {
    let dom = page(&article_with(r#""rights": { "holder": "The Press Inc." }"#));
    assert_eq!(dom.text("p.rights"), "© The Press Inc.");
}

#[test]
fn a_licence_may_be_a_link() {
    let dom = page(&article_with(
        r#""rights": { "holder": "H", "licence": { "name": "L", "href": "https://example.org/l" } }"#,
    ));
    assert_eq!(dom.text(".rights a[rel=license][href='https://example.org/l']"), "L");
}

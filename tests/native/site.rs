//! `site.json`.

use broadsheet::address::Base;
use broadsheet::article::ParseError;
use broadsheet::article::read::Problem;
use broadsheet::site::Site;
use expect_test::expect;

use crate::article::{ROOT, check_problems, shown};

fn read(json: &str) -> Result<(Site, Vec<Problem>), ParseError> {
    Site::from_json(json.as_bytes(), &Base::new(format!("{ROOT}content/site.json")))
}

#[test]
fn every_field_is_read() {
    let json = r#"{
        "$schema": "../schema/site-1.json", "version": 1, "title": "The Paper", "lang": "de", "home": "a-story",
        "url": "https://example.org/paper/", "publisher": { "name": "The Press", "href": "https://example.org/" },
        "session": { "login": "https://example.org/login?next={return}" }, "rights": "All ours.", "offline": true, "x-own": 1
    }"#;
    let (site, problems) = read(json).unwrap();
    assert_eq!(shown(&problems), [""; 0]);
    assert_eq!(site.title.as_deref(), Some("The Paper"));
    assert_eq!(site.lang.as_deref(), Some("de"));
    assert_eq!(site.home.as_deref(), Some("a-story"));
    assert_eq!(site.url.unwrap().href(), ROOT);
    assert_eq!(site.publisher.unwrap().name, "The Press");
    let login = site.session.and_then(|session| session.login).map(|login| login.template());
    assert_eq!(login.as_deref(), Some("https://example.org/login?next={return}"));
    assert_eq!(site.rights.as_deref(), Some("All ours."));
    assert!(site.offline);
}

#[test]
fn every_field_may_be_absent() {
    assert_eq!(read("{}"), Ok((Site::default(), Vec::new())));
}

#[test]
fn a_wrong_field_is_left_out_and_reported() {
    let check = |json: &str, expected| {
        let (site, problems) = read(json).unwrap();
        assert_eq!(site, Site::default(), "{json}");
        check_problems(&problems, expected);
    };
    check(r#"{"title": []}"#, expect!["title: expected text; left out"]);
    check(r#"{"session": {}}"#, expect![[r#"session: "login" is missing; left out"#]]);
    check(r#"{"session": "https://example.org/"}"#, expect!["session: expected an object; left out"]);
    check(r#"{"url": "javascript:alert(1)"}"#, expect!["url: address not allowed; link left out"]);
    check(r#"{"titel": "The Paper"}"#, expect!["titel: unknown key; ignored"]);
}

#[test]
fn a_site_that_is_not_an_object_is_refused() {
    for json in ["[]", "null", "\"site\"", "1"] {
        assert!(matches!(read(json), Err(ParseError::Shape(_))), "{json}");
    }
}

#[test]
fn the_site_of_the_demo_has_no_problems() {
    let (site, problems) = read(include_str!("../../public/content/site.json")).unwrap();
    assert_eq!(shown(&problems), [""; 0]);
    assert_eq!(site.home.as_deref(), Some("north-korea-3g"));
}

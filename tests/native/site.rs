//! `site.json`.

use broadsheet::address::Base;
use broadsheet::article::ParseError;
use broadsheet::article::read::Problem;
use broadsheet::site::Site;

use crate::article::{ROOT, shown};

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
    for (json, problem) in [
        (r#"{"title": []}"#, "title: expected text; left out"),
        (r#"{"session": {}}"#, "session: \"login\" is missing; left out"),
        (r#"{"session": "https://example.org/"}"#, "session: expected an object; left out"),
        (r#"{"url": "javascript:alert(1)"}"#, "url: address not allowed; link left out"),
        (r#"{"titel": "The Paper"}"#, "titel: unknown key; ignored"),
    ] {
        let (site, problems) = read(json).unwrap();
        assert_eq!((site, shown(&problems)), (Site::default(), vec![problem.to_owned()]));
    }
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

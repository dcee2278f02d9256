//! The error message in place of an article.

use std::rc::Rc;

use broadsheet::address::Target;
use broadsheet::article::ParseError;
use broadsheet::labels::ALL;
use broadsheet::load::LoadError;
use broadsheet::view::{FaultView, FaultViewProps};

use super::dom::Dom;
use super::english;

fn every_error() -> Vec<LoadError> {
    use LoadError::*;
    let shape = broadsheet::article::Article::from_json(b"[]", &crate::article::base()).unwrap_err();
    let parse = [
        ParseError::Empty,
        ParseError::WebPage,
        ParseError::Truncated,
        ParseError::Syntax { line: 3, column: 7 },
        ParseError::Encoding,
        ParseError::Nesting,
        ParseError::LongString { line: 1 },
        ParseError::TooLarge,
        shape,
    ];
    [NotFound(404), Server(503), Network, Offline, Timeout].into_iter().chain(parse.map(Parse)).collect()
}

fn fault(error: &LoadError, home: Option<&'static str>) -> Dom {
    let home = home.map(|fragment| Target::part(fragment.to_owned()));
    Dom::of(FaultView(FaultViewProps { error, labels: english(), home: home.as_ref(), retry: Rc::new(|| {}) }))
}

#[test]
fn every_error_message_says_what_happened_and_what_to_do() {
    for error in every_error() {
        let dom = fault(&error, Some("#/"));
        let section = "section.fault[role=alert]";
        assert_eq!(dom.attr(section, "data-fault"), Some(error.code()));
        let (heading, advice) = english().fault(error.fault());
        assert_eq!(dom.text("section > h1[tabindex='-1']"), heading);
        assert_eq!(dom.text("section > h1 + p"), advice);
        assert_eq!(dom.count("button.retry[type=button][part=retry]"), usize::from(error.may_pass()), "{error:?}");
        assert_eq!(dom.text("a.home[href='#/']"), "Go to the front page");
    }
}

#[test]
fn every_language_has_every_error_message() {
    for labels in &ALL {
        let error = &LoadError::Timeout;
        let dom = Dom::of(FaultView(FaultViewProps { error, labels, home: None, retry: Rc::new(|| {}) }));
        assert_eq!(dom.text("h1"), labels.fault(error.fault()).0);
        assert_eq!(dom.text("button"), labels.retry);
    }
}

#[test]
fn an_error_in_the_file_is_shown_with_details() {
    let dom = fault(&ParseError::Syntax { line: 3, column: 7 }.into(), None);
    assert_eq!(dom.text("p.details[lang=en] > code"), "not JSON at line 3, column 7");
    assert_eq!(dom.count("button, a"), 0);
    assert_eq!(fault(&LoadError::Network, None).count(".details"), 0);
}

#[test]
fn without_retry_and_home_there_is_no_empty_paragraph() {
    assert_eq!(fault(&ParseError::Encoding.into(), None).count("p:empty"), 0);
}

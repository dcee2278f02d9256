//! Load errors, and what follows from them.

use broadsheet::article::ParseError;
use broadsheet::labels::Fault;
use broadsheet::load::{LoadError, Verdict, verdict};
use expect_test::{Expect, expect};

use crate::article::read;

fn shape() -> ParseError {
    read("[]").unwrap_err()
}

#[test]
fn every_load_error_has_its_code_its_kind_and_whether_to_retry() {
    use LoadError::*;
    use ParseError as P;
    for (error, code, fault, may_pass) in [
        (NotFound(404), "not-found", Fault::NotFound, false),
        (NotFound(403), "not-found", Fault::NotFound, false),
        (Server(500), "server", Fault::Server, true),
        (Server(429), "server", Fault::Server, true),
        (Network, "network", Fault::Network, true),
        (Offline, "offline", Fault::Offline, true),
        (Timeout, "timeout", Fault::Slow, true),
        (Parse(P::WebPage), "web-page", Fault::NotFound, false),
        (Parse(P::Empty), "empty", Fault::Truncated, true),
        (Parse(P::Truncated), "truncated", Fault::Truncated, true),
        (Parse(P::Syntax { line: 1, column: 2 }), "syntax", Fault::Unreadable, false),
        (Parse(shape()), "shape", Fault::Unreadable, false),
        (Parse(P::TooLarge), "too-large", Fault::Unreadable, false),
        (Parse(P::LongString { line: 1 }), "too-large", Fault::Unreadable, false),
        (Parse(P::Encoding), "encoding", Fault::Unreadable, false),
        (Parse(P::Nesting), "nesting", Fault::Unreadable, false),
    ] {
        assert_eq!((error.code(), error.fault(), error.may_pass()), (code, fault, may_pass), "{error:?}");
    }
}

#[test]
fn an_error_in_the_file_has_details_for_the_publisher() {
    let check =
        |error: ParseError, expected: Expect| expected.assert_eq(&LoadError::from(error).details().unwrap_or_default());
    check(ParseError::Syntax { line: 3, column: 7 }, expect!["not JSON at line 3, column 7"]);
    check(shape(), expect!["the document: expected an object; left out"]);
    check(ParseError::TooLarge, expect!["over 5000000 bytes"]);
    check(ParseError::LongString { line: 4 }, expect!["a string of over 1000000 bytes at line 4"]);
    check(ParseError::Encoding, expect!["neither UTF-8 nor UTF-16"]);
    check(ParseError::Nesting, expect!["nested deeper than 32 levels"]);
}

#[test]
fn an_error_outside_the_file_has_no_details() {
    use LoadError::*;
    let check = |error: LoadError, expected: Expect| {
        assert_eq!(error.details(), None);
        expected.assert_eq(&error.to_string());
    };
    check(NotFound(404), expect!["the server answered 404"]);
    check(Server(503), expect!["the server answered 503"]);
    check(Network, expect!["no answer (connection refused or broken, or no CORS header)"]);
    check(Offline, expect!["offline"]);
    check(Timeout, expect!["no byte for 10 s, or over 30 s in all"]);
    check(Parse(ParseError::WebPage), expect!["a web page stands where the JSON should"]);
    check(Parse(ParseError::Empty), expect!["the file is empty"]);
}

#[test]
fn the_verdict_on_a_response_follows_from_its_status() {
    for status in [200, 203, 206, 299] {
        assert_eq!(verdict(status), Verdict::Read);
    }
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        assert_eq!(verdict(status), Verdict::Again(LoadError::Server(status)));
    }
    for status in [0, 300, 304, 400, 401, 403, 404, 407, 409, 410, 418, 424, 426, 428, 431, 451] {
        assert_eq!(verdict(status), Verdict::Stop(LoadError::NotFound(status)));
    }
}

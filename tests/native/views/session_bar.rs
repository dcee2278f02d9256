//! The session bar, for each kind of session settings.

use broadsheet::address::Base;
use broadsheet::labels::{ALL, Labels};
use broadsheet::session::Session;
use broadsheet::site::Site;
use broadsheet::view::{SessionBar, SessionBarProps};
use serde_json::{Value, json};

use super::{Dom, english};

const PAGE: &str = "https://paper.example/2013/03/first/";

fn session(session: &Value) -> Session {
    let site = json!({ "session": session }).to_string();
    let (site, _) = Site::from_json(site.as_bytes(), &Base::new("https://paper.example/content/site.json")).unwrap();
    site.session.unwrap()
}

fn bar(settings: &Value, page: Option<&str>, labels: &'static Labels) -> Dom {
    Dom::of(SessionBar(SessionBarProps { session: Some(&session(settings)), page, labels }))
}

#[test]
fn a_session_with_only_a_login_page_gives_a_link() {
    let dom = bar(&json!({ "login": "/login?a=1&b={return}" }), Some(PAGE), english());
    assert_eq!(dom.attr("aside.session-bar", "aria-label"), Some("Your account"));
    assert_eq!(dom.text("aside"), "LOG IN NOW >");
    assert_eq!(dom.text("a > span[aria-hidden=true]"), " >", "the arrow is no part of the name");
    let back = "https%3A%2F%2Fpaper.example%2F2013%2F03%2Ffirst%2F";
    assert_eq!(dom.attr("a", "href"), Some(format!("https://paper.example/login?a=1&b={back}").as_str()));
    assert_eq!(dom.attr("a", "data-return"), Some("https://paper.example/login?a=1&b={return}"));
    assert_eq!(dom.count("[data-state], [data-check], [data-form], .log-out, [role=status]"), 0);
}

#[test]
fn assume_signed_out_says_that_nobody_is_logged_in() {
    let dom = bar(&json!({ "login": "/login", "assume": "signed-out" }), None, english());
    assert_eq!(dom.text("aside.session-bar"), "You are not logged in. LOG IN NOW >");
    assert_eq!(dom.attr("a", "href"), Some("https://paper.example/login"));
    let dom = bar(&json!({ "assume": "signed-out" }), None, english());
    assert_eq!(dom.text("aside.session-bar").trim(), "You are not logged in.");
}

#[test]
fn the_bar_is_pending_if_the_site_can_be_asked() {
    for labels in &ALL {
        let settings = json!({
            "check": "/me?a={return}", "signedIn": "/user", "name": ["/a", "/b"], "login": "/in?{return}", "logout": "/out?{return}",
            "returnForm": "path", "credentials": "include", "headers": { "X-CSRF": "1", "X-B": "2" }, "timeout": 500,
            "assume": "signed-out",
        });
        let dom = bar(&settings, Some(PAGE), labels);
        let words = dom.text("aside");
        assert!(![labels.logged_out, labels.logged_in].iter().any(|claim| words.contains(claim)), "{words}");
        assert_eq!(dom.text("[role=status]"), "");
        for (name, expected) in [
            ("data-state", "pending"),
            ("data-check", "https://paper.example/me?a={return}"),
            ("data-signed-in", "/user"),
            ("data-name", "/a\n/b"),
            ("data-credentials", "include"),
            ("data-headers", "X-CSRF:1\nX-B:2"),
            ("data-timeout", "500"),
            ("data-out", labels.logged_out),
            ("data-in", labels.logged_in),
            ("data-named", labels.logged_in_as),
            ("lang", labels.lang),
        ] {
            assert_eq!(dom.attr("aside.session-bar", name), Some(expected), "{name}");
        }
        let path = "%2F2013%2F03%2Ffirst%2F";
        assert_eq!(dom.attr("a.log-in", "href"), Some(format!("https://paper.example/in?{path}").as_str()));
        assert_eq!(dom.attr("a.log-out", "href"), Some(format!("https://paper.example/out?{path}").as_str()));
        assert_eq!((dom.count("a[data-form=path]"), dom.text("a.log-out").as_str()), (2, labels.log_out));
    }
}

#[test]
fn logout_is_a_link_a_form_or_an_address_in_the_response() {
    let dom = |logout: Value| bar(&json!({ "check": "/me", "logout": logout }), Some(PAGE), english());
    let form = dom(json!({ "href": "/out?to={return}", "method": "post" }));
    let back = "https%3A%2F%2Fpaper.example%2F2013%2F03%2Ffirst%2F";
    let action = format!("https://paper.example/out?to={back}");
    assert_eq!(form.attr("form.line[method=post]", "action"), Some(action.as_str()));
    assert_eq!(form.text("form.line > button.log-out[type=submit]"), "LOG OUT");
    assert_eq!(dom(json!({ "href": "/out" })).attr("a.log-out", "href"), Some("https://paper.example/out"));
    let answered = dom(json!({ "pointer": "/out" }));
    assert_eq!((answered.attr("a.log-out", "data-pointer"), answered.attr("a.log-out", "href")), (Some("/out"), None));
    assert_eq!(dom(Value::Null).count(".log-out"), 0);
    let unasked = bar(&json!({ "login": "/in", "logout": "/out" }), None, english());
    assert_eq!(unasked.count(".log-out"), 0, "nobody is known to be logged in");
}

#[test]
fn the_bar_is_empty_without_a_session() {
    let empty = |session: Option<&Session>| {
        Dom::of(SessionBar(SessionBarProps { session, page: None, labels: english() })).html
    };
    assert_eq!(empty(None), r#"<div class="session-bar"></div>"#);
    assert_eq!(empty(Some(&Session::default())), r#"<div class="session-bar"></div>"#);
}

//! The session in `site.json`, and the responses of real hosts.

mod answers;

use broadsheet::address::Base;
use broadsheet::article::read::Problem;
use broadsheet::session::json_pointer::is_pointer;
use broadsheet::session::question::{Logout, PRESETS};
use broadsheet::session::{Assumption, ReturnForm, Session};
use broadsheet::site::Site;
use expect_test::expect;
use serde_json::{Map, Value, json};

use crate::article::{check_problems, shown};
use crate::table::Table;

fn read(session: &Value) -> (Option<Session>, Vec<Problem>) {
    let site = json!({ "session": session }).to_string();
    let base = Base::new("https://paper.example/news/content/site.json");
    let (site, problems) = Site::from_json(site.as_bytes(), &base).unwrap();
    (site.session, problems)
}

fn session(session: &Value) -> Session {
    let (read, problems) = read(session);
    assert_eq!(shown(&problems), [""; 0], "{session}");
    read.unwrap()
}

pub fn presets() -> Map<String, Value> {
    serde_json::from_str(PRESETS).unwrap()
}

#[test]
fn every_preset_is_a_valid_session() {
    for (name, settings) in presets() {
        let preset = session(&json!({ "preset": name }));
        assert_eq!(preset, session(&settings), "{name}");
        assert!(preset.is_asked() && preset.is_shown(), "{name}");
        let pointers = preset.question.name.0.iter().chain(&preset.question.signed_in);
        assert!(pointers.into_iter().all(|pointer| is_pointer(pointer)), "{name}");
    }
    assert_eq!(presets().len(), TABLE.rows.len());
}

const TABLE: Table = Table {
    file: "docs/session.md",
    name: "presets",
    titles: &["preset", "`check`", "`signedIn`", "`name`", "`login`", "`logout`", "more"],
    rows: &[
        "`azure-swa`",
        "`oauth2-proxy`",
        "`mod-auth-openidc`",
        "`cloudflare-access`",
        "`ghost`",
        "`authjs`",
        "`duende-bff`",
        "`ory-kratos`",
    ],
    filter: "session::the_documents_list_the_presets",
};

#[test]
fn the_documents_list_the_presets() {
    let form = |value: &Value| match value {
        Value::String(text) => format!("`{text}`"),
        Value::Array(values) => {
            values.iter().map(|value| format!("`{}`", value.as_str().unwrap())).collect::<Vec<_>>().join(", ")
        }
        Value::Null => "–".to_owned(),
        other => format!("`{other}`"),
    };
    let columns = ["check", "signedIn", "name", "login", "logout"];
    for (name, settings) in presets() {
        let more = settings.as_object().unwrap().iter().filter(|(key, _)| !columns.contains(&key.as_str()));
        let more: Vec<_> = more.map(|(key, value)| format!("`{key}`: {}", form(value))).collect();
        let more = if more.is_empty() { "–".to_owned() } else { more.join(", ") };
        let mut cells = vec![format!("`{name}`")];
        cells.extend(columns.map(|key| form(&settings[key])));
        cells.push(more);
        TABLE.compare(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_field_of_the_session_overrides_the_preset() {
    let own = session(&json!({
        "preset": "azure-swa", "login": "/login?to={return}", "logout": null, "name": "/clientPrincipal/userId",
        "returnForm": "absolute", "timeout": 1500,
    }));
    assert_eq!(own.login.unwrap().template(), "https://paper.example/login?to={return}");
    assert_eq!(own.question.logout, None);
    assert_eq!(own.question.name.0, ["/clientPrincipal/userId"]);
    assert_eq!((own.return_form, own.question.timeout), (ReturnForm::Absolute, Some(1500)));
    assert_eq!(own.question.check.unwrap().template(), "https://paper.example/.auth/me");
}

#[test]
fn addresses_are_relative_to_the_front_page_and_filtered() {
    for (raw, expected) in [
        ("login?next={return}", Some("https://paper.example/news/login?next={return}")),
        ("/login#{return}", Some("https://paper.example/login#{return}")),
        ("https://example.org/in?a={return}&b={return}", Some("https://example.org/in?a={return}&b={return}")),
        ("javascript:alert('{return}')", None),
        ("data:text/html,{return}", None),
        ("java\tscript:{return}", None),
        ("mailto:a@example.org", None),
        ("https://", None),
    ] {
        for key in ["login", "check", "logout"] {
            let (read, problems) = read(&json!({ key: raw, "assume": "signed-out" }));
            let read = read.unwrap_or_default();
            let address = match key {
                "login" => read.login,
                "check" => read.question.check,
                _ => read.question.logout.map(|logout| match logout {
                    Logout::Link(address) => address,
                    other => panic!("{other:?}"),
                }),
            };
            assert_eq!(address.map(|address| address.template()).as_deref(), expected, "{key}: {raw}");
            assert_eq!(problems.is_empty(), expected.is_some(), "{key}: {raw}");
        }
    }
}

#[test]
fn a_wrong_field_is_left_out_and_reported() {
    let check = |field: Value, expected| {
        let (session, problems) = read(&field);
        check_problems(&problems, expected);
        assert_eq!(session, None, "{field}: nothing is left to show");
    };
    check(
        json!({ "preset": "azure" }),
        expect![[r#"
            session.preset: expected the name of a preset; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "returnForm": "url" }),
        expect![[r#"
            session.returnForm: expected "path" or "absolute"; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "credentials": "omit" }),
        expect![[r#"
            session.credentials: expected "same-origin" or "include"; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "assume": "signed-in" }),
        expect![[r#"
            session.assume: expected "signed-out"; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "timeout": "soon" }),
        expect![[r#"
            session.timeout: expected a whole number; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "headers": ["a"] }),
        expect![[r#"
            session.headers: expected an object of names and values; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "logout": { "method": "post" } }),
        expect![[r#"
            session.logout: "href" is missing; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "logout": { "href": "/out", "method": "delete" } }),
        expect![[r#"
            session.logout.method: expected "post"; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "check": 5 }),
        expect![[r#"
            session.check: expected an address; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "name": { "a": 1 } }),
        expect![[r#"
            session.name: expected a JSON Pointer, or a list of them; left out
            session: "login" is missing; left out"#]],
    );
    check(
        json!({ "token": "secret" }),
        expect![[r#"
            session.token: unknown key; ignored
            session: "login" is missing; left out"#]],
    );
}

#[test]
fn values_that_browsers_refuse_are_left_out() {
    for (timeout, expected) in [
        (json!(0), None),
        (json!(1), Some(1)),
        (json!(30_000), Some(30_000)),
        (json!(30_001), None),
        (json!(u32::MAX), None),
    ] {
        assert_eq!(session(&json!({ "check": "/me", "timeout": timeout })).question.timeout, expected, "{timeout}");
    }
    let headers = json!({ "X-CSRF": "1", "X-Own": "a: b;\tü", "X-Number": 1.50, "X-Lines": "1\nX-More: 2", "X-Far": "→", "X-Nul": "\u{1}\r", "X Gap": "1", "": "1", "X:": "1" });
    let headers = session(&json!({ "check": "/me", "headers": headers })).question.headers.0;
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(headers, [("X-CSRF", "1"), ("X-Own", "a: b;\tü"), ("X-Number", "1.5")]);
}

#[test]
fn assume_is_left_out_if_the_site_can_be_asked() {
    let assumed = |session: Value| self::session(&session).assume;
    assert_eq!(assumed(json!({ "login": "/in", "assume": "signed-out" })), Some(Assumption::SignedOut));
    assert_eq!(
        assumed(json!({ "preset": "ghost", "check": null, "assume": "signed-out" })),
        Some(Assumption::SignedOut)
    );
    assert_eq!(assumed(json!({ "preset": "ghost", "assume": "signed-out" })), None);
    assert_eq!(assumed(json!({ "check": "/me", "assume": "signed-out" })), None);
}

#[test]
fn a_session_survives_a_round_trip() {
    let everything = json!({
        "check": "/me", "signedIn": "/user", "name": ["/a", "/b"], "login": "/in?{return}",
        "logout": { "href": "/out", "method": "post" }, "returnForm": "path", "credentials": "include",
        "headers": { "X-CSRF": "1" }, "timeout": 100, "assume": "signed-out",
    });
    for settings in presets().into_values().chain([everything, json!({ "logout": { "pointer": "/out" } })]) {
        let site = json!({ "session": settings }).to_string();
        let base = Base::new("https://paper.example/content/site.json");
        let (site, _) = Site::from_json(site.as_bytes(), &base).unwrap();
        let json = site.to_json();
        assert_eq!(Site::from_json(json.as_bytes(), &base).unwrap(), (site, Vec::new()), "{json}");
    }
}

#[test]
fn the_page_replaces_return_encoded_once() {
    let page = "https://paper.example/a/index.html?b=c&d#/%C3%BCber";
    let absolute = "https%3A%2F%2Fpaper.example%2Fa%2Findex.html%3Fb%3Dc%26d%23%2F%25C3%25BCber";
    let path = "%2Fa%2Findex.html%3Fb%3Dc%26d%23%2F%25C3%25BCber";
    let login = session(&json!({ "login": "/in?a={return}&b={return}&c={back}" })).login.unwrap();
    let filled = |with: &str| format!("https://paper.example/in?a={with}&b={with}&c={{back}}");
    assert_eq!(login.back_to(Some(page), ReturnForm::Absolute).src(), filled(absolute));
    assert_eq!(login.back_to(Some(page), ReturnForm::Path).src(), filled(path));
    assert_eq!(login.back_to(None, ReturnForm::Path).src(), filled(""));
    for strange in
        ["https://a.example/\"><script>", "https://a.example/{return}", "javascript:alert(1)", "//evil.example"]
    {
        let href = login.back_to(Some(strange), ReturnForm::Absolute).src();
        let url = url::Url::parse(&href).unwrap();
        assert_eq!(url.host_str(), Some("paper.example"));
        assert_eq!(url.query_pairs().next(), Some(("a".into(), strange.into())));
    }
}

#[test]
fn pointers_are_those_of_the_rfc_and_picks_from_lists() {
    for pointer in [
        "",
        "/",
        "/a",
        "/a/b",
        "/a~1b/~0",
        "/a b/ü",
        "/0",
        "//",
        "[type=name]/value",
        "/[type=name]/value",
        "/claims/[typ=http://schemas.xmlsoap.org/ws/name]/val",
        "[a=]",
        "[a=b][c=d]",
        "/a[0]",
    ] {
        assert!(is_pointer(pointer), "{pointer}");
    }
    for text in [
        "a",
        "user.name",
        "$.user",
        "#/user",
        "/a~",
        "/a~2",
        "[name]/value",
        "[=name]",
        "[type=name]value",
        "/[type=name]value",
        "[type=name",
    ] {
        assert!(!is_pointer(text), "{text}");
    }
}

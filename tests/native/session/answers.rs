//! The responses of the hosts of eight presets, as docs/session.md lists them, and what the session bar says to each.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{presets, session};
use broadsheet::session::question::Logout;

/// The name of a reader who is signed in, if the response has one.
type Outcome<'a> = Result<Option<&'a str>, &'a str>;

const IN: fn(&str) -> Outcome = |name| Ok(Some(name));
const OUT: Outcome = Err("signed-out");
const UNKNOWN: Outcome = Err("unknown");

/// The responses of each host, by preset: status, body, outcome.
fn answers() -> Vec<(&'static str, u16, String, Outcome<'static>)> {
    let kratos =
        json!({ "id": "1", "active": true, "identity": { "id": "2", "traits": { "email": "jo@paper.example" } } });
    let kratos_named = |name: Value| {
        json!({ "active": true, "identity": { "traits": { "email": "jo@paper.example", "name": name } } }).to_string()
    };
    let claims = json!([
        { "type": "sid", "value": "173E" }, { "type": "sub", "value": "88421113" }, { "type": "name", "value": "Bob Smith" },
        { "type": "bff:logout_url", "value": "/bff/logout?sid=173E" }, { "type": "bff:session_expires_in", "value": 28799 },
    ]);
    let azure = |principal: Value| json!({ "clientPrincipal": principal }).to_string();
    let own = |text: &str| text.to_owned();
    vec![
        ("azure-swa", 200, azure(Value::Null), OUT),
        (
            "azure-swa",
            200,
            azure(
                json!({ "identityProvider": "github", "userId": "abcd", "userDetails": "jo", "userRoles": ["anonymous"] }),
            ),
            IN("jo"),
        ),
        ("azure-swa", 200, azure(json!({ "userId": "abcd" })), Ok(None)),
        ("azure-swa", 404, own("<!doctype html><title>Not found</title>"), UNKNOWN),
        ("oauth2-proxy", 401, own("Unauthorized\n"), OUT),
        ("oauth2-proxy", 200, own("{}\n"), OUT),
        (
            "oauth2-proxy",
            200,
            own(
                r#"{"user":"john.doe","email":"john.doe@example.com","groups":["example"],"preferredUsername":"john"}"#,
            ),
            IN("john"),
        ),
        ("oauth2-proxy", 200, own(r#"{"user":"","email":"john.doe@example.com"}"#), IN("john.doe@example.com")),
        ("oauth2-proxy", 403, own("Forbidden"), OUT),
        ("mod-auth-openidc", 401, own("<!DOCTYPE HTML PUBLIC><title>401 Unauthorized</title>"), OUT),
        (
            "mod-auth-openidc",
            200,
            own(r#"{"iat":1700000000,"id_token":{"sub":"1","name":"J. Doe"},"userinfo":{"sub":"1","name":"Jo Doe"}}"#),
            IN("Jo Doe"),
        ),
        ("mod-auth-openidc", 200, own(r#"{"iat":1,"id_token":{"sub":"1","preferred_username":"jo"}}"#), IN("jo")),
        // The answer of mod_auth_openidc without `OIDCInfoHook`.
        ("mod-auth-openidc", 404, own("<title>404 Not Found</title>"), UNKNOWN),
        ("cloudflare-access", 400, own(r#"{"err":"no app token set"}"#), UNKNOWN),
        ("cloudflare-access", 200, own(r#"{"id":"1","name":"Jo","email":"jo@paper.example","groups":[]}"#), IN("Jo")),
        ("cloudflare-access", 200, own(r#"{"id":"1","email":"jo@paper.example"}"#), IN("jo@paper.example")),
        ("cloudflare-access", 200, own(r#"{"err":"no app token set"}"#), UNKNOWN),
        ("ghost", 204, own(""), OUT),
        ("ghost", 200, own("null"), OUT),
        ("ghost", 200, own(r#"{"uuid":"1","email":"jo@paper.example","name":"Jo Doe","paid":false}"#), IN("Jo Doe")),
        ("ghost", 200, own(r#"{"uuid":"1","email":"jo@paper.example","name":null}"#), IN("jo@paper.example")),
        ("authjs", 200, own("{}"), OUT),
        ("authjs", 200, own("null"), OUT),
        ("authjs", 200, own(r#"{"user":{"name":"Jo","email":"jo@x"},"expires":"2026-12-29T00:00:00Z"}"#), IN("Jo")),
        ("authjs", 200, own(r#"{"user":{"email":"jo@x"},"expires":"2026-12-29T00:00:00Z"}"#), IN("jo@x")),
        ("authjs", 200, own(r#"{"expires":"2026-12-29T00:00:00Z"}"#), UNKNOWN),
        ("authjs", 500, own(r#"{"message":"There is a problem with the server configuration."}"#), UNKNOWN),
        ("duende-bff", 401, own(""), OUT),
        ("duende-bff", 200, own("null"), OUT),
        ("duende-bff", 200, claims.to_string(), IN("Bob Smith")),
        ("duende-bff", 200, own(r#"[{"type":"sub","value":"1"}]"#), Ok(None)),
        ("ory-kratos", 401, own(r#"{"error":{"code":401,"status":"Unauthorized"}}"#), OUT),
        ("ory-kratos", 403, own(r#"{"error":{"id":"session_aal2_required","code":403}}"#), OUT),
        ("ory-kratos", 200, kratos.to_string(), IN("jo@paper.example")),
        ("ory-kratos", 200, kratos_named(json!({ "first": "Jo", "last": "Doe" })), IN("Jo")),
        ("ory-kratos", 200, kratos_named(json!("Jo Doe")), IN("Jo Doe")),
        ("ory-kratos", 200, own(r#"{"active":false,"identity":{}}"#), OUT),
    ]
}

/// Responses that any host may give. A redirect has the status 0: see `fetch` with `redirect: "manual"`.
const BY_ANY: [(u16, &str, Outcome); 18] = [
    (0, "", UNKNOWN),
    (200, "", UNKNOWN),
    (200, "<!doctype html><title>The front page</title>", UNKNOWN),
    (200, "{\"clientPrincipal\":", UNKNOWN),
    (200, "[]", UNKNOWN),
    (200, "{ \"error\": \"try later\" }x", UNKNOWN),
    (200, "null", OUT),
    (200, " {} ", OUT),
    (204, "", OUT),
    (206, "{}", UNKNOWN),
    (302, "", UNKNOWN),
    (400, "{}", UNKNOWN),
    (401, "<p>Go away", OUT),
    (403, "", OUT),
    (404, "null", UNKNOWN),
    (429, "", UNKNOWN),
    (500, "{}", UNKNOWN),
    (503, "null", UNKNOWN),
];

/// Runs `session.js` on responses, each for a session.
fn outcomes(cases: &[(Value, u16, String)]) -> Vec<Value> {
    let cases: Vec<_> = cases
        .iter()
        .map(|(settings, status, body)| {
            let question = session(settings).question;
            let pointer = match &question.logout {
                Some(Logout::Answered { pointer }) => Some(pointer.clone()),
                _ => None,
            };
            json!({
                "status": status, "body": body, "pointer": pointer, "check": question.check.unwrap().template(),
                "question": { "signedIn": question.signed_in.unwrap_or_default(), "name": question.name.0.join("\n") },
            })
        })
        .collect();
    let input = json!([include_str!("../../../src/session.js"), cases]).to_string();
    let script = include_str!("judge.mjs");
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().expect("Node is installed");
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "Node failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_outcomes(cases: &[(Value, u16, String, Outcome)]) {
    let inputs: Vec<_> =
        cases.iter().map(|(settings, status, body, _)| (settings.clone(), *status, body.clone())).collect();
    for (found, (settings, status, body, expected)) in outcomes(&inputs).iter().zip(cases) {
        let (state, name) = match expected {
            Ok(name) => ("signed-in", json!(name.unwrap_or_default())),
            Err(state) => (*state, Value::Null),
        };
        assert_eq!((&found["state"], &found["name"]), (&json!(state), &name), "{settings}: {status} {body}");
    }
}

#[test]
fn every_response_of_every_preset_has_its_outcome() {
    let mut cases: Vec<_> = answers()
        .into_iter()
        .map(|(preset, status, body, expected)| (json!({ "preset": preset }), status, body, expected))
        .collect();
    for preset in presets().keys() {
        assert!(
            cases.iter().any(|(settings, .., expected)| settings["preset"] == **preset && expected.is_ok()),
            "{preset}"
        );
        let by_any =
            BY_ANY.map(|(status, body, expected)| (json!({ "preset": preset }), status, body.to_owned(), expected));
        cases.extend(by_any);
    }
    assert_outcomes(&cases);
}

#[test]
fn only_a_definite_response_decides_whether_somebody_is_signed_in() {
    let own = |signed_in: &str| json!({ "check": "/me", "signedIn": signed_in, "name": "/name" });
    let cases = [
        ("/user", r#"{"user":null}"#, OUT),
        ("/user", r#"{"user":false}"#, OUT),
        ("/user", r#"{"user":""}"#, OUT),
        ("/user", r#"{"other":1}"#, UNKNOWN),
        ("/user", r#"{"user":0}"#, UNKNOWN),
        ("/user", r#"{"user":{}}"#, UNKNOWN),
        ("/user", r#"{"user":[]}"#, UNKNOWN),
        ("/user", r#"{"user":true}"#, Ok(None)),
        ("/user", r#"{"user":"jo","name":"Jo"}"#, IN("Jo")),
        ("/user/id", r#"{"user":null}"#, UNKNOWN),
        ("/user/id", r#"{"user":"jo"}"#, UNKNOWN),
        ("/toString", r#"{"a":1}"#, UNKNOWN),
        ("/length", "[1]", UNKNOWN),
        ("/__proto__", r#"{"a":1}"#, UNKNOWN),
        ("/a~1b/m~0n", r#"{"a/b":{"m~n":1}}"#, Ok(None)),
        ("/1", "[0,1]", Ok(None)),
        ("[type=sub]/value", r#"[{"type":"sid","value":"x"},{"type":"sub","value":"1"}]"#, Ok(None)),
        ("/claims/[type=sub]/value", r#"{"claims":[{"type":"sub","value":"1"}]}"#, Ok(None)),
        ("/claims/[type=sub]/value", r#"{"claims":[]}"#, UNKNOWN),
        ("[type=sub]/value", r#"{"type":"sub","value":"1"}"#, UNKNOWN),
        ("[type=constructor]", r#"[{"a":1}]"#, UNKNOWN),
        // Objects and lists are not text, whatever they contain.
        ("[type=sub]", r#"[{"type":{"toString":"sub"}},{"type":["sub"]}]"#, UNKNOWN),
        ("[type=sub]", r#"[null,7,"sub",{"type":{"toString":1}},{"type":"sub"}]"#, Ok(None)),
        ("[type=7]", r#"[{"type":7}]"#, Ok(None)),
        // If a key is repeated, its last value counts.
        ("/user", r#"{"user":{"id":1},"user":null}"#, OUT),
        ("/__proto__", r#"{"__proto__":null}"#, OUT),
        ("/user", r#"{"__proto__":{"user":1}}"#, UNKNOWN),
        // An invalid pointer.
        ("user", r#"{"user":1}"#, UNKNOWN),
        ("", "true", Ok(None)),
        ("", "false", OUT),
        ("", "\"\"", OUT),
        ("", "0", UNKNOWN),
    ];
    let cases: Vec<_> =
        cases.into_iter().map(|(pointer, body, expected)| (own(pointer), 200, body.to_owned(), expected)).collect();
    assert_outcomes(&cases);
}

#[test]
fn a_name_is_one_line_of_at_most_80_visible_characters() {
    let long = "😀".repeat(81);
    let shown = format!("{}…", "😀".repeat(80));
    for (name, expected) in [
        (json!("Jo"), Ok(Some("Jo"))),
        (json!("  Jo\n\t Doe \u{0} "), Ok(Some("Jo Doe"))),
        (json!("نور"), Ok(Some("نور"))),
        (json!("<b>Jo</b>"), Ok(Some("<b>Jo</b>"))),
        (json!("\u{202e}oJ"), Ok(Some("\u{202e}oJ"))),
        (json!(long), Ok(Some(shown.as_str()))),
        (json!(42), Ok(Some("42"))),
        // A number that JavaScript would round.
        (json!(12_345_678_901_234_567_890_u64), Ok(None)),
        (json!(""), Ok(None)),
        (json!(" \u{200b}\u{2060}"), Ok(None)),
        // Letters, all of them invisible.
        (json!("\u{3164}\u{ffa0}\u{115f}"), Ok(None)),
        (json!(null), Ok(None)),
        (json!(true), Ok(None)),
        (json!({ "first": "Jo" }), Ok(None)),
        (json!(["Jo"]), Ok(None)),
    ] {
        let settings = json!({ "check": "/me", "name": "/name" });
        assert_outcomes(&[(settings, 200, json!({ "id": 1, "name": name }).to_string(), expected)]);
    }
}

#[test]
fn a_logout_address_in_a_response_must_be_on_the_same_server() {
    let settings = json!({ "preset": "duende-bff", "check": "https://paper.example/bff/user" });
    for (address, expected) in [
        (json!("/bff/logout?sid=173E"), json!("https://paper.example/bff/logout?sid=173E")),
        (json!("https://paper.example/out"), json!("https://paper.example/out")),
        (json!("logout"), json!("https://paper.example/bff/logout")),
        (json!("https://evil.example/out"), Value::Null),
        (json!("//evil.example/out"), Value::Null),
        (json!("/\\evil.example/out"), Value::Null),
        (json!("javascript:alert(1)"), Value::Null),
        (json!("http://paper.example/out"), Value::Null),
        (json!("https://jo:secret@paper.example/out"), Value::Null),
        (json!("https://paper.example@evil.example/out"), Value::Null),
        (json!("https://paper.example.evil.example/out"), Value::Null),
        (json!("https://paper.example:8443/out"), Value::Null),
        (json!("blob:https://paper.example/5e2c"), Value::Null),
        (json!(""), Value::Null),
        (json!({ "toString": 1 }), Value::Null),
        (json!("https://"), Value::Null),
        (json!(null), Value::Null),
        (json!({ "href": "/out" }), Value::Null),
        (json!(5), Value::Null),
    ] {
        let body =
            json!([{ "type": "name", "value": "Bob" }, { "type": "bff:logout_url", "value": address }]).to_string();
        assert_eq!(outcomes(&[(settings.clone(), 200, body)])[0]["logOut"], expected, "{address}");
    }
}

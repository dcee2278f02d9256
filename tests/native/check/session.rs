//! The session settings of a site.

use serde_json::{Value, json};

use super::{folder, rules, write};
use crate::session::presets;

fn found(session: &Value) -> Vec<&'static str> {
    let folder = folder("session");
    write(&folder, "site.json", &json!({ "session": session }).to_string());
    rules(&folder.join("site.json"))
}

#[test]
fn a_valid_session_has_no_findings() {
    for name in presets().keys().filter(|name| *name != "cloudflare-access") {
        assert_eq!(found(&json!({ "preset": name })), [""; 0], "{name}");
    }
    for session in [
        json!({ "login": "https://example.org/login?next={return}" }),
        json!({ "login": "https://example.org/login?next={return}", "assume": "signed-out" }),
        json!({ "preset": "azure-swa", "login": "/.auth/login/github?post_login_redirect_uri={return}" }),
        json!({ "preset": "azure-swa", "check": null, "logout": null, "assume": "signed-out" }),
        json!({ "login": "/in?a={return}&b={return}#{return}", "signedIn": null }),
    ] {
        assert_eq!(found(&session), [""; 0], "{session}");
    }
}

#[test]
fn session_settings_without_effect_are_reported() {
    for (session, rule) in [
        (json!({ "preset": "cloudflare-access" }), "session-login"),
        (json!({ "preset": "azure-swa", "login": null }), "session-login"),
        (json!({ "preset": "azure-swa", "assume": "signed-out" }), "session-assume"),
        (json!({ "login": "in", "signedIn": "/user" }), "session-check"),
        (json!({ "login": "in", "logout": "out" }), "session-check"),
        (json!({ "login": "in", "headers": { "X-CSRF": "1" } }), "session-check"),
        (json!({ "preset": "azure-swa", "check": null, "timeout": 100 }), "session-check"),
        (json!({ "login": "in?next={Return}" }), "session-return"),
        (json!({ "login": "in?next={{return}}" }), "session-return"),
        (json!({ "login": "in?next={return" }), "session-return"),
        (json!({ "login": "in?next={url}" }), "session-return"),
        (json!({ "login": "in?next=%7Breturn%7D" }), "session-return"),
        (json!({ "login": "{return}/in" }), "session-return"),
        (json!({ "login": "in", "check": "me?from={return}" }), "session-return"),
        (json!({ "login": "in", "check": "https://jo:secret@paper.example/me" }), "session-secret"),
        (json!({ "login": "//jo@paper.example/me" }), "session-secret"),
        (json!({ "login": "in", "check": "me", "headers": { "X-CSRF": "→" } }), "session-header"),
        (json!({ "login": "in", "check": "me", "headers": { "X-CSRF": "1\nX-More: 2" } }), "session-header"),
        (json!({ "login": "in", "check": "me", "headers": { "X-CSRF": null } }), "session-header"),
        (json!({ "login": "in", "check": "me", "headers": { "COOKIE": "a" } }), "session-secret"),
        (json!({ "login": "in", "check": "me", "timeout": 0 }), "session-timeout"),
        (json!({ "login": "in", "check": "me", "timeout": 4_294_967_295_u32 }), "session-timeout"),
        (json!({ "login": "in", "check": "me", "name": ["/a", "a"] }), "session-pointer"),
        (json!({ "login": "in", "check": "me", "logout": { "pointer": "/[a=b]c" } }), "session-pointer"),
    ] {
        assert_eq!(found(&session), [rule], "{session}");
    }
}

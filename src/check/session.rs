//! Rules for the login settings in `site.json`.

use url::Url;

use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::session::json_pointer::is_pointer;
use crate::session::question::{LONGEST_TIMEOUT, is_header};
use crate::session::{RETURN, Session};

use super::Subject;
use super::addresses::whole;
use super::json_tree::Object;
use super::report::{Findings, Place};

/// Headers whose values are secrets. Everybody can read `site.json`.
const SECRETS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    subject.tree.each(|object| match object.path().to_string().as_str() {
        "session" => {
            ["check", "login", "logout"].into_iter().for_each(|key| address(subject, object, key, findings));
            ["signedIn", "name"].into_iter().for_each(|key| pointers(object, key, findings));
            timeout(object, findings);
            if let Some(session) = subject.read::<Session>(object.node()) {
                match session.is_asked() {
                    true => asked(&session, object, findings),
                    false => unasked(object, findings),
                }
            }
        }
        "session.logout" => {
            address(subject, object, "href", findings);
            pointers(object, "pointer", findings);
        }
        "session.headers" => headers(object, findings),
        _ => {}
    });
}

fn address(subject: &Subject, object: &Object, key: &'static str, findings: &mut Findings) {
    let Some(address) = object.text(key) else { return };
    let place = object.place_of(key);
    // `check` is requested by a script and not visited by the reader, so {return} is not replaced in it.
    let rest = if key == "check" { address.to_owned() } else { address.replace(RETURN, "") };
    if let Some(whole) = whole(address) {
        let message = "this address is relative, so it leads to a page of this site";
        findings.warning(place, "dead-link", message, format!("did you mean \"{whole}\"?"));
    } else if has_password(subject, address) {
        let message = "everybody can read the user name and the password in this address";
        findings.error(place, "session-secret", message, "remove them: browsers refuse to request such an address");
    } else if address.split(['?', '#']).next().is_some_and(|path| path.contains(RETURN)) {
        let message = format!("{RETURN} is before the query here, where it is not replaced");
        findings.error(
            place,
            "session-return",
            message,
            "write it after a question mark, as in \"/login?next={return}\"",
        );
    } else if rest.contains(['{', '}']) || rest.to_lowercase().contains("%7breturn") {
        let message =
            format!("only {RETURN} is replaced, spelt exactly like this, and only in \"login\" and \"logout\"");
        findings.warning(place, "session-return", message, "write it like that, or remove it");
    }
}

/// Whether an address contains a user name or a password.
fn has_password(subject: &Subject, address: &str) -> bool {
    // An address without a scheme may also name a server, as in "//example.org/".
    let source = || Url::parse(&subject.context.base.source(address)?.src()).ok();
    let url = Url::parse(address).ok().or_else(source);
    url.is_some_and(|url| !url.username().is_empty() || url.password().is_some())
}

fn pointers(object: &Object, key: &'static str, findings: &mut Findings) {
    let Some(node) = object.get(key) else { return };
    let one = std::slice::from_ref(node);
    let all = if let Value::List(pointers) = &node.value { pointers } else { one };
    for Node { at, value } in all {
        if let Value::Text(pointer) = value
            && !is_pointer(pointer)
        {
            let message = format!("\"{pointer}\" is not a JSON Pointer");
            let help = "each step begins with a slash, as in \"/user/name\"; [type=name] picks from a list of claims";
            let path = object.place_of(key).path;
            findings.error(Place { at: *at, path }, "session-pointer", message, help);
        }
    }
}

fn asked(session: &Session, object: &Object, findings: &mut Findings) {
    if session.login.is_none() {
        let help = "add \"login\": the address of the log-in page, with {return} in its query";
        findings.warning(object.place(), "session-login", "readers get no link to log in", help);
    }
    if object.text("assume").is_some() {
        let message = "this is ignored, since the site is asked who is logged in";
        findings.warning(object.place_of("assume"), "session-assume", message, "remove it");
    }
}

fn unasked(object: &Object, findings: &mut Findings) {
    for key in ["signedIn", "name", "logout", "credentials", "headers", "timeout"] {
        if object.get(key).is_some_and(Node::is_filled) {
            let message = "this is ignored, since no address is asked who is logged in";
            let help = "add \"check\", an address that can be asked, or the \"preset\" of your host";
            findings.warning(object.place_of(key), "session-check", message, help);
        }
    }
}

fn timeout(session: &Object, findings: &mut Findings) {
    if session.number("timeout").is_some_and(|timeout| !(1..=LONGEST_TIMEOUT).contains(&timeout)) {
        let message = "the time limit is out of range";
        let help = format!("write milliseconds from 1 to {LONGEST_TIMEOUT}; as it is, it is left out");
        findings.error(session.place_of("timeout"), "session-timeout", message, help);
    }
}

fn headers(headers: &Object, findings: &mut Findings) {
    for (key, node) in headers.entries() {
        let name = key.name.as_str();
        let place = Place { at: key.at, path: headers.path().with(Step::Key(name.to_owned().into())) };
        let value = match &node.value {
            Value::Text(value) | Value::Number(value) => Some(value),
            _ => None,
        };
        if SECRETS.contains(&name.to_lowercase().as_str()) {
            let message = format!("everybody can read this file, but the value of the header {name} is a secret");
            let help = "remove it: browsers send the cookies of the site by themselves";
            findings.error(place, "session-secret", message, help);
        } else if value.is_none_or(|value| !is_header(name, value)) {
            let message = format!("\"{name}\" can't be sent as a header, and is left out");
            let help =
                "a name has letters, digits and hyphens; a value is one line in quotes, with Latin-1 characters only";
            findings.error(place, "session-header", message, help);
        }
    }
}

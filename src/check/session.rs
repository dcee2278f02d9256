//! What a site says of its log-in.

use url::Url;

use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::session::pointer::is_pointer;
use crate::session::question::{LONGEST_TIMEOUT, is_header};
use crate::session::{RETURN, Session};

use super::Subject;
use super::addresses::whole;
use super::report::{Findings, Place};
use super::tree::Object;

/// Headers that hold secrets. `site.json` is a file that everybody can read.
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
    // `check` is asked and not visited, so {return} means nothing in it.
    let rest = if key == "check" { address.to_owned() } else { address.replace(RETURN, "") };
    if let Some(whole) = whole(address) {
        let message = "this address leads to a page of the site's own";
        findings.warning(place, "dead-link", message, format!("did you mean \"{whole}\"?"));
    } else if has_password(subject, address) {
        let message = "everybody can read this file, and the user name and the password in this address";
        findings.error(place, "session-secret", message, "leave them out: browsers refuse to ask such an address");
    } else if address.split(['?', '#']).next().is_some_and(|path| path.contains(RETURN)) {
        let message = format!("{RETURN} stands before the query here, where nothing is put in its place");
        findings.error(place, "session-return", message, "write it after a question mark, as \"/login?next={return}\"");
    } else if rest.contains(['{', '}']) || rest.to_lowercase().contains("%7breturn") {
        let message = format!("only {RETURN} is replaced, in just these letters, and only where readers log in or out");
        findings.warning(place, "session-return", message, "write it like that, or leave it out");
    }
}

/// Whether there is a user name or a password in an address.
fn has_password(subject: &Subject, address: &str) -> bool {
    // One without a scheme may name a server all the same: "//example.org/".
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
            let message = format!("\"{pointer}\" is no JSON Pointer, and leads nowhere");
            let help = "each step begins with a slash, as in \"/user/name\"; [type=name] picks from a list of claims";
            let path = object.place_of(key).path;
            findings.error(Place { at: *at, path }, "session-pointer", message, help);
        }
    }
}

fn asked(session: &Session, object: &Object, findings: &mut Findings) {
    if session.login.is_none() {
        let help = "add \"login\": the address of the log-in page, with {return} in its query";
        findings.warning(object.place(), "session-login", "nobody is shown the way to log in", help);
    }
    if object.text("assume").is_some() {
        let message = "nothing is assumed where the site is asked who is logged in";
        findings.warning(object.place_of("assume"), "session-assume", message, "leave it out");
    }
}

fn unasked(object: &Object, findings: &mut Findings) {
    for key in ["signedIn", "name", "logout", "credentials", "headers", "timeout"] {
        if object.get(key).is_some_and(Node::is_filled) {
            let message = "nobody is asked who is logged in, and without that this means nothing";
            let help = "add \"check\", an address that can be asked, or the \"preset\" of your host";
            findings.warning(object.place_of(key), "session-check", message, help);
        }
    }
}

fn timeout(session: &Object, findings: &mut Findings) {
    if session.number("timeout").is_some_and(|timeout| !(1..=LONGEST_TIMEOUT).contains(&timeout)) {
        let message = "nobody waits for so many milliseconds";
        let help = format!("write a number from 1 to {LONGEST_TIMEOUT}; as it is, it is left out");
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
            let message = format!("everybody can read this file, and what the header {name} holds is a secret");
            let help = "leave it out: browsers send the cookies of the site by themselves";
            findings.error(place, "session-secret", message, help);
        } else if value.is_none_or(|value| !is_header(name, value)) {
            let message = format!("\"{name}\" can't be sent as a header, and is left out");
            let help = "a name has letters, digits and hyphens; a value is one line in quotes, in Western letters";
            findings.error(place, "session-header", message, help);
        }
    }
}

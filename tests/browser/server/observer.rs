//! Puts the observer script in the pages that the server sends to WebKit, whose driver can't do that. Other browsers get
//! every page as it is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{Answer, Request};
use crate::browser::OBSERVER;

/// Whether the request comes from WebKit. Chromium claims to be WebKit, too.
pub(super) fn is_needed_for(request: &Request) -> bool {
    let agent = request.header("User-Agent").unwrap_or_default();
    agent.contains("AppleWebKit") && !agent.contains("Chrome")
}

/// Adds the script to a web page, before everything else in it. There, a policy in the page does not concern it.
pub(super) fn add_to(answer: &mut Answer) {
    let is_page = |header: &(String, String)| header.0 == "Content-Type" && header.1.starts_with("text/html");
    if answer.headers.iter().any(is_page) {
        let place = first_place(&answer.body);
        let script = format!("<script>{OBSERVER}</script>");
        answer.body.splice(place..place, script.into_bytes());
    }
}

/// The first place in a page where a script may be: after the document type, and after the tag of the document.
fn first_place(page: &[u8]) -> usize {
    let text = String::from_utf8_lossy(page).to_ascii_lowercase();
    let after = |tag: &str| text.find(tag).and_then(|start| Some(start + text[start..].find('>')? + 1));
    after("<html").or_else(|| after("<!doctype")).unwrap_or(0)
}

/// The policy of a response, with a source that allows the script. With a hash, `'unsafe-inline'` would no longer count.
pub(super) fn allowed_by(policy: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(OBSERVER));
    let directives = policy.split(';').map(|directive| {
        let is_closed = directive.trim_start().starts_with("script-src ") && !directive.contains("'unsafe-inline'");
        if is_closed { format!("{directive} 'sha256-{hash}'") } else { directive.to_owned() }
    });
    directives.collect::<Vec<_>>().join(";")
}

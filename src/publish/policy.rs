//! The Content-Security-Policy of the pages: what they may load, and nothing else.

use super::place::is_relative;
use super::{document, hash};
use crate::session::question::Logout;
use crate::session::{Address, Session};

/// The players of `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// For a page of a site, with this style sheet in it. Code may only be here; pictures, sounds and films anywhere that a
/// story may name. Of other servers, only that may be asked who is logged in which the site names for it, and only that
/// gets the form that logs out.
pub fn of_page(style: &str, session: Option<&Session>) -> String {
    let (script, style) = (hash::policy_source(document::WAKE), hash::policy_source(style));
    let way_back = session.map(|_| format!(" {}", hash::policy_source(&document::way_back()))).unwrap_or_default();
    let check = session.and_then(|session| session.question.check.as_ref()).and_then(beyond);
    let connect = ["'self'".to_owned()].into_iter().chain(check).collect::<Vec<_>>().join(" ");
    let form = match session.and_then(|session| session.question.logout.as_ref()) {
        Some(Logout::Form { href, .. }) => beyond(href).unwrap_or_else(|| "'self'".to_owned()),
        _ => "'none'".to_owned(),
    };
    format!(
        "default-src 'none'; script-src 'self' {script}{way_back} 'wasm-unsafe-eval'; style-src 'self' {style}; \
         img-src 'self' https: http: data:; media-src 'self' https: http:; frame-src {PLAYERS}; \
         connect-src {connect}; base-uri 'none'; form-action {form}"
    )
}

/// An address of another server as a source of a policy: without its query, which policies can't name.
fn beyond(address: &Address) -> Option<String> {
    let address = address.template();
    let whole = address.split(['?', '#']).next().filter(|address| !is_relative(address))?;
    // These end a source, or the directive.
    Some(whole.replace(';', "%3B").replace(',', "%2C"))
}

/// For a page that has everything in it, and asks nobody for anything.
pub fn of_single_file(style: &str) -> String {
    let style = hash::policy_source(style);
    format!(
        "default-src 'none'; style-src {style}; img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
}

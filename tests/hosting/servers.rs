//! How each server is started. Four have a snippet in `docs/hosting.md`, which is what they run; the others run as they
//! come.

pub mod apache;
mod caddy;
mod lighttpd;
mod nginx;
mod plain;

use std::process::Command;

use crate::documentation;
use crate::process::Place;

pub use apache::APACHE;
pub use caddy::CADDY;
pub use lighttpd::LIGHTTPD;
pub use nginx::NGINX;
pub use plain::{BUSYBOX, HTTP_SERVER, PYTHON, SERVE, SIRV, WEBFSD};

/// A server, and what to type to start it.
pub struct Server {
    /// What the table calls it.
    pub name: &'static str,
    /// Writes its settings, and gives the command that stays in the foreground.
    pub command: fn(&Place) -> Command,
    /// For one with a snippet: the same, with no more than what it takes to serve files.
    pub bare: Option<fn(&Place) -> Command>,
}

/// A snippet of the documentation with port and folder put in, and the places that `in_a_folder` names, each what the
/// snippet says and what it says for a site in a folder of the server's.
fn filled_in(language: &str, place: &Place, in_a_folder: &[(&str, &str)]) -> String {
    let mut text = documentation::snippet("hosting.md", language);
    if place.prefix != "/" {
        for (at_the_root, at_a_prefix) in in_a_folder {
            text = replaced(&text, at_the_root, &at_a_prefix.replace("{prefix}", place.prefix));
        }
    }
    let text = replaced(&text, "8080", &place.port.to_string());
    replaced(&text, "/var/www/site", &place.root.display().to_string())
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the snippet has no {from} to put {to} in for:\n{text}");
    text.replace(from, to)
}

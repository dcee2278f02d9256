//! The commands that start each server. Four servers run with their snippets in `docs/hosting.md`, the others with
//! their defaults.

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

/// A server, and the commands that start it.
pub struct Server {
    /// The server's name in the table.
    pub name: &'static str,
    /// Writes the server's configuration, and returns the command that runs it in the foreground.
    pub command: fn(&Place) -> Command,
    /// For a server with a snippet: the same with a minimal configuration that only serves files.
    pub bare: Option<fn(&Place) -> Command>,
}

/// A snippet of `docs/hosting.md` with the port and the folder filled in. For a site at a prefix, each pair of
/// `in_a_folder` replaces a text of the snippet.
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

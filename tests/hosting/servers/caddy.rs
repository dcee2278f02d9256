//! Caddy, without its admin port and without certificates.

use std::process::Command;

use super::{Server, filled_in};
use crate::process::Place;
use crate::programs;

pub const CADDY: Server = Server { name: "Caddy", command, bare: Some(bare) };

fn command(place: &Place) -> Command {
    with(place, &filled_in("caddyfile", place, &[("rewrite * /", "rewrite * {prefix}")]))
}

fn bare(place: &Place) -> Command {
    with(place, &format!(":{} {{\n\troot * {}\n\tfile_server\n}}\n", place.port, place.root.display()))
}

fn with(place: &Place, site: &str) -> Command {
    let text = format!("{{\n\tadmin off\n\tauto_https off\n}}\n\n{site}");
    let mut command = Command::new(programs::find("caddy"));
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(place.file("Caddyfile", &text));
    for home in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(home, &place.folder);
    }
    command
}

//! Caddy, without its own port for administration and without certificates.

use std::process::Command;

use super::{Server, filled_in};
use crate::process::Place;
use crate::programs;

pub const CADDY: Server = Server { name: "Caddy", command };

fn command(place: &Place) -> Command {
    let site = filled_in("caddyfile", place, &[("rewrite * /", "rewrite * {prefix}")]);
    let text = format!("{{\n\tadmin off\n\tauto_https off\n}}\n\n{site}");
    let mut command = Command::new(programs::find("caddy"));
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(place.file("Caddyfile", &text));
    for home in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(home, &place.folder);
    }
    command
}

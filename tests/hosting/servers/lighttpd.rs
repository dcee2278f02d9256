//! lighttpd, with Debian's list of media types.

use std::process::Command;

use super::{Server, filled_in};
use crate::process::Place;
use crate::programs;

pub const LIGHTTPD: Server = Server { name: "lighttpd", command };

fn command(place: &Place) -> Command {
    let in_a_folder = [("errorfile-prefix = \"/var/www/site/", "errorfile-prefix = \"/var/www/site{prefix}")];
    let site = filled_in("lighttpd", place, &in_a_folder)
        .replace("/var/cache/lighttpd/compress", &place.folder.join("compressed").display().to_string());
    let mut command = Command::new(programs::find("lighttpd"));
    command.arg("-D").arg("-f").arg(place.file("lighttpd.conf", &site));
    command
}

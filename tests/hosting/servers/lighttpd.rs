//! lighttpd, with Debian's list of media types.

use std::process::Command;

use super::{Server, filled_in};
use crate::process::Place;
use crate::programs;

pub const LIGHTTPD: Server = Server { name: "lighttpd", command, bare: Some(bare) };

fn command(place: &Place) -> Command {
    let in_a_folder = [("errorfile-prefix = \"/var/www/site/", "errorfile-prefix = \"/var/www/site{prefix}")];
    let site = filled_in("lighttpd", place, &in_a_folder)
        .replace("/var/cache/lighttpd/compress", &place.folder.join("compressed").display().to_string());
    with(place, &site)
}

fn bare(place: &Place) -> Command {
    let text = format!(
        "server.document-root = \"{}\"\n\
         server.port = {}\n\
         index-file.names = ( \"index.html\" )\n\
         include_shell \"/usr/share/lighttpd/create-mime.conf.pl\"\n",
        place.root.display(),
        place.port
    );
    with(place, &text)
}

fn with(place: &Place, site: &str) -> Command {
    let mut command = Command::new(programs::find("lighttpd"));
    command.arg("-D").arg("-f").arg(place.file("lighttpd.conf", site));
    command
}

//! nginx, with the parts of Debian's configuration that a site needs.

use std::process::Command;

use super::{Server, filled_in};
use crate::process::Place;
use crate::programs;

pub const NGINX: Server = Server { name: "nginx", command, bare: Some(bare) };

fn command(place: &Place) -> Command {
    with(place, &filled_in("nginx", place, &[("error_page 404 /", "error_page 404 {prefix}")]))
}

fn bare(place: &Place) -> Command {
    with(place, &format!("server {{ listen 127.0.0.1:{}; root {}; }}", place.port, place.root.display()))
}

fn with(place: &Place, site: &str) -> Command {
    let folder = place.folder.display();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary: String = kinds.iter().map(|kind| format!("{kind}_temp_path {folder}/{kind};\n")).collect();
    let text = format!(
        "include /etc/nginx/modules-enabled/*.conf;\n\
         daemon off;\n\
         pid {folder}/pid;\n\
         events {{}}\n\
         http {{\n\
         include /etc/nginx/mime.types;\n\
         default_type application/octet-stream;\n\
         access_log off;\n\
         {temporary}\n\
         {site}\n\
         }}\n"
    );
    let mut command = Command::new(programs::find("nginx"));
    command.args(["-e", "stderr", "-c"]).arg(place.file("nginx.conf", &text));
    command
}

//! Apache, with the parts of Debian's configuration that a site needs.

use std::process::Command;

use super::{Server, filled_in, replaced};
use crate::process::Place;
use crate::programs;

pub const APACHE: Server = Server { name: "Apache", command, bare: Some(bare) };

/// The modules that Debian enables by default, and the two that the documentation adds.
const MODULES: [&str; 7] = ["mpm_event", "authz_core", "dir", "mime", "negotiation", "headers", "rewrite"];

fn command(place: &Place) -> Command {
    with(place, &[], &documented(place))
}

/// As [`APACHE`], with more modules, and more settings in the virtual host.
#[allow(dead_code, reason = "the tests in ../real use it")]
pub fn with_settings(place: &Place, modules: &[&str], settings: &str) -> Command {
    with(place, modules, &replaced(&documented(place), "</VirtualHost>", &format!("{settings}\n</VirtualHost>")))
}

fn documented(place: &Place) -> String {
    filled_in("apache", place, &[("ErrorDocument 404 /", "ErrorDocument 404 {prefix}")])
}

fn bare(place: &Place) -> Command {
    let root = place.root.display();
    let allowed = format!("<Directory \"{root}\">\nRequire all granted\n</Directory>");
    with(place, &[], &format!("DocumentRoot \"{root}\"\n{allowed}"))
}

fn with(place: &Place, modules: &[&str], site: &str) -> Command {
    let folder = place.folder.display();
    let load: String = MODULES
        .iter()
        .chain(modules)
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
        .collect();
    let text = format!(
        "{load}\
         ServerRoot {folder}\n\
         DefaultRuntimeDir {folder}\n\
         PidFile {folder}/pid\n\
         ErrorLog /dev/stderr\n\
         ServerName 127.0.0.1\n\
         User www-data\n\
         Group www-data\n\
         Include /etc/apache2/mods-available/mime.conf\n\
         Listen 127.0.0.1:{}\n\
         {site}\n",
        place.port
    );
    let mut command = Command::new(programs::find("apache2"));
    command.arg("-DFOREGROUND").arg("-f").arg(place.file("apache.conf", &text));
    command
}

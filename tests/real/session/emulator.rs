//! Microsoft's emulator of Azure Static Web Apps.

use std::process::Command;

use serde_json::json;

use crate::process::{Place, Process};
use crate::programs;
use crate::site;

/// Starts the emulator with the site.
pub fn start() -> Process {
    let place = Place::new("/");
    super::publish(&place, &json!({ "preset": "azure-swa" }));
    let packages = super::packages(&place);
    let emulator = place.folder.join("emulator");
    site::copy_folder(&packages.join("@azure/static-web-apps-cli"), &emulator);
    // The emulator's login form needs jQuery from a CDN, which no test may request. It gets the same file from npm.
    let form = emulator.join("dist/public/auth.html");
    let text = String::from_utf8(site::read(&form)).expect("the form is UTF-8");
    let jquery = "https://ajax.aspnetcdn.com/ajax/jquery/jquery-3.2.1.min.js";
    assert!(text.contains(jquery), "the form has another jQuery");
    site::write(&form, text.replace(jquery, "/jquery.min.js").as_bytes());
    site::write(&place.root.join("jquery.min.js"), &site::read(&packages.join("jquery/dist/jquery.min.js")));

    let mut command = Command::new(programs::find("node"));
    command.arg(emulator.join("dist/cli/bin.js")).arg("start").arg(&place.root);
    command.args(["--host", "127.0.0.1", "--port", &place.port.to_string()]);
    // Otherwise the emulator uses the first configuration file that it finds below its working folder.
    command.arg("--swa-config-location").arg(&place.root);
    // The emulator writes to HOME. With CI set, it does not check for newer versions of itself.
    command.env("HOME", &place.folder).env("CI", "true");
    Process::start(place, &command)
}

//! The emulator of Azure Static Web Apps, which its makers give to those who write for the service.

use std::process::Command;

use serde_json::json;

use crate::process::{Place, Process};
use crate::programs;
use crate::site;

/// Starts it with the site.
pub fn start() -> Process {
    let place = Place::new("/");
    super::publish(&place, &json!({ "preset": "azure-swa" }));
    let packages = super::packages(&place);
    let emulator = place.folder.join("emulator");
    site::copy_folder(&packages.join("@azure/static-web-apps-cli"), &emulator);
    // Its log-in form does nothing without jQuery, which it takes from a server that no test may ask. Here it is the
    // same file, from npm.
    let form = emulator.join("dist/public/auth.html");
    let text = String::from_utf8(site::read(&form)).expect("the form is UTF-8");
    let jquery = "https://ajax.aspnetcdn.com/ajax/jquery/jquery-3.2.1.min.js";
    assert!(text.contains(jquery), "the form has another jQuery");
    site::write(&form, text.replace(jquery, "/jquery.min.js").as_bytes());
    site::write(&place.root.join("jquery.min.js"), &site::read(&packages.join("jquery/dist/jquery.min.js")));

    let mut command = Command::new(programs::find("node"));
    command.arg(emulator.join("dist/cli/bin.js")).arg("start").arg(&place.root);
    command.args(["--host", "127.0.0.1", "--port", &place.port.to_string()]);
    // Else it takes any file of the name of the settings that it finds below the folder it runs in.
    command.arg("--swa-config-location").arg(&place.root);
    // It keeps its notes there. In CI it does not ask for newer versions of itself.
    command.env("HOME", &place.folder).env("CI", "true");
    Process::start(place, &command)
}

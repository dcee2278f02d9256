//! Apache with Debian's mod_auth_openidc, and an OpenID provider from npm.

use std::process::Command;

use serde_json::json;

use crate::documentation;
use crate::process::{Place, Process};
use crate::programs;
use crate::servers::apache;

/// The modules that Debian enables with mod_auth_openidc.
const MODULES: [&str; 3] = ["authn_core", "authz_user", "auth_openidc"];

/// Starts Apache with the site, and the OpenID provider.
pub fn start() -> (Process, Process) {
    let (place, provider) = (Place::new("/"), Place::new("/"));
    super::publish(&place, &json!({ "preset": "mod-auth-openidc" }));
    let settings = documentation::snippet("session.md", "apache")
        .replace("https://news.example/", &place.url(""))
        .replace("https://login.example/", &provider.url(""));
    let apache = apache::with_settings(&place, &MODULES, &settings);
    let provider = self::provider(provider, &place);
    (Process::start(place, &apache), provider)
}

/// Starts the provider, which accepts any name with any password.
fn provider(place: Place, site: &Place) -> Process {
    super::packages(&place);
    let script = place.file("provider.mjs", include_str!("provider.mjs"));
    let mut command = Command::new(programs::find("node"));
    command.arg(script).env("PROVIDER_PORT", place.port.to_string()).env("PROVIDER_SITE", site.url(""));
    Process::start(place, &command)
}

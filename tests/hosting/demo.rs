//! Serves the demo by nginx, with the snippet of `docs/hosting.md`, which sends compressed copies and cache headers.

use crate::process::{Place, Process};
use crate::servers::NGINX;
use crate::site;

/// Starts the server. The site's address has to be that of the server, or its canonical links would lead elsewhere.
pub fn serve() -> Process {
    let place = Place::new("/");
    site::copy(&place.site(), &place.url(""));
    site::publish(&place.site());
    let command = (NGINX.command)(&place);
    Process::start(place, &command)
}

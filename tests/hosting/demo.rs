//! The demo, on the server whose snippet in `docs/hosting.md` sends the compressed copies and tells what may be kept.

use crate::process::{Place, Process};
use crate::servers::NGINX;
use crate::site;

/// Serves it. The site says the server's own address for its home, or its canonical links would lead elsewhere.
pub fn serve() -> Process {
    let place = Place::new("/");
    site::copy(&place.site(), &place.url(""));
    site::publish(&place.site());
    let command = (NGINX.command)(&place);
    Process::start(place, &command)
}

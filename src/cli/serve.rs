//! Runs `broadsheet serve`.

use std::io::stderr;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use super::arguments::{self, AppFolder, Talk};
use super::run::{INTERRUPTED, Outcome, has_colour, now, progress, say};
use super::{Exit, words};
use crate::serve::{self, Event};
use crate::source::SiteFolder;

pub(super) fn run(site: &arguments::Site, address: SocketAddr, opens: bool, app: &AppFolder) -> Outcome {
    let (site, app) = (SiteFolder::find(&site.site)?, app.find()?);
    now()?;
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed))?;
    let options = serve::Options {
        app: &app,
        address,
        // That it can be read was found above.
        now: &|| now().unwrap_or_default(),
        interrupted: &INTERRUPTED,
    };
    serve::serve(site.root(), &options, &*progress(Talk { quiet: false }), &|event| tell(event, opens))?;
    Ok(Exit::Success)
}

/// Tells what happens while a site is served.
fn tell(event: &Event, opens: bool) {
    match event {
        Event::Ready { address, elsewhere, taken } => {
            say(&words::served(address, *elsewhere, *taken));
            if opens && open::that_detached(address).is_err() {
                say("No browser could be opened. Open the address yourself.\n");
            }
        }
        Event::Published { outcome, took, has_new_findings } => {
            if *has_new_findings {
                say(&match outcome.report.count() {
                    0 => "Nothing is wrong any more.\n".to_owned(),
                    _ => outcome.report.to_human(has_colour(&stderr())),
                });
            }
            if !outcome.changed.is_empty() {
                say(&words::published_again(outcome, *took));
            }
        }
        Event::Failed(error) => say(&format!("broadsheet: {error}\n")),
    }
}

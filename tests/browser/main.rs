//! Browser tests: the built `dist/`, served on loopback by a server that can misbehave, read in
//! headless Chromium, and for the embed in Firefox, too. Run them by `cargo xtask test`, or by
//! `cargo test --test browser` once `cargo xtask build` has made `dist/`.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the folder under test | `dist/` of this package |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | the programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the tables in `docs/` are written | they have to say what is seen |
//! | `BROADSHEET_BOOTSTRAP`, `BROADSHEET_PREFLIGHT` | style sheets of npm's packages | a fault |
//! | `BROADSHEET_FRAMEWORKS` | a folder of npm's packages: frameworks, and what builds a page with them | a fault |
//! | `BROADSHEET_FIREFOX`, `BROADSHEET_GECKODRIVER` | the programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_SCREENSHOTS` | `docs/` gets the new screenshots too | they stay in the target folder |
//!
//! A failing test prints the state of the page, its console and the requests it made, and saves a
//! image of it.

mod article;
mod browser;
#[path = "../shared/packages.rs"]
mod packages;
mod server;
#[path = "../shared/table.rs"]
mod table;

mod accessibility;
mod components;
mod dark_images;
mod embed;
mod engines;
mod faults;
mod finished;
mod hostile;
mod json_suite;
mod layout;
mod limits;
mod loading;
mod looks;
mod navigation;
mod odd_data;
mod offline;
mod printed;
mod published;
mod screenshots;
mod scripts;
mod session;
mod share;
mod single_file;
mod site;
mod stability;
mod styles;

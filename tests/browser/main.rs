//! Browser tests of the release build in `dist/`. A server on loopback that can simulate failures serves it to headless
//! Chromium; many tests run in Firefox and WebKit, too. Run them by `cargo xtask test`, or by `cargo test --test browser`
//! once `cargo xtask build` has made `dist/`.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the published demo under test | `dist/` of this package |
//! | `BROADSHEET_APP` | the app under test | `target/app/` of this package |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | paths of both programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the tables in `docs/` are written | they are compared with the results |
//! | `BROADSHEET_BOOTSTRAP`, `BROADSHEET_PREFLIGHT` | paths of CSS frameworks from npm | the test fails |
//! | `BROADSHEET_FRAMEWORKS` | a folder of npm packages: JavaScript frameworks and their build tools | the test fails |
//! | `BROADSHEET_FIREFOX`, `BROADSHEET_GECKODRIVER` | paths of both programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WEBKITDRIVER`, `BROADSHEET_MINIBROWSER`, `BROADSHEET_XVFB` | paths of WebKit's driver, its browser, and a display for it | the first of the usual names on `PATH` |
//!
//! A failing test prints the state of the page, its console and its requests, and saves a screenshot.

mod article;
mod browser;
#[path = "../shared/imported.rs"]
mod imported;
#[path = "../shared/packages.rs"]
mod packages;
mod server;
#[path = "../shared/serving.rs"]
mod serving;
#[path = "../shared/sources.rs"]
mod sources;
#[path = "../shared/table.rs"]
mod table;

mod accessibility;
mod components;
mod dark_images;
mod embed;
mod engines;
mod faults;
mod finished_pages;
mod hostile;
mod json_suite;
mod layout;
mod limits;
mod loading;
mod malformed_data;
mod navigation;
mod offline;
mod own_paper;
mod printed;
mod published;
mod serve;
mod session;
mod settle;
mod share;
mod single_file;
mod site;
mod stability;
mod styles;
mod text_and_dates;
mod theme;

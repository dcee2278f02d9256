//! Tests of what a publisher does with `dist/`: it is put on servers that people use, set up as `docs/hosting.md` says
//! ([`matrix`]), and what it publishes is held against the standards ([`validity`], [`lighthouse`]).
//! Run them by `cargo xtask test`, which installs servers and validators.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the folder under test | `dist/` of this package |
//! | `BROADSHEET_NGINX`, `BROADSHEET_HTML_VALIDATE` … | a program, by its name | the one on `PATH`, or in `/usr/sbin` |
//! | `BROADSHEET_FEEDPARSER`, `BROADSHEET_TRAFILATURA` | Pythons that have the package | a fault |
//! | `BROADSHEET_FEEDSMITH`, `BROADSHEET_JSDOM`, `BROADSHEET_READABILITY` | files of npm's packages | a fault |
//! | `BROADSHEET_VNU_JAR`, `BROADSHEET_SITEMAP_XSD`, `BROADSHEET_JSONFEED_SCHEMA` | files of npm's packages | a fault |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | the browser's programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the table in `docs/hosting.md` is written | it has to say what is seen |

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the tests in ../browser use the rest")]
mod harness {
    pub mod browser;
    pub mod server;
}

mod clients;
mod demo;
mod documentation;
mod lighthouse;
mod matrix;
mod process;
mod programs;
mod report;
mod servers;
mod site;
#[path = "../shared/table.rs"]
mod table;
mod validity;

use harness::{browser, server};

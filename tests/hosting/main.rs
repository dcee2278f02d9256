//! Tests of a published site: it is served by real servers that are configured as `docs/hosting.md` says ([`matrix`]),
//! checked by validators ([`validity`]) and by Lighthouse ([`lighthouse`]), and read by other programs ([`clients`]).
//! Run them by `cargo xtask test`, which installs servers and validators.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the published demo under test | `dist/` of this package |
//! | `BROADSHEET_APP` | the app under test | `target/app/` of this package |
//! | `BROADSHEET_PROGRAM` | the program with the app inside | `target/program/broadsheet` of this package |
//! | `BROADSHEET_NGINX`, `BROADSHEET_HTML_VALIDATE` … | the program's path | the one on `PATH`, or in `/usr/sbin` |
//! | `BROADSHEET_EXTRUCT`, `BROADSHEET_FEEDPARSER` | Python interpreters with the package | the test fails |
//! | `BROADSHEET_TRAFILATURA` | a Python interpreter with the package | the test fails |
//! | `BROADSHEET_FEEDSMITH`, `BROADSHEET_RSS_PARSER` | files of npm packages | the test fails |
//! | `BROADSHEET_OPEN_GRAPH_SCRAPER` | a file of the npm package | the test fails |
//! | `BROADSHEET_JSDOM`, `BROADSHEET_READABILITY` | files of npm packages | the test fails |
//! | `BROADSHEET_VNU_JAR`, `BROADSHEET_SITEMAP_XSD`, `BROADSHEET_JSONFEED_SCHEMA` | files of npm packages | the test fails |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | paths of both programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the tables in `docs/` are written | they are compared with the results |

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the tests in ../browser use the rest")]
mod harness {
    pub mod browser;
    pub mod server;
}

mod clients;
mod demo;
mod documentation;
#[path = "../shared/imported.rs"]
mod imported;
mod lighthouse;
mod matrix;
mod process;
mod program;
mod programs;
mod report;
mod servers;
mod site;
#[path = "../shared/table.rs"]
mod table;
mod validity;

use harness::{browser, server};

//! Tests in which other people's programs use what is published, as they come from their makers. They take minutes and
//! large packages, so `cargo xtask test` leaves them out: run them by `cargo xtask test real`, which installs what they
//! need.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the folder under test | `dist/` of this package |
//! | `BROADSHEET_PHP`, `BROADSHEET_MARIADBD` … | a program, by its name | the one on `PATH`, or in `/usr/sbin` |
//! | `BROADSHEET_BACK_ENDS` | npm's packages of those who log readers in | a fault |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | the browser's programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the table in `docs/embed.md` is written | it has to say what is seen |

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the tests in ../browser use the rest")]
mod harness {
    pub mod article;
    pub mod browser;
    pub mod server;
    pub mod site;
}

#[path = "../hosting"]
#[allow(dead_code, unused_imports, reason = "the tests in ../hosting use the rest")]
mod hosting {
    pub mod documentation;
    pub mod process;
    pub mod programs;
    pub mod servers;
    pub mod site;
}

mod session;

#[path = "../shared/table.rs"]
mod table;
mod wordpress;

use harness::{article, browser, server};
use hosting::{documentation, process, programs, servers, site};

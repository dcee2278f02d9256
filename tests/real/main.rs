//! Tests with complete programs of other makers: a real WordPress, two real login servers, Pandoc and Trunk. They take minutes
//! and need large packages, so `cargo xtask test` leaves them out. Run them by `cargo xtask test real`, which installs the
//! packages.
//!
//! | variable | what it sets | without it |
//! | --- | --- | --- |
//! | `BROADSHEET_DIST` | the published demo under test | `dist/` of this package |
//! | `BROADSHEET_APP` | the app under test | `target/app/` of this package |
//! | `BROADSHEET_PHP`, `BROADSHEET_MARIADBD` … | the program's path | the one on `PATH`, or in `/usr/sbin` |
//! | `BROADSHEET_TRUNK`, `BROADSHEET_WASM_BINDGEN` | the program's path | the one on `PATH` |
//! | `BROADSHEET_BACK_ENDS` | the folder of the login servers' npm packages | the test fails |
//! | `BROADSHEET_CHROME`, `BROADSHEET_CHROMEDRIVER` | paths of both programs | the first of the usual names on `PATH` |
//! | `BROADSHEET_WRITE_TABLES` | the table in `docs/embed.md` is written | it is compared with the results |

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

mod import;
mod packages;
mod session;

#[path = "../shared/table.rs"]
mod table;
mod trunk;
mod wordpress;

use harness::{article, browser, server};
use hosting::{documentation, process, programs, servers, site};

//! The suites that the tests are divided into, and which tests of each a filter selects.

use crate::{project, step};
use anyhow::{Context, Result};
use std::{env, fmt, num::NonZero, process::Command, thread::available_parallelism};

/// Sets how many tests of a suite run at once. Without it, there are as many as processors.
const THREADS: &str = "RUST_TEST_THREADS";

/// The tests that need the same surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// The unit tests, and those in `tests/native/`.
    Native,
    /// The examples in doc comments.
    Documentation,
    /// The tests in `tests/browser/`.
    Browser,
    /// The tests in `tests/hosting/`.
    Hosting,
    /// The tests in `tests/real/`.
    Real,
    /// The benchmark in `tests/speed/`.
    Speed,
    /// The pictures for the docs, which `tests/pictures/` takes.
    Pictures,
}

impl Suite {
    /// All suites that `cargo xtask test` runs, in this order.
    pub const OF_EVERY_DAY: [Self; 4] = [Self::Native, Self::Documentation, Self::Browser, Self::Hosting];

    /// Whether its tests are about the release build.
    pub fn needs_dist(self) -> bool {
        !matches!(self, Self::Native | Self::Documentation)
    }

    /// The command that compiles the suite and runs it. With `--workspace`, all suites share the same dependencies.
    pub fn command(self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(project::root()).args(match self {
            Self::Native => &["test", "--workspace", "--lib", "--bins", "--test", "native"][..],
            Self::Documentation => &["test", "--workspace", "--doc"],
            Self::Browser => &["test", "--workspace", "--test", "browser"],
            Self::Hosting => &["test", "--workspace", "--test", "hosting"],
            Self::Real => &["test", "--workspace", "--test", "real"],
            Self::Pictures => &["test", "--workspace", "--test", "pictures"],
            // The benchmark only drives the browser, so it needs no optimisations. The tests are compiled with `dev`,
            // too, so nothing has to be compiled again.
            Self::Speed => &["bench", "--profile", "dev", "--bench", "speed"],
        });
        if self == Self::Browser && env::var_os(THREADS).is_none() {
            // Some tests mostly wait. The others wait for a free processor by themselves (`tests/browser/browser.rs`).
            cargo.env(THREADS, (2 * processors()).to_string());
        }
        cargo
    }

    /// Whether any of these suites is one of `users`, which need a program.
    pub fn any_of(suites: &[Self], users: &[Self]) -> bool {
        users.iter().any(|user| suites.contains(user))
    }

    /// The names of its tests that the filters select. To find them, the suite is compiled.
    pub fn tests(self, filters: &[&str]) -> Result<Vec<String>> {
        let mut command = self.command();
        command.args(["--quiet", "--", "--list"]).args(filters);
        let list =
            step::capture(&mut command, "fix the errors above, then run it again.").context("listing the tests")?;
        Ok(list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }
}

fn processors() -> usize {
    available_parallelism().map_or(2, NonZero::get)
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Native => "the tests without a browser",
            Self::Documentation => "the examples in doc comments",
            Self::Browser => "the tests in browsers",
            Self::Hosting => "the tests on servers",
            Self::Real => "the tests of real programs",
            Self::Speed => "the benchmark of speed",
            Self::Pictures => "the pictures for the docs",
        })
    }
}

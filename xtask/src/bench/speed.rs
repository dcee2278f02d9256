//! `cargo xtask bench speed`: how soon pages are on screen.

use crate::{project, step, test::surroundings};
use anyhow::{Context, Result};
use std::process::Command;

/// Measures the existing `dist/`.
pub fn run() -> Result<()> {
    let programs = surroundings::prepare()?;
    step::run(
        Command::new("cargo")
            // The benchmark only drives the browser, so it needs no optimisations. The tests are compiled with `dev`,
            // too, so nothing has to be compiled again.
            .args(["bench", "--profile", "dev", "--bench", "speed"])
            .current_dir(project::root())
            .envs(programs),
        "fix the errors above (if there is no dist/, run `cargo xtask build`), then run it again.",
    )
    .context("running the speed benchmark")
}

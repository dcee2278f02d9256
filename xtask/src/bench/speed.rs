//! `cargo xtask bench speed`: how soon pages are on screen.

use crate::{project, step, test::surroundings};
use anyhow::{Context, Result};
use std::process::Command;

/// Measures the `dist/` that is there.
pub fn run() -> Result<()> {
    let surroundings = surroundings::prepare()?;
    step::run(
        Command::new("cargo")
            // What is measured is the browser's work, and the tests' own build will do to set it up.
            .args(["bench", "--profile", "dev", "--bench", "speed"])
            .current_dir(project::root())
            .envs(surroundings),
        "make dist/ by `cargo xtask build` if there is none; else fix what is said above, and run it again.",
    )
    .context("measuring how soon pages are on screen")
}

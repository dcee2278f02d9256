//! `cargo xtask bench speed`: how soon pages are on screen.

use crate::{step, suite::Suite, test::surroundings};
use anyhow::{Context, Result};

/// Measures the existing `dist/`.
pub fn run() -> Result<()> {
    let programs = surroundings::prepare(&[Suite::Speed])?;
    step::run(
        Suite::Speed.command().envs(programs),
        "fix the errors above (if there is no dist/, run `cargo xtask build`), then run it again.",
    )
    .context("running the speed benchmark")
}

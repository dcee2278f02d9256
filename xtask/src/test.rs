//! `cargo xtask test`: everything, over the release build.

pub mod surroundings;

use crate::bench::size;
use crate::{dist, project, step};
use anyhow::{Context, Result};
use std::process::Command;

/// Builds `dist/`, then holds it to its budgets of bytes and runs every test, or runs those tests whose names hold one of
/// the filters.
pub fn run(filters: &[&str]) -> Result<()> {
    let surroundings = surroundings::prepare()?;
    dist::build()?;
    if filters.is_empty() {
        size::run(size::BUDGET)?;
    }
    step::announce("Testing …");
    step::run(
        Command::new("cargo")
            .args(["test", "--workspace", "--no-fail-fast", "--"])
            .args(filters)
            .current_dir(project::root())
            .envs(surroundings),
        "mend what is named above, and run it again.",
    )
    .context("testing with cargo")
}

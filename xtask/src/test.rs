//! `cargo xtask test`: runs every test on the release build, except for those of `cargo xtask test real`, which need
//! large programs such as WordPress.

pub mod surroundings;

use crate::bench::size;
use crate::{dist, project, step};
use anyhow::{Context, Result};
use std::{fs, io, path::PathBuf, process::Command};

/// Builds `dist/`, compares its sizes with their budgets, and runs every test. With filters, only runs the tests whose
/// names contain one of them.
pub fn run(filters: &[&str]) -> Result<()> {
    let programs = surroundings::prepare()?;
    dist::build()?;
    if filters.is_empty() {
        size::run(None)?;
    }
    cargo_test(&["--workspace"], filters, programs)
}

/// Builds `dist/`, then runs the tests in `tests/real/`, or those whose names contain one of the filters.
pub fn real(filters: &[&str]) -> Result<()> {
    let programs = surroundings::prepare_real()?;
    dist::build()?;
    cargo_test(&["--test", "real"], filters, programs)
}

fn cargo_test(targets: &[&str], filters: &[&str], programs: Vec<(&str, PathBuf)>) -> Result<()> {
    remove_earlier_output()?;
    step::announce("Testing …");
    step::run(
        Command::new("cargo")
            .arg("test")
            .args(targets)
            .args(["--no-fail-fast", "--"])
            .args(filters)
            .current_dir(project::root())
            .envs(programs),
        "fix the failures above, then run it again.",
    )
    .context("running `cargo test`")
}

/// Removes the folder that tests write to. With files of an earlier run, a test might pass that fails elsewhere.
fn remove_earlier_output() -> Result<()> {
    let folder = project::root().join("target/tmp");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

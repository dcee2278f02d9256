//! `cargo xtask test`: everything, over the release build; and `cargo xtask test real`, what takes whole programs of
//! other people's.

pub mod surroundings;

use crate::bench::size;
use crate::{dist, project, step};
use anyhow::{Context, Result};
use std::{fs, io, path::PathBuf, process::Command};

/// Builds `dist/`, then holds it to its budgets of bytes and runs every test, or runs those tests whose names hold one
/// of the filters.
pub fn run(filters: &[&str]) -> Result<()> {
    let surroundings = surroundings::prepare()?;
    dist::build()?;
    if filters.is_empty() {
        size::run(None)?;
    }
    cargo_test(&["--workspace"], filters, surroundings)
}

/// Builds `dist/`, then runs the tests in `tests/real/`, or those whose names hold one of the filters.
pub fn real(filters: &[&str]) -> Result<()> {
    let surroundings = surroundings::prepare_real()?;
    dist::build()?;
    cargo_test(&["--test", "real"], filters, surroundings)
}

fn cargo_test(which: &[&str], filters: &[&str], surroundings: Vec<(&str, PathBuf)>) -> Result<()> {
    forget_earlier_runs()?;
    step::announce("Testing …");
    step::run(
        Command::new("cargo")
            .arg("test")
            .args(which)
            .args(["--no-fail-fast", "--"])
            .args(filters)
            .current_dir(project::root())
            .envs(surroundings),
        "fix what is named above, and run it again.",
    )
    .context("testing with cargo")
}

/// Empties the folder that tests write to: what an earlier run left there could let a test pass that fails anywhere
/// else.
fn forget_earlier_runs() -> Result<()> {
    let folder = project::root().join("target/tmp");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("emptying {}", folder.display()))
        }
        _ => Ok(()),
    }
}

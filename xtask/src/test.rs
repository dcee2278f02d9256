//! `cargo xtask test`: runs every test on the release build, except for those of `cargo xtask test real`, which need
//! large programs such as WordPress, or many minutes.

pub mod surroundings;

use crate::{
    bench::size,
    dist, fuzz, project,
    release::{self, program},
    step,
    suite::Suite,
};
use anyhow::{Context, Result, bail, ensure};
use std::{fs, io, process::Command};
use surroundings::Variables;

/// The variable that tells the tests where the program with the app inside it is.
const PROGRAM: &str = "BROADSHEET_PROGRAM";

/// The variable that tells the tests where the packages of a release are.
const PACKAGES: &str = "BROADSHEET_PACKAGES";

/// The module of the tests that need the packages.
const TESTS_OF_PACKAGES: &str = "packages::";

/// Builds `dist/`, compares its sizes with their budgets, and runs every test. With filters, only runs the tests whose
/// names contain one of them, and only installs and builds what these tests need.
pub fn run(filters: &[&str]) -> Result<()> {
    compile()?;
    let suites = selected(&Suite::OF_EVERY_DAY, filters)?;
    let programs = prepare(&suites)?;
    if filters.is_empty() {
        size::run(None)?;
    }
    run_suites(&suites, filters, &programs)
}

/// Builds `dist/`, and the packages of a release if tests need them; then runs the tests in `tests/real/` and all fuzz
/// targets. With filters, only runs the tests whose names
/// contain one of them.
pub fn real(filters: &[&str]) -> Result<()> {
    let suites = selected(&[Suite::Real], filters)?;
    let mut programs = surroundings::prepare(&suites)?;
    if Suite::Real.tests(filters)?.iter().any(|test| test.starts_with(TESTS_OF_PACKAGES)) {
        release::run()?;
        programs.push((PACKAGES, release::folder()));
    } else {
        dist::build()?;
    }
    run_suites(&suites, filters, &programs)?;
    if filters.is_empty() {
        fuzz::run(None, fuzz::SECONDS)?;
    }
    Ok(())
}

/// Builds `dist/`, then takes the pictures in `docs/`, and others for people who change the style.
pub fn pictures() -> Result<()> {
    let suites = [Suite::Pictures];
    let programs = prepare(&suites)?;
    run_suites(&suites, &["--nocapture"], &programs)
}

/// Compiles all tests at once, which takes less time than one suite after the other.
fn compile() -> Result<()> {
    step::announce("Compiling the tests …");
    step::run(
        Command::new("cargo").args(["build", "--workspace", "--tests"]).current_dir(project::root()),
        "fix the errors above, then run it again.",
    )
    .context("compiling the tests")
}

/// Installs the programs that the suites need, and builds `dist/` if they need it.
fn prepare(suites: &[Suite]) -> Result<Variables> {
    let mut programs = surroundings::prepare(suites)?;
    if suites.iter().any(|suite| suite.needs_dist()) {
        dist::build()?;
    }
    if suites.contains(&Suite::Hosting) {
        step::announce("Building the program with the app inside it …");
        programs.push((PROGRAM, program::build(&program::Program::Test)?));
    }
    Ok(programs)
}

fn run_suites(suites: &[Suite], filters: &[&str], programs: &Variables) -> Result<()> {
    remove_earlier_output()?;
    let mut failed = Vec::new();
    for suite in suites {
        step::announce(&format!("Testing: {suite} …"));
        let mut command = suite.command();
        command.args(["--no-fail-fast", "--"]).args(filters).envs(programs.iter().cloned());
        if let Err(error) = step::run(&mut command, "fix the failures above, then run it again.") {
            eprintln!("\nxtask: {suite}: {error:#}\n");
            failed.push(suite.to_string());
        }
    }
    ensure!(failed.is_empty(), "these tests failed (see above): {}.", failed.join(", "));
    Ok(())
}

/// The suites with a test that the filters select: all of them if there is no filter. Fails if a filter selects
/// nothing, since it is misspelt then.
fn selected(suites: &[Suite], filters: &[&str]) -> Result<Vec<Suite>> {
    if filters.is_empty() {
        return Ok(suites.to_vec());
    }
    let mut tests = Vec::new();
    let mut selected = Vec::new();
    for suite in suites {
        let found = suite.tests(filters)?;
        if !found.is_empty() {
            selected.push(*suite);
        }
        tests.extend(found);
    }
    // Other words are options for the test program, such as `--nocapture`.
    let is_misspelt = |filter: &&&str| !filter.starts_with('-') && !tests.iter().any(|test| test.contains(**filter));
    if let Some(filter) = filters.iter().find(is_misspelt) {
        bail!(
            "no test has `{filter}` in its name.\nWhat to do: correct it. `cargo test --test native -- --list` lists the \
             names of one suite; the others are browser, hosting and real."
        );
    }
    Ok(selected)
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

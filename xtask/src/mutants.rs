//! `cargo xtask mutants`: puts small faults into code that has changed, and names those that no native test notices.

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::process::Command;

/// The same output whatever the user's settings of git are: cargo-mutants reads it.
const DIFF: [&str; 5] = ["diff", "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/"];

/// Tries faults in the code that has changed since `revision`, whether the change is committed or not. By default, that
/// is the commit where this branch left `origin/main`, or the last but one if there is no `origin/main`.
pub fn run(revision: Option<&str>) -> Result<()> {
    let revision = revision.map_or_else(base, str::to_owned);
    let mut diff = git(&DIFF);
    diff.args([&revision, "--", "src"]);
    let diff =
        step::capture(&mut diff, "name a revision that git knows, such as HEAD~3.").context("reading the changes")?;
    ensure!(
        !diff.is_empty(),
        "nothing in src/ has changed since {revision}.\n\
         What to do: name an earlier revision, as in `cargo xtask mutants HEAD~3`."
    );
    let folder = project::root().join("target/mutants");
    fs::create_dir_all(&folder)?;
    let changes = folder.join("changes.diff");
    fs::write(&changes, diff)?;
    let build = folder.join("build");
    step::announce(&format!("Trying faults in what has changed since {revision} (minutes the first time) …"));
    let mut mutants = Toolbox::for_mutants()?.command("cargo-mutants")?;
    mutants.args(["mutants", "--in-diff"]).arg(&changes).arg("--output").arg(&folder);
    // cargo-mutants compiles a copy of the project in a new folder each time. With this, at least the dependencies are
    // compiled only once.
    mutants.env("CARGO_TARGET_DIR", &build);
    mutants.args(["--", "--lib", "--test", "native"]);
    let outcome = step::run(
        &mut mutants,
        "if faults were missed, write a test that notices them, unless they change nothing that matters. \
         target/mutants/mutants.out/ has each fault as a diff, and the output of its tests.",
    );
    // What was compiled in that new folder is of no use to the next run.
    let mut clean = Command::new("cargo");
    clean
        .args(["clean", "--quiet", "--package", "broadsheet", "--target-dir"])
        .arg(&build)
        .current_dir(project::root());
    step::run(&mut clean, "remove target/mutants/build.")?;
    outcome
}

/// The revision that a developer means who names none.
fn base() -> String {
    let base = step::output(&mut git(&["merge-base", "HEAD", "origin/main"]));
    base.map_or_else(|| "HEAD~1".to_owned(), |base| base.trim_end().to_owned())
}

fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(project::root());
    git
}

//! Publishes the demo: compiles `broadsheet`, and runs `broadsheet publish` with an app that is complete.

use crate::{project, step};
use anyhow::{Context, Result, bail};
use fs_err as fs;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// If this environment variable is set, [`for_trunk`] does nothing.
pub const PUBLISH_LATER: &str = "BROADSHEET_PUBLISH_LATER";

/// The exit code of `broadsheet publish` if there are findings, and what can be published is published.
const FINDINGS: i32 = 1;

/// Publishes the demo with this app to an empty folder. Fails if there are findings, after it has published all that can
/// be.
pub fn run(app: &Path, output: &Path) -> Result<()> {
    // Files of an earlier build would stay for a week, for pages that are open.
    if output.is_dir() {
        fs::remove_dir_all(output)?;
    }
    step::run(&mut publish(app, output), "fix the files that are named above, then run it again.")
}

/// The hook in Trunk.toml that runs after a build: publishes the demo to the folder where Trunk has put the app. Findings are no error here:
/// `cargo xtask serve` should go on while someone edits an article.
pub fn for_trunk() -> Result<()> {
    if env::var_os(PUBLISH_LATER).is_some() {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.context(
        "TRUNK_STAGING_DIR is not set.\nWhat to do: don't run `trunk-hook` yourself. Trunk does, and sets it.",
    )?;
    // The app and the site can't be in the same folder.
    let app = project::root().join("target/trunk-app");
    if app.is_dir() {
        fs::remove_dir_all(&app)?;
    }
    fs::rename(&folder, &app)?;
    let status = publish(&app, &folder).status().context("starting cargo")?;
    match status.code() {
        Some(0 | FINDINGS) => {}
        _ => bail!("the site could not be published ({status}).\nWhat to do: fix the errors above."),
    }
    if env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release") {
        step::announce(
            "this build is not for readers, since Trunk alone gives files no hashes and pages no policy: the build to put \
             online is made by `cargo xtask build`.",
        );
    }
    Ok(())
}

fn publish(app: &Path, output: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--bin", "broadsheet", "--", "publish"]).arg(project::demo()).current_dir(project::root());
    cargo.arg("--app").arg(app).arg("--output").arg(output);
    cargo
}

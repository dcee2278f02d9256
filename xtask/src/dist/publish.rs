//! Makes the finished pages: compiles `broadsheet publish`, and runs it on a build that is otherwise complete.

use crate::{project, step};
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// If this environment variable is set, [`for_trunk`] does nothing.
pub const PUBLISH_LATER: &str = "BROADSHEET_PUBLISH_LATER";

/// The exit code of `broadsheet publish` if it left out an article and published the others.
const ARTICLE_LEFT_OUT: i32 = 1;

/// Makes the finished pages in `dist`. Fails if an article had to be left out, after it has published all others.
pub fn run(dist: &Path) -> Result<()> {
    step::run(&mut publish(dist), "fix the files that are named above, then run it again.")
}

/// The hook in Trunk.toml: makes the finished pages in the folder where Trunk collects a build. If an article has to be
/// left out, that is no error here: `cargo xtask serve` should go on while someone edits it.
pub fn for_trunk() -> Result<()> {
    if env::var_os(PUBLISH_LATER).is_some() {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.context(
        "TRUNK_STAGING_DIR is not set.\nWhat to do: don't run `trunk-hook` yourself. Trunk does, and sets it.",
    )?;
    let status = publish(&folder).status().context("starting cargo")?;
    match status.code() {
        Some(0 | ARTICLE_LEFT_OUT) => Ok(()),
        _ => bail!("the pages could not be made ({status}).\nWhat to do: fix the errors above."),
    }
}

fn publish(dist: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--bin", "broadsheet", "--", "publish"]).arg(dist).current_dir(project::root());
    cargo
}

//! Finished pages: `broadsheet publish`, built and run over a build that is otherwise done.

use crate::{project, step};
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Set for Trunk, it makes [`for_trunk`] do nothing.
pub const LATER: &str = "BROADSHEET_PUBLISH_LATER";

/// What `broadsheet publish` ends with when an article was left out, and the rest published.
const LEFT_OUT: i32 = 1;

/// Makes the finished pages in a build. An article that had to be left out is a fault, once all others are there.
pub fn run(dist: &Path) -> Result<()> {
    step::run(&mut publish(dist), "fix the files that are named above, and run it again.")
}

/// The hook in Trunk.toml: makes the finished pages in the folder where Trunk puts a build together. While somebody
/// writes, an article that had to be left out is no reason to serve none.
pub fn for_trunk() -> Result<()> {
    if env::var_os(LATER).is_some() {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.context("Trunk calls this, and says in TRUNK_STAGING_DIR where its files are.")?;
    let status = publish(&folder).status().context("starting cargo")?;
    match status.code() {
        Some(0 | LEFT_OUT) => Ok(()),
        _ => bail!("the pages could not be made ({status}); what happened is above."),
    }
}

fn publish(dist: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--bin", "broadsheet", "--", "publish"]).arg(dist).current_dir(project::root());
    cargo
}

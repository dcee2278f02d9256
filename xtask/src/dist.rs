//! `cargo xtask build`: the release build in `dist/`.
//!
//! The app is compiled in [`compile`], and Trunk puts the files together. What makes them small is in [`code`] and
//! [`scripts`], where wasm and JavaScript can be seen together. Only then can files be named for their contents, in
//! [`fingerprint`], and pages be made that name them, in [`publish`].

mod code;
pub mod compile;
pub mod fingerprint;
mod integrity;
pub mod publish;
mod scripts;

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result};
use std::time::Instant;

/// Builds `dist/`: compiled, optimised, minified, with every asset named for its contents, and every article
/// as a page.
pub fn build() -> Result<()> {
    let begun = Instant::now();
    let tools = Toolbox::prepare()?;
    let is_compiled = compile::with_standard_library(&tools)?;
    step::announce("Building dist/ …");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--skip-version-check"]);
    // Trunk compiles in any case. What is replaced need not be small.
    if !is_compiled {
        trunk.arg("--release");
    }
    trunk.env(publish::LATER, "1");
    step::run(&mut trunk, "fix what is said above, and run it again.").context("building with trunk")?;
    if is_compiled {
        compile::replace(&project::dist()).context("taking the app that was compiled before")?;
    }
    step::announce("Making the app's code small …");
    code::shrink(&tools).context("making the app's code small")?;
    scripts::minify(&tools).context("minifying the scripts")?;
    fingerprint::run().context("naming the assets for their contents")?;
    step::announce("Publishing …");
    publish::run(&project::dist()).context("making the finished pages")?;
    step::announce(&format!("dist/ is ready, after {} s.", begun.elapsed().as_secs()));
    Ok(())
}

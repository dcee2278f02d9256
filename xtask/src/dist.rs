//! `cargo xtask build`: makes the release build of the app in `target/app/`, and publishes the demo with it to `dist/`.
//!
//! [`compile`] compiles the app, and Trunk collects all files; [`styles`] has joined the style sheets for it. Then [`code`],
//! [`scripts`] and [`styles`] make wasm, JavaScript and CSS smaller. When their contents are final, [`fingerprint`] adds hashes to their names, and [`publish`] makes the site
//! whose pages refer to those names.

mod code;
pub mod compile;
pub mod fingerprint;
mod integrity;
pub mod publish;
mod scripts;
mod styles;

use crate::{project, step, tools, tools::Toolbox};
use anyhow::{Context, Result};
use std::{path::Path, time::Instant};

/// Compiles, optimises and minifies the app, adds a hash to the name of every asset, and publishes the demo.
pub fn build() -> Result<()> {
    let start = Instant::now();
    let tools = Toolbox::prepare()?;
    let is_compiled = compile::with_standard_library(&tools)?;
    step::announce("Building the app …");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--skip-version-check", "--dist"]).arg(project::app());
    // Trunk compiles the app in any case. If that app is replaced below, it need not be optimised.
    if !is_compiled {
        trunk.arg("--release");
    }
    trunk.env(publish::PUBLISH_LATER, "1");
    step::run(&mut trunk, "fix the errors above, then run it again.").context("building with trunk")?;
    if is_compiled {
        compile::replace(&project::app()).context("copying the compiled app to target/app/")?;
    }
    step::announce("Optimising the app …");
    code::shrink(&tools).context("optimising the app")?;
    scripts::minify(&tools).context("minifying the scripts")?;
    styles::minify(&tools).context("minifying the style sheets")?;
    fingerprint::run().context("adding hashes to the names of the assets")?;
    step::announce("Publishing …");
    publish::run(&project::app(), &project::dist()).context("publishing the demo")?;
    step::announce(&format!("target/app/ and dist/ are ready after {} s.", start.elapsed().as_secs()));
    Ok(())
}

/// The hook in Trunk.toml that runs before a build: adds what Trunk needs from rustup, and makes the style sheets.
pub fn before_trunk() -> Result<()> {
    tools::add_wasm_target()?;
    styles::join().context("joining the style sheets")
}

/// Whether a site was published with a development build of the app, whose files have no hashes in their names.
pub fn is_development(site: &Path) -> bool {
    site.join("start.js").is_file()
}

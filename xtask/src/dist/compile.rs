//! Compiling the app together with the standard library, so that what the library does for a panic (its words, and all
//! that formats them) never gets into the wasm.
//!
//! To Cargo that is an experiment (`-Zbuild-std`), and needs the library's source. So Trunk compiles the app in the
//! usual way wherever this fails: the app is then some kilobytes larger, and otherwise the same. Figures are in
//! `docs/architecture.md`, under "Size".

use crate::tools::{Toolbox, WASM, add_standard_library_source};
use crate::{project, step};
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The profile in Cargo.toml.
const PROFILE: &str = "browser";

/// The files that wasm-bindgen makes.
const FILES: [&str; 2] = ["reader.js", "reader_bg.wasm"];

/// Compiles the app that way. Returns whether it could be done; if not, says why, and that nothing is lost.
pub fn with_standard_library(tools: &Toolbox) -> Result<bool> {
    if folder().exists() {
        fs::remove_dir_all(folder())?;
    }
    step::announce("Compiling the app with a standard library of its own …");
    match add_standard_library_source().and_then(|()| compile(tools)) {
        Ok(()) => Ok(true),
        Err(error) => {
            step::announce(&format!("It couldn't be done: {error:#}\nThe app is compiled in the usual way instead."));
            Ok(false)
        }
    }
}

/// Whether the last build was compiled that way.
pub fn has_own_standard_library() -> bool {
    folder().exists()
}

/// Puts the app in the place of the one that Trunk compiled.
pub fn replace(dist: &Path) -> Result<()> {
    for file in FILES {
        fs::copy(folder().join(file), dist.join(file))?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    project::root().join("target/app")
}

fn compile(tools: &Toolbox) -> Result<()> {
    let root = project::root();
    // Apart from what Trunk compiles: each would undo the other's work.
    let target = root.join("target/own-std");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--bin", "reader", "--target", WASM, "--profile", PROFILE]);
    cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    // The compiler is a stable one: this lets it take part in the experiment.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
    // It would come before those.
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.arg("--target-dir").arg(&target).current_dir(root);
    step::run(&mut cargo, "see what it says above.").context("compiling with -Zbuild-std")?;
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "reader", "--out-dir"]).arg(folder());
    bindgen.arg(target.join(WASM).join(PROFILE).join("reader.wasm"));
    step::run(&mut bindgen, "see what it says above.").context("writing the glue")
}

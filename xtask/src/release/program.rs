//! Builds the program `broadsheet` with the app inside it.

use crate::{compress, project, step};
use anyhow::{Context, Result};
use fs_err as fs;
use std::{env::consts::EXE_SUFFIX, fmt::Write, path::PathBuf, process::Command};

/// The variable by which src/app.rs finds the list of files.
const LIST_VARIABLE: &str = "BROADSHEET_APP_FILES";

/// A build of the program.
pub enum Program<'a> {
    /// Optimised, for others to use.
    Release {
        /// The target that it runs on.
        target: &'a str,
    },
    /// Compiled in little time, for tests on this machine.
    Test,
}

/// Builds the program with the app in `target/app/` inside it, and returns its path.
pub fn build(program: &Program) -> Result<PathBuf> {
    let root = project::root();
    let list = pack_app().context("packing the app")?;
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--bin", "broadsheet", "--features", "app-inside"]).env(LIST_VARIABLE, list).current_dir(root);
    let (folder, kept) = match program {
        Program::Release { target } => {
            cargo.args(["--profile", "program", "--target", target]);
            (format!("target/{target}/program"), format!("target/program-{target}"))
        }
        Program::Test => ("target/debug".to_owned(), "target/program".to_owned()),
    };
    step::run(&mut cargo, "fix the errors above, then run it again.")?;
    // Other builds without the app replace the file that cargo leaves.
    let (name, kept) = (format!("broadsheet{EXE_SUFFIX}"), root.join(kept));
    fs::create_dir_all(&kept)?;
    let file = kept.join(&name);
    fs::copy(root.join(folder).join(name), &file)?;
    Ok(file)
}

/// Compresses the files of the app, and lists them in a file that src/app.rs includes. Returns its path.
fn pack_app() -> Result<PathBuf> {
    let folder = project::root().join("target/packed-app");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut paths = Vec::new();
    find_files(project::app(), "", &mut paths)?;
    paths.sort();
    let mut list = String::from("&[\n");
    for path in paths {
        let file = folder.join(format!("{path}.br"));
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, compress::brotli(&fs::read(project::app().join(&path))?)?)?;
        writeln!(list, "    ({path:?}, include_bytes!({file:?})),")?;
    }
    list += "]\n";
    let file = folder.join("files.rs");
    fs::write(&file, list)?;
    Ok(file)
}

/// Adds the paths of the files in a folder, with slashes.
fn find_files(folder: PathBuf, prefix: &str, paths: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().with_context(|| format!("the name of {} is not UTF-8", entry.path().display()))?;
        match entry.file_type()?.is_dir() {
            true => find_files(entry.path(), &format!("{prefix}{name}/"), paths)?,
            false => paths.push(format!("{prefix}{name}")),
        }
    }
    Ok(())
}

//! The paths of the programs that the tests run.

use std::env;
use std::path::{Path, PathBuf};

/// The path of a program: from its environment variable, or the first on `PATH` and in `/usr/sbin`, where Debian has
/// its servers and which is often not on `PATH`.
pub fn find(name: &str) -> PathBuf {
    find_any(&[name])
}

/// As [`find`], for a program with several names. The first one gives the environment variable its name.
pub fn find_any(names: &[&str]) -> PathBuf {
    let variable = format!("BROADSHEET_{}", names[0].to_uppercase().replace('-', "_"));
    if let Some(file) = env::var_os(&variable) {
        return file.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).chain([Path::new("/usr/sbin").to_owned()]).collect();
    let mut files = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    files.find(|file| file.is_file()).unwrap_or_else(|| {
        panic!(
            "there is no {} on PATH. Run the tests by `cargo xtask test`, which installs it, or set {variable} to the \
             program. No test is skipped for want of one.",
            names.join(" or ")
        )
    })
}

/// The path of an npm package's file, from an environment variable.
pub fn file(variable: &str, what: &str) -> PathBuf {
    env::var_os(variable).map_or_else(
        || panic!("{variable} should name {what}. Run the tests by `cargo xtask test`, which installs it and says so."),
        PathBuf::from,
    )
}

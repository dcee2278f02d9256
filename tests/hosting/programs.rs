//! Where the programs are that the tests run.

use std::env;
use std::path::{Path, PathBuf};

/// The program of a name: the file that its variable names, or the first on `PATH` and in `/usr/sbin`, where Debian has
/// its servers and a user's `PATH` does not lead.
pub fn find(name: &str) -> PathBuf {
    find_any(&[name])
}

/// As [`find`], for a program that goes by several names. The variable is that of the first.
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

/// A file that a variable names, and that comes with a package of npm's.
pub fn file(variable: &str, what: &str) -> PathBuf {
    env::var_os(variable).map_or_else(
        || panic!("{variable} should name {what}. Run the tests by `cargo xtask test`, which installs it and says so."),
        PathBuf::from,
    )
}

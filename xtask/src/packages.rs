//! Finds and installs programs of Debian's packages, which the tests need: browsers, servers and interpreters.

use crate::step;
use anyhow::{Context, Result, ensure};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// A program, and its package.
#[derive(Clone, Copy)]
pub struct Program {
    /// The names that it may have. The first that is found is used.
    pub names: &'static [&'static str],
    /// The environment variable with which a user can name another file.
    pub variable: &'static str,
    /// Its package, and other packages that the tests need with it.
    pub packages: &'static [&'static str],
    /// A file of the last of these packages. If it is missing, the packages are installed even if the program is there.
    pub required_file: Option<&'static str>,
}

impl Program {
    /// The file that its variable names, or else the first of its names on PATH. Also looks in `/usr/sbin` and `/sbin`,
    /// where servers are: a user's PATH may not contain them.
    fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(file) = path_from_variable(self.variable)? {
            return Ok(Some(file));
        }
        let mut path = env::var_os("PATH").unwrap_or_default();
        path.push(":/usr/sbin:/sbin");
        let found = self.names.iter().find_map(|name| which::which_in(name, Some(&path), "/").ok());
        Ok(found.filter(|_| self.required_file.is_none_or(|file| Path::new(file).exists())))
    }
}

/// The file that an environment variable names, if it is set.
pub fn path_from_variable(variable: &str) -> Result<Option<PathBuf>> {
    let file = env::var_os(variable).filter(|file| !file.is_empty()).map(PathBuf::from);
    if let Some(file) = &file {
        ensure!(
            file.is_file(),
            "{variable} is set to {}, which is not a file.\nWhat to do: set it to a program, or unset it.",
            file.display()
        );
    }
    Ok(file)
}

/// Finds the programs, and returns their files in the same order. Installs missing ones with apt-get, if it can.
pub fn find_or_install(programs: &[Program], needed_by: &str) -> Result<Vec<PathBuf>> {
    let mut missing = Vec::new();
    for program in programs {
        if program.find()?.is_none() {
            missing.extend_from_slice(program.packages);
        }
    }
    if !missing.is_empty() {
        missing.dedup();
        install(&missing, needed_by)?;
    }
    let found = programs.iter().map(|program| {
        program.find()?.with_context(|| {
            format!(
                "{} is missing, although its packages are installed.\nWhat to do: {}",
                program.names.join(" or "),
                manual_installation(program.packages)
            )
        })
    });
    found.collect()
}

fn manual_installation(packages: &[&str]) -> String {
    format!(
        "install it (on Debian: apt-get install {}) and put it on PATH. Tests are not skipped if a program is missing.",
        packages.join(" ")
    )
}

/// Installs packages without starting their services, now or when the machine starts: they would take ports that others
/// may use. Debian asks `policy-rc.d` whether it may start a service. If that file exists, it is not changed.
const INSTALL: &str = r#"
    set -e
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod 755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends "$@"
    if command -v systemctl > /dev/null; then
        for service in "$@"; do
            systemctl disable "$service.service" 2> /dev/null || true
        done
    fi"#;

fn install(packages: &[&str], needed_by: &str) -> Result<()> {
    let remedy = manual_installation(packages);
    let as_root = as_root().filter(|_| which::which("apt-get").is_ok()).with_context(|| {
        format!(
            "{needed_by} need {}. xtask can't install that: it needs apt-get, as root or by sudo without a password.\n\
             What to do: {remedy}",
            packages.join(", ")
        )
    })?;
    step::announce(&format!("Installing {} with apt-get …", packages.join(", ")));
    let mut words = as_root.iter().copied().chain(["sh", "-c", INSTALL, "install"]).chain(packages.iter().copied());
    let mut shell = Command::new(words.next().unwrap_or_default());
    step::run(shell.args(words), &remedy).with_context(|| format!("installing the packages that {needed_by} need"))
}

/// The words that make a command run as root: none if the user is root, `sudo -n` if sudo asks for no password. `None`
/// if the user can't become root.
fn as_root() -> Option<&'static [&'static str]> {
    let is_root = step::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let has_sudo = || step::output(Command::new("sudo").args(["-n", "true"])).is_some();
    if is_root {
        Some(&[])
    } else if has_sudo() {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

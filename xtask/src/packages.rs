//! Debian's packages: programs that the tests need, and that are too large or too close to the system to be built here.

use crate::step;
use anyhow::{Context, Result, ensure};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// A program, and the package that brings it.
pub struct Program {
    /// What it is called, by any of these names.
    pub names: &'static [&'static str],
    /// The variable that names another file for it.
    pub variable: &'static str,
    /// Its package, and others that it needs to do what the tests ask of it.
    pub packages: &'static [&'static str],
    /// A file of the last of these packages, where the program alone does not tell that it is there.
    pub also: Option<&'static str>,
}

impl Program {
    /// Where it is: the file that its variable names, or else the first that is on PATH. Servers are in a folder that a
    /// user's PATH does not name.
    fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(file) = named_by(self.variable)? {
            return Ok(Some(file));
        }
        let mut path = env::var_os("PATH").unwrap_or_default();
        path.push(":/usr/sbin:/sbin");
        let found = self.names.iter().find_map(|name| which::which_in(name, Some(&path), "/").ok());
        Ok(found.filter(|_| self.also.is_none_or(|file| Path::new(file).exists())))
    }
}

/// The file that a variable names, if it is set.
pub fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let file = env::var_os(variable).filter(|file| !file.is_empty()).map(PathBuf::from);
    if let Some(file) = &file {
        ensure!(file.is_file(), "{variable} names {}, which is no file.", file.display());
    }
    Ok(file)
}

/// Finds all of the programs, in their order, and installs those that are missing where Debian's packages can be.
pub fn find_or_install(programs: &[Program], for_what: &str) -> Result<Vec<PathBuf>> {
    let mut missing = Vec::new();
    for program in programs {
        if program.find()?.is_none() {
            missing.extend_from_slice(program.packages);
        }
    }
    if !missing.is_empty() {
        missing.dedup();
        install(&missing, for_what)?;
    }
    let found = programs.iter().map(|program| {
        program.find()?.with_context(|| {
            format!(
                "the packages brought no {}.\nWhat to do: {}",
                program.names.join(" or "),
                by_hand(program.packages)
            )
        })
    });
    found.collect()
}

fn by_hand(packages: &[&str]) -> String {
    format!(
        "install it (on Debian: apt-get install {}) and put it on PATH. No test is skipped for want of a program.",
        packages.join(" ")
    )
}

/// Installs packages whose services stay off: they would take ports that are somebody else's, now and at each start of
/// the machine. `policy-rc.d` is how Debian lets that be said; one that is there already is left as it is.
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

fn install(packages: &[&str], for_what: &str) -> Result<()> {
    let remedy = by_hand(packages);
    let as_root = as_root().filter(|_| which::which("apt-get").is_ok()).with_context(|| {
        format!(
            "{for_what} need {}, and that can't be installed from here (it takes apt-get, as root or by sudo without a \
             password).\nWhat to do: {remedy}",
            packages.join(", ")
        )
    })?;
    step::announce(&format!("Installing {} with apt-get …", packages.join(", ")));
    let mut words = as_root.iter().copied().chain(["sh", "-c", INSTALL, "install"]).chain(packages.iter().copied());
    let mut shell = Command::new(words.next().unwrap_or_default());
    step::run(shell.args(words), &remedy).with_context(|| format!("installing what {for_what} need"))
}

/// What to put before a command so that root runs it, if there is a way that asks for no password.
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

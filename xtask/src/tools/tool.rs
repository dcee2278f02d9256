//! A tool: a program of one exact version.

use crate::step;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A program, and its package.
pub struct Tool {
    /// The name of the program, as one types it.
    pub program: &'static str,
    /// The name of its package in the registry.
    pub package: &'static str,
    /// The required version. No other is used.
    pub version: String,
    /// Its registry, and how to install it from there.
    pub origin: Origin,
}

/// The registry of a tool.
pub enum Origin {
    /// crates.io: compiled by `cargo install`, or taken prebuilt by cargo-binstall.
    Crate {
        /// More arguments for `cargo install`.
        flags: &'static [&'static str],
        /// About how many minutes that takes on two cores.
        minutes: u8,
    },
    /// npm: downloaded by `npm install`.
    Npm,
    /// Python's registry: installed by `pip install` in a virtual environment.
    Pip {
        /// Packages, with versions, that it needs but does not declare as dependencies.
        dependencies: &'static [&'static str],
    },
    /// npm: several packages, downloaded by one `npm install` into one folder, since they import each other.
    NpmTogether(&'static [(&'static str, &'static str)]),
}

impl Tool {
    /// Whether the program is on PATH in the right version.
    pub fn is_on_path(&self) -> bool {
        which::which(self.program)
            .ok()
            .and_then(|file| step::output(Command::new(file).arg("--version")))
            .is_some_and(|output| self.is_version_in(&output))
    }

    /// Whether the output of `--version` contains this version. wasm-opt prints `132` for `132.0.0`.
    pub fn is_version_in(&self, output: &str) -> bool {
        output
            .split_whitespace()
            .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
            .is_some_and(|word| word == self.version || format!("{word}.0.0") == self.version)
    }

    /// The name of its folder in the cache.
    pub fn key(&self) -> String {
        // The name of an npm package may contain a slash, as in `@scope/package`.
        format!("{}-{}", self.package.replace('/', "-"), self.version)
    }

    /// The packages to install, as arguments for `npm install`.
    pub fn npm_packages(&self) -> Vec<String> {
        match self.origin {
            Origin::NpmTogether(packages) => {
                packages.iter().map(|(name, version)| format!("{name}@{version}")).collect()
            }
            _ => vec![format!("{}@{}", self.package, self.version)],
        }
    }

    /// The folder of its programs, if it is installed in `folder`.
    pub fn programs_in(&self, folder: &Path) -> PathBuf {
        match self.origin {
            Origin::Crate { .. } | Origin::Pip { .. } => folder.join("bin"),
            Origin::Npm | Origin::NpmTogether(_) => folder.join("node_modules").join(".bin"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Tool};

    fn tool(version: &str) -> Tool {
        Tool { program: "tool", package: "tool", version: version.into(), origin: Origin::Npm }
    }

    #[test]
    fn a_version_is_found_in_the_output_of_every_tool() {
        assert!(tool("0.21.14").is_version_in("trunk 0.21.14\n"));
        assert!(tool("0.2.130").is_version_in("wasm-bindgen 0.2.130 (a1b2c3d4e)\n"));
        assert!(tool("132.0.0").is_version_in("wasm-opt version 132 (version_132)\n"));
        assert!(tool("0.28.2").is_version_in("0.28.2\n"));
    }

    #[test]
    fn a_similar_version_does_not_match() {
        assert!(!tool("0.2.130").is_version_in("wasm-bindgen 0.2.13"));
        assert!(!tool("132.0.0").is_version_in("wasm-opt version 132-12-g0a1b2c (version_132)"));
        assert!(!tool("132.0.0").is_version_in(""));
    }
}

//! One tool: a program at one exact version.

use crate::step;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A program, and the package and version that it comes from.
pub struct Tool {
    /// What one types to run it.
    pub program: &'static str,
    /// What its registry calls it.
    pub package: &'static str,
    /// The only version that will do.
    pub version: String,
    /// The registry, and how to install from it.
    pub origin: Origin,
}

/// The registry that a tool comes from.
pub enum Origin {
    /// Built from source by `cargo install`.
    Crate {
        /// More arguments for `cargo install`.
        flags: &'static [&'static str],
        /// About how long it takes on two cores.
        minutes: u8,
    },
    /// Downloaded by `npm install`.
    Npm,
    /// Downloaded by `pip install` into a virtual environment.
    Pip {
        /// Other packages that it needs and does not name, with their versions.
        also: &'static [&'static str],
    },
    /// Several packages, downloaded by one `npm install` into one folder, since they import each other.
    NpmTogether(&'static [(&'static str, &'static str)]),
}

impl Tool {
    /// Whether the program on the user's PATH is of the right version.
    pub fn is_on_path(&self) -> bool {
        which::which(self.program)
            .ok()
            .and_then(|file| step::output(Command::new(file).arg("--version")))
            .is_some_and(|output| self.is_named_by(&output))
    }

    /// Whether the output of `--version` names this version. wasm-opt says `132` for `132.0.0`.
    fn is_named_by(&self, output: &str) -> bool {
        output
            .split_whitespace()
            .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
            .is_some_and(|word| word == self.version || format!("{word}.0.0") == self.version)
    }

    /// The name of its place in the cache.
    pub fn key(&self) -> String {
        // A package of npm's may lie in a scope, as `@scope/package`.
        format!("{}-{}", self.package.replace('/', "-"), self.version)
    }

    /// What `npm install` is asked for.
    pub fn npm_packages(&self) -> Vec<String> {
        match self.origin {
            Origin::NpmTogether(packages) => {
                packages.iter().map(|(name, version)| format!("{name}@{version}")).collect()
            }
            _ => vec![format!("{}@{}", self.package, self.version)],
        }
    }

    /// The folder of its programs, once installed in `folder`.
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
    fn every_way_of_printing_a_version_is_read() {
        assert!(tool("0.21.14").is_named_by("trunk 0.21.14\n"));
        assert!(tool("0.2.130").is_named_by("wasm-bindgen 0.2.130 (a1b2c3d4e)\n"));
        assert!(tool("132.0.0").is_named_by("wasm-opt version 132 (version_132)\n"));
        assert!(tool("0.28.2").is_named_by("0.28.2\n"));
    }

    #[test]
    fn another_version_is_not_the_right_one() {
        assert!(!tool("0.2.130").is_named_by("wasm-bindgen 0.2.13"));
        assert!(!tool("132.0.0").is_named_by("wasm-opt version 132-12-g0a1b2c (version_132)"));
        assert!(!tool("132.0.0").is_named_by(""));
    }
}

//! The sources of dependencies, some of which contain test suites.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder in which cargo keeps the sources of a dependency.
pub fn folder(name: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        // What other systems need may not be in Cargo's cache.
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", "host-tuple"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut manifests =
        packages.filter(|package| package["name"] == name).filter_map(|package| package["manifest_path"].as_str());
    let manifest = manifests.next().unwrap_or_else(|| panic!("no package depends on {name}"));
    Path::new(manifest).parent().expect("a manifest is in a folder").to_owned()
}

//! Packs the element `<broadsheet-article>` for npm: the module that loads it from its publisher, and its types.

use crate::{project, step, tools};
use anyhow::{Context, Result};
use fs_err as fs;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the package.
const NAME: &str = "broadsheet-article";

/// The files of the package from `src/`.
const FILES: [&str; 3] = ["embed.mjs", "embed.d.mts", "custom-elements.json"];

/// Packs the npm package.
pub fn pack(packages: &Path) -> Result<PathBuf> {
    let root = project::root();
    let folder = root.join("target/npm-package");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for file in FILES {
        fs::copy(root.join("src").join(file), folder.join(file))?;
    }
    fs::copy(root.join("xtask/src/release/npm/README.md"), folder.join("README.md"))?;
    fs::copy(root.join("LICENSE"), folder.join("LICENSE"))?;
    fs::write(folder.join("package.json"), serde_json::to_string_pretty(&manifest()?)? + "\n")?;
    let npm = which::which("npm").ok().context("npm is not on PATH.\nWhat to do: install Node 20 or newer.")?;
    let mut npm = Command::new(npm);
    npm.args(["pack", "--json", "--pack-destination"]).arg(packages).current_dir(&folder);
    let report: serde_json::Value = serde_json::from_str(&step::capture(&mut npm, "fix the error above.")?)?;
    let file = report[0]["filename"].as_str().context("npm names the package that it has packed")?;
    Ok(packages.join(file))
}

/// Its `package.json`.
fn manifest() -> Result<serde_json::Value> {
    Ok(json!({
        "name": NAME,
        "version": tools::version_of("broadsheet")?,
        "description": "Loads <broadsheet-article>, which shows news articles of Broadsheet sites, from their publisher",
        "license": "MIT",
        "type": "module",
        "exports": { ".": { "types": "./embed.d.mts", "default": "./embed.mjs" }, "./custom-elements.json": "./custom-elements.json" },
        "types": "./embed.d.mts",
        "customElements": "./custom-elements.json",
        "files": FILES,
        "sideEffects": false,
        "keywords": ["custom-element", "web-component", "news", "article", "embed"],
    }))
}

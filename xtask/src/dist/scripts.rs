//! Minifying the scripts.

use crate::{project, step, tools::Toolbox};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Scripts that are loaded without `type="module"`, by name.
const CLASSIC: [&str; 3] = ["embed.js", "frame.js", "too-old.js"];

/// Minifies the scripts of `dist/` in place.
pub fn minify(tools: &Toolbox) -> Result<()> {
    let (classic, modules): (Vec<_>, Vec<_>) = scripts()?.into_iter().partition(|file| is_classic(file));
    // The names at the top of a module are its own, and can be shortened or dropped; a classic script's are the page's.
    for (files, more) in [(modules, ["--format=esm", "--tree-shaking=true"].as_slice()), (classic, &[])] {
        if files.is_empty() {
            continue;
        }
        let mut esbuild = tools.command("esbuild")?;
        esbuild.args(files).args(more).args(["--minify", "--charset=utf8", "--log-level=warning"]);
        esbuild.args(["--allow-overwrite", "--outdir=dist"]);
        step::run(&mut esbuild, "mend the file that is named above, and run it again.")?;
    }
    Ok(())
}

fn scripts() -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs_err::read_dir(project::dist())? {
        let file = entry?.path();
        if file.extension().is_some_and(|kind| kind == "js") {
            scripts.push(file);
        }
    }
    Ok(scripts)
}

fn is_classic(file: &Path) -> bool {
    file.file_name().is_some_and(|name| CLASSIC.iter().any(|classic| name == *classic))
}

//! Minifying the scripts.

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Scripts that are loaded without `type="module"`, by name.
const CLASSIC: [&str; 3] = ["embed.js", "frame.js", "too-old.js"];

/// Scripts that tell a reader that the browser is too old, by name, and the browsers in which they have to run. All
/// others run only after them, or beside a fallback.
const TARGETS: [(&str, &str); 2] = [
    // The first that have `import()` and `import.meta`. Older ones leave the words of index.html.
    ("start.js", "--target=chrome64,firefox67,safari11.1"),
    ("too-old.js", "--target=es5"),
];

/// A script that another one imports, and that is put into it: it costs no request of its own.
const PART: &str = "return.js";

/// The script that [`PART`] is put into. What else it imports stays a file of its own.
const WHOLE: (&str, [&str; 3]) = ("start.js", ["--bundle", "--external:./captions.js", "--external:./reader.js"]);

/// Minifies the scripts of `dist/` in place.
pub fn minify(tools: &Toolbox) -> Result<()> {
    let mut groups: BTreeMap<Vec<&str>, Vec<PathBuf>> = BTreeMap::new();
    for file in scripts()? {
        groups.entry(options(&file)).or_default().push(file);
    }
    for (more, files) in groups {
        let mut esbuild = tools.command("esbuild")?;
        esbuild.args(files).args(more).args(["--minify", "--charset=utf8", "--log-level=warning"]);
        esbuild.args(["--allow-overwrite", "--outdir=dist"]);
        step::run(&mut esbuild, "fix the file that is named above, and run it again.")?;
    }
    fs_err::remove_file(project::dist().join(PART)).context("removing what is part of another script now")
}

fn scripts() -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs_err::read_dir(project::dist())? {
        let file = entry?.path();
        if file.extension().is_some_and(|kind| kind == "js") && file.file_name().is_some_and(|name| name != PART) {
            scripts.push(file);
        }
    }
    Ok(scripts)
}

/// What esbuild has to know about a script.
fn options(file: &Path) -> Vec<&'static str> {
    let is = |name: &str| file.file_name().is_some_and(|file| file == name);
    // The names at the top of a module are its own, and can be shortened or dropped; a classic script's are the page's.
    let mut options = match CLASSIC.into_iter().any(is) {
        true => vec![],
        false => vec!["--format=esm", "--tree-shaking=true"],
    };
    let (whole, parts) = WHOLE;
    if is(whole) {
        options.extend(parts);
    }
    options.extend(TARGETS.into_iter().filter(|(name, _)| is(name)).map(|(_, target)| target));
    options
}

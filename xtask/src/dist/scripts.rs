//! Minifies the scripts with esbuild.

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The scripts that are loaded without `type="module"`.
const CLASSIC: [&str; 2] = ["embed.js", "too-old.js"];

/// The scripts that tell a reader that the browser is too old, each with the oldest browsers or syntax that it has to
/// support. The other scripts run only after these, or have a fallback.
const OLDEST_BROWSERS: [(&str, &str); 2] = [
    // The first versions with `import()` and `import.meta`. In older ones, the text in index.html stays.
    ("start.js", "--target=chrome64,firefox67,safari11.1"),
    ("too-old.js", "--target=es5"),
];

/// A script that is put into [`BUNDLING_SCRIPT`], so that it needs no request of its own.
const BUNDLED_SCRIPT: &str = "return.js";

/// The script that contains [`BUNDLED_SCRIPT`], and its options for esbuild. Its other imports stay separate files.
const BUNDLING_SCRIPT: (&str, [&str; 3]) =
    ("start.js", ["--bundle", "--external:./captions.js", "--external:./reader.js"]);

/// Minifies the scripts of the app in place.
pub fn minify(tools: &Toolbox) -> Result<()> {
    let mut groups: BTreeMap<Vec<&str>, Vec<PathBuf>> = BTreeMap::new();
    for file in scripts()? {
        groups.entry(options(&file)).or_default().push(file);
    }
    for (more, files) in groups {
        let mut esbuild = tools.command("esbuild")?;
        esbuild.args(files).args(more).args(["--minify", "--charset=utf8", "--log-level=warning"]);
        esbuild.args(["--allow-overwrite", "--outdir=target/app"]);
        step::run(&mut esbuild, "fix the file that is named above, then run it again.")?;
    }
    fs_err::remove_file(project::app().join(BUNDLED_SCRIPT))
        .with_context(|| format!("removing target/app/{BUNDLED_SCRIPT}, which is part of another script now"))
}

fn scripts() -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs_err::read_dir(project::app())? {
        let file = entry?.path();
        if file.extension().is_some_and(|kind| kind == "js")
            && file.file_name().is_some_and(|name| name != BUNDLED_SCRIPT)
        {
            scripts.push(file);
        }
    }
    Ok(scripts)
}

/// The options of esbuild for one script.
fn options(file: &Path) -> Vec<&'static str> {
    let is = |name: &str| file.file_name().is_some_and(|file| file == name);
    // Top-level names of a module are local, so esbuild may shorten or remove them. In classic scripts they are global.
    let mut options = match CLASSIC.into_iter().any(is) {
        true => vec![],
        false => vec!["--format=esm", "--tree-shaking=true"],
    };
    let (script, bundle_options) = BUNDLING_SCRIPT;
    if is(script) {
        options.extend(bundle_options);
    }
    options.extend(OLDEST_BROWSERS.into_iter().filter(|(name, _)| is(name)).map(|(_, target)| target));
    options
}

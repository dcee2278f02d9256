//! Making the app's code small: the wasm, and the glue that wasm-bindgen writes to go with it.
//!
//! They are done together, since the names between them, which are long and have a hash in each that nothing can
//! compress, become a letter or two.

mod glue;
mod names;

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result, bail};
use fs_err as fs;
use names::Names;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
};

/// The passes of wasm-opt, in the order in which they run: the best found, in bytes after compression.
///
/// Not `--traps-never-happen`: it would take away the checks that stop a fault before it does harm.
const PASSES: [&str; 13] = [
    // The lowest kilobyte is the far end of the stack, so no object is ever there.
    "--low-memory-unused",
    // Repeated code compresses to less than a function that stands for it.
    "--always-inline-max-function-size=4",
    // Takes the control flow that the compiler made apart, for those after it to put together again; a second time
    // brings 0.2 kB more, a third nothing.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // Like names are of like code, which compresses better side by side.
    "--reorder-functions-by-name",
    "--minify-imports-and-exports-and-modules",
    // What is left is of use to tools only, and this is the last one.
    "--strip-producers",
    "--strip-target-features",
];

/// Shrinks wasm and glue in `dist/`, and renames them for what is in them now.
pub fn shrink(tools: &Toolbox) -> Result<()> {
    let app = App::find()?;
    let mut wasm_opt = tools.command("wasm-opt")?;
    wasm_opt.arg(&app.wasm).args(PASSES).arg("-o").arg(&app.wasm);
    let names = Names::read(&step::capture(&mut wasm_opt, "see what it says, and run it again.")?);
    let glue = glue::renamed(&fs::read_to_string(&app.glue)?, &names)
        .context("the glue has another shape than xtask/src/dist/code/glue.rs expects; is wasm-bindgen new?")?;
    fs::write(&app.glue, glue)?;
    app.rename_for_contents()
}

/// Where the two files are, and the name that they share.
struct App {
    name: String,
    wasm: PathBuf,
    glue: PathBuf,
}

impl App {
    fn find() -> Result<Self> {
        for entry in fs::read_dir(project::dist())? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            if let Some(name) = file.strip_suffix("_bg.wasm") {
                return Ok(Self::named(name));
            }
        }
        bail!("there's no wasm in dist/.")
    }

    fn named(name: &str) -> Self {
        let dist = project::dist();
        Self { name: name.into(), wasm: dist.join(format!("{name}_bg.wasm")), glue: dist.join(format!("{name}.js")) }
    }

    /// Puts a hash of the files into their names, in place of Trunk's. That is of what the compiler made, and so is
    /// the same when only the tools after it change; a cached wasm would then meet a glue of other names.
    fn rename_for_contents(&self) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        fs::read(&self.wasm)?.hash(&mut hasher);
        fs::read(&self.glue)?.hash(&mut hasher);
        let binary = self.name.split('-').next().unwrap_or_default();
        let renamed = Self::named(&format!("{binary}-{:016x}", hasher.finish()));
        fs::rename(&self.wasm, &renamed.wasm)?;
        fs::rename(&self.glue, &renamed.glue)?;
        let page = project::dist().join("index.html");
        let html = fs::read_to_string(&page)?;
        Ok(fs::write(page, html.replace(&self.name, &renamed.name))?)
    }
}

//! Making the app's code small: the wasm, and the glue that wasm-bindgen writes to go with it.
//!
//! They are done together, since the names between them, which are long and have a hash in each that nothing can
//! compress, become a letter or two.

mod glue;
mod names;

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result};
use fs_err as fs;
use names::Names;

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

/// Shrinks wasm and glue in `dist/`.
pub fn shrink(tools: &Toolbox) -> Result<()> {
    let (wasm, glue) = (project::dist().join("reader_bg.wasm"), project::dist().join("reader.js"));
    let mut wasm_opt = tools.command("wasm-opt")?;
    wasm_opt.arg(&wasm).args(PASSES).arg("-o").arg(&wasm);
    let names = Names::read(&step::capture(&mut wasm_opt, "see what it says, and run it again.")?);
    let short = glue::renamed(&fs::read_to_string(&glue)?, &names)
        .context("the glue has another shape than xtask/src/dist/code/glue.rs expects; is wasm-bindgen new?")?;
    Ok(fs::write(glue, short)?)
}

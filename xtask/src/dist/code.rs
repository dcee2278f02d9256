//! Makes the app smaller: the wasm, and the glue, which is wasm-bindgen's JavaScript.
//!
//! Imports and exports have long names with hashes, which compress badly. So they get names of one or two letters, in
//! both files at once.

mod glue;
mod names;

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result};
use fs_err as fs;
use names::Names;

/// The passes of wasm-opt, in the order in which they run. Of all lists that were tried, this one makes the smallest
/// wasm after compression.
///
/// Not `--traps-never-happen`, which removes the checks that make a panic stop the app.
const PASSES: [&str; 13] = [
    // No object is ever in the lowest kilobyte of memory, since the end of the stack is there.
    "--low-memory-unused",
    // Copies of a short function compress to fewer bytes than calls of it.
    "--always-inline-max-function-size=4",
    // Flattens the compiler's control flow, so that the next passes can build a smaller one. Doing it twice saves
    // another 0.2 kB; a third time saves nothing.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // Functions with similar names have similar code, which compresses better side by side.
    "--reorder-functions-by-name",
    "--minify-imports-and-exports-and-modules",
    // These sections are for other tools, and no tool comes after this one.
    "--strip-producers",
    "--strip-target-features",
];

/// Makes wasm and glue of the app smaller.
pub fn shrink(tools: &Toolbox) -> Result<()> {
    let (wasm, glue) = (project::app().join("reader_bg.wasm"), project::app().join("reader.js"));
    let mut wasm_opt = tools.command("wasm-opt")?;
    wasm_opt.arg(&wasm).args(PASSES).arg("-o").arg(&wasm);
    let names = Names::read(&step::capture(&mut wasm_opt, "fix the errors above, then run it again.")?);
    let short = glue::renamed(&fs::read_to_string(&glue)?, &names).context(
        "reader.js is not what xtask/src/dist/code/glue.rs expects (if wasm-bindgen was updated, adapt glue.rs)",
    )?;
    Ok(fs::write(glue, short)?)
}

//! The short names that wasm-opt gives to imports and exports.

use std::collections::HashMap;

/// The short names of imports and exports, by their long names.
#[derive(Default)]
pub struct Names {
    /// The name of the module that the wasm imports all functions from.
    pub module: String,
    /// The short names of the functions that the wasm imports.
    pub imports: HashMap<String, String>,
    /// The short names of what the wasm exports.
    pub exports: HashMap<String, String>,
}

impl Names {
    /// The name that wasm-opt gives to the module of the imports.
    pub const SHORT_MODULE: &str = "a";

    /// Parses the output of wasm-opt: JSON with one name on each line, as `["module", "import", "short"]` or
    /// `["export", "short"]`.
    pub fn read(printed: &str) -> Self {
        let mut names = Self::default();
        for line in printed.lines() {
            match line.split('"').skip(1).step_by(2).collect::<Vec<_>>()[..] {
                [module, import, short] => {
                    names.module = module.into();
                    names.imports.insert(import.into(), short.into());
                }
                [export, short] => {
                    names.exports.insert(export.into(), short.into());
                }
                _ => {}
            }
        }
        names
    }
}

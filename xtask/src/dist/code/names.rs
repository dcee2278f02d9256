//! The short names that wasm-opt gives to imports and exports.

use std::collections::HashMap;

/// From the long names to the short ones.
#[derive(Default)]
pub struct Names {
    /// The module that every import is from.
    pub module: String,
    /// The functions that the wasm imports.
    pub imports: HashMap<String, String>,
    /// What the wasm exports.
    pub exports: HashMap<String, String>,
}

impl Names {
    /// What wasm-opt calls the module of the imports, whatever it was called.
    pub const SHORT_MODULE: &str = "a";

    /// Reads what wasm-opt prints: JSON, with a name a line, as `["module", "import", "short"]` or `["export",
    /// "short"]`.
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

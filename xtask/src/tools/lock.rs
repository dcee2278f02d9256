//! Reads Cargo.lock.

use crate::project;
use anyhow::{Context, Result};

/// The version of a package in Cargo.lock.
pub fn version_of(package: &str) -> Result<String> {
    let lock = fs_err::read_to_string(project::root().join("Cargo.lock"))?;
    find(&lock, package).map(str::to_owned).with_context(|| format!("Cargo.lock has no package `{package}`"))
}

/// Needs no TOML parser, since Cargo always writes one `key = "value"` on each line.
fn find<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    lock.split("[[package]]").find_map(|entry| {
        let value =
            |key| entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
        (value("name") == Some(package)).then(|| value("version"))?
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]
"#;

    #[test]
    fn a_package_is_found_by_its_full_name_only() {
        assert_eq!(find(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(find(LOCK, "wasm"), None);
    }
}

//! The paths of the project's folders.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The folder of the release build.
pub fn dist() -> PathBuf {
    root().join("dist")
}

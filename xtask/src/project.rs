//! The paths of the project's folders.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The folder of the release build of the app.
pub fn app() -> PathBuf {
    root().join("target/app")
}

/// The site folder of the demo.
pub fn demo() -> PathBuf {
    root().join("public/content")
}

/// The folder to which the demo is published.
pub fn dist() -> PathBuf {
    root().join("dist")
}

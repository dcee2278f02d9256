//! npm packages for projects that a test or a benchmark builds.

use std::path::{Path, PathBuf};

/// The folder of the packages.
pub fn folder() -> PathBuf {
    std::env::var_os("BROADSHEET_FRAMEWORKS").map(PathBuf::from).expect(
        "BROADSHEET_FRAMEWORKS should name a folder of packages. `cargo xtask test` and `cargo xtask bench speed` install it",
    )
}

/// Links the packages into a project. Each gets a link of its own, because Vite writes files of the project next to
/// them.
pub fn link(project: &Path) {
    let own = project.join("node_modules");
    std::fs::create_dir(&own).unwrap_or_else(|error| panic!("{}: {error}", own.display()));
    for entry in std::fs::read_dir(folder()).expect("the folder of packages can be read") {
        let package = entry.expect("a folder can be listed");
        let linked = std::os::unix::fs::symlink(package.path(), own.join(package.file_name()));
        linked.unwrap_or_else(|error| panic!("{}: {error}", package.path().display()));
    }
}

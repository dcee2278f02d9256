//! Where the browser and its driver are.

use std::env;
use std::path::PathBuf;

/// The browser.
pub(super) fn chrome() -> PathBuf {
    find("BROADSHEET_CHROME", &["chromium", "chromium-browser", "google-chrome"])
}

/// The program that speaks WebDriver for it.
pub(super) fn chromedriver() -> PathBuf {
    find("BROADSHEET_CHROMEDRIVER", &["chromedriver"])
}

/// The program a variable names, or the first of `names` on `PATH`.
fn find(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(path) = env::var_os(variable) {
        return path.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()));
    found.unwrap_or_else(|| {
        panic!(
            "none of {names:?} is on PATH. Install Chromium and its driver \
             (Debian, Ubuntu: `apt install chromium chromium-driver`), or set {variable} to the program."
        )
    })
}

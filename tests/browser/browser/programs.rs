//! The paths of the browsers and their drivers.

use std::env;
use std::path::PathBuf;

/// Chromium.
pub(super) fn chrome() -> PathBuf {
    find("BROADSHEET_CHROME", &["chromium", "chromium-browser", "google-chrome"])
}

/// The WebDriver program for Chromium.
pub(super) fn chromedriver() -> PathBuf {
    find("BROADSHEET_CHROMEDRIVER", &["chromedriver"])
}

/// Firefox.
pub(super) fn firefox() -> PathBuf {
    find("BROADSHEET_FIREFOX", &["firefox-esr", "firefox"])
}

/// The WebDriver program for Firefox.
pub(super) fn geckodriver() -> PathBuf {
    find("BROADSHEET_GECKODRIVER", &["geckodriver"])
}

/// The program that an environment variable names, or the first of `names` on `PATH`.
fn find(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(path) = env::var_os(variable) {
        return path.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()));
    found.unwrap_or_else(|| {
        panic!("none of {names:?} is on PATH. `cargo xtask test` installs it; or set {variable} to the program.")
    })
}

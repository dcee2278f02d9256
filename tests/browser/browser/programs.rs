//! The paths of the browsers and their drivers.

use std::env;
use std::path::PathBuf;

/// Chromium, best without a user interface, which takes most of a window's time.
pub(super) fn chrome() -> PathBuf {
    find(
        "BROADSHEET_CHROME",
        &["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome"],
    )
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

/// WebKitGTK's small browser. Debian keeps it in a folder of libraries, whose name depends on the processor.
pub(super) fn mini_browser() -> PathBuf {
    const FILE: &str = "webkit2gtk-4.1/MiniBrowser";
    let libraries = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let found = libraries.map(|folder| folder.path().join(FILE)).find(|file| file.is_file());
    match env::var_os("BROADSHEET_MINIBROWSER") {
        Some(path) => path.into(),
        None => found.unwrap_or_else(|| {
            panic!("no {FILE} in /usr/lib. `cargo xtask test` installs it; or set BROADSHEET_MINIBROWSER to it.")
        }),
    }
}

/// The WebDriver program for WebKitGTK.
pub(super) fn webkit_driver() -> PathBuf {
    find("BROADSHEET_WEBKITDRIVER", &["WebKitWebDriver"])
}

/// A display without a screen.
pub(super) fn xvfb() -> PathBuf {
    find("BROADSHEET_XVFB", &["Xvfb"])
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

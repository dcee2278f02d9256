//! The browsers that the tests use, and their drivers, all from Debian's packages.

use crate::packages::Program;

/// Chromium without a user interface. A new window costs a seventh of what it costs in Chromium, even in a headless one,
/// and each test has one.
pub const HEADLESS_CHROME: Program = Program {
    names: &["chromium-headless-shell", "chrome-headless-shell"],
    variable: "CHROME",
    packages: &["chromium-headless-shell"],
    required_file: None,
};

/// Chromium, or Chrome, as readers have it.
pub const CHROME: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    variable: "CHROME",
    packages: &["chromium"],
    required_file: None,
};

/// Chromium's WebDriver server, which has to be of the same version.
pub const DRIVER: Program =
    Program { names: &["chromedriver"], variable: "CHROMEDRIVER", packages: &["chromium-driver"], required_file: None };

/// Firefox. Debian has no package of its driver, geckodriver: `tools/testing.rs` installs that.
pub const FIREFOX: Program = Program {
    names: &["firefox-esr", "firefox"],
    variable: "FIREFOX",
    packages: &["firefox-esr"],
    required_file: None,
};

/// WebKit's WebDriver server. Its package brings WebKitGTK, whose small browser the tests find by themselves.
pub const WEBKIT_DRIVER: Program = Program {
    names: &["WebKitWebDriver"],
    variable: "WEBKITDRIVER",
    packages: &["webkit2gtk-driver"],
    required_file: None,
};

/// A display without a screen, since WebKitGTK has no headless mode.
pub const XVFB: Program = Program { names: &["Xvfb"], variable: "XVFB", packages: &["xvfb"], required_file: None };

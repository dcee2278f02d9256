//! The browsers that the tests use, and Chromium's driver, all from Debian's packages.

use crate::packages::Program;

/// Chromium, or Chrome.
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

//! The browsers that tests drive, and the drivers among Debian's packages.

use crate::packages::Program;

/// Chromium, or Chrome.
pub const CHROME: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    variable: "CHROME",
    packages: &["chromium"],
    also: None,
};

/// What speaks WebDriver for Chromium; it has to be of the same version.
pub const DRIVER: Program =
    Program { names: &["chromedriver"], variable: "CHROMEDRIVER", packages: &["chromium-driver"], also: None };

/// Firefox, whose driver Debian does not have.
pub const FIREFOX: Program =
    Program { names: &["firefox-esr", "firefox"], variable: "FIREFOX", packages: &["firefox-esr"], also: None };

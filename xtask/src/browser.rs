//! The browser that tests drive, and its driver.

use crate::packages::Program;

/// Chromium, or Chrome.
pub const CHROME: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    variable: "CHROME",
    packages: &["chromium"],
    also: None,
};

/// What speaks WebDriver for it; it has to be of the same version.
pub const DRIVER: Program =
    Program { names: &["chromedriver"], variable: "CHROMEDRIVER", packages: &["chromium-driver"], also: None };

//! Chromium: one driver for the whole test binary, and a session of it for each test.

use std::sync::LazyLock;

use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

use super::driver::Driver;
use super::programs;

/// Without GPU and sandbox, as containers want it; and silent towards the network.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // In containers /dev/shm is too small for large pages.
    "--disable-dev-shm-usage",
    // Articles name other hosts, and no test may hang on whether they answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// It says "ChromeDriver was started successfully on port 33353."
static DRIVER: LazyLock<Driver> =
    LazyLock::new(|| Driver::start(&programs::chromedriver(), &["--port=0"], "successfully on port "));

/// A fresh browser with an empty profile.
pub(super) async fn session() -> WebDriver {
    let capabilities = capabilities().expect("capabilities are plain JSON");
    WebDriver::new(DRIVER.address(), capabilities)
        .await
        .unwrap_or_else(|error| panic!("{} does not start {}: {error}", DRIVER.address(), programs::chrome().display()))
}

fn capabilities() -> WebDriverResult<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&programs::chrome().to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    // `load` waits for images and preloads, which these tests delay on purpose.
    capabilities.set_page_load_strategy(PageLoadStrategy::Eager)?;
    Ok(capabilities)
}

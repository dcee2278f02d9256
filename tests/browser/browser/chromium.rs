//! Chromium: all tests share one driver, and each test has a session of its own.

use std::sync::LazyLock;

use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

use super::driver::Driver;
use super::programs;

/// Containers have no GPU and no sandbox. Chromium's own background requests are turned off.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // In containers, /dev/shm is too small for large pages.
    "--disable-dev-shm-usage",
    // Articles name other servers, and no test may depend on whether they answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// chromedriver prints "ChromeDriver was started successfully on port 33353."
static DRIVER: LazyLock<Driver> =
    LazyLock::new(|| Driver::start(&programs::chromedriver(), &["--port=0"], "successfully on port "));

/// Starts a browser with an empty profile.
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
    // The strategy `load` would wait for images and preloads, which these tests delay on purpose.
    capabilities.set_page_load_strategy(PageLoadStrategy::Eager)?;
    Ok(capabilities)
}

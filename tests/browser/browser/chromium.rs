//! Chromium: all browsers share one driver. Each test has a browser context of its own, which is a profile in memory:
//! storage, caches, cookies and service workers start empty.

use std::sync::LazyLock;

use serde_json::{Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};
use tokio::sync::Mutex;

use super::pool::Pool;
use super::process::Process;
use super::programs;
use super::socket::Socket;

/// Containers have no GPU and no sandbox. Chromium's own background requests are turned off.
const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Tests navigate faster than any reader. Of over 200 changes of the fragment in ten seconds, some would be ignored.
    "--disable-ipc-flooding-protection",
    // In containers, /dev/shm is too small for large pages.
    "--disable-dev-shm-usage",
    // Articles name other servers, and no test may depend on whether they answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// chromedriver prints "ChromeDriver was started successfully on port 33353."
static DRIVER: LazyLock<(Process, u16)> =
    LazyLock::new(|| Process::start(&programs::chromedriver(), &["--port=0"], "successfully on port "));

static IDLE: Pool<Chromium> = Pool::new();

/// A running browser, with a context for one test.
pub(super) struct Chromium {
    driver: WebDriver,
    /// The window with which the browser has started. Without it, the browser would end with a test's last window.
    first_window: WindowHandle,
    /// The connection to the browser itself. The driver's own can only reach its windows.
    devtools: Mutex<Socket>,
    /// The id of the test's browser context.
    context: Value,
}

impl Chromium {
    /// A browser with an empty window in a new context.
    pub(super) async fn open() -> Self {
        let mut browser = match IDLE.take() {
            Some(browser) => browser,
            None => Self::start().await,
        };
        let created = browser.send("Target.createBrowserContext", json!({ "disposeOnDetach": true })).await;
        browser.context = created["browserContextId"].clone();
        let window = browser.new_tab().await;
        browser.driver.switch_to_window(window).await.expect("the window is open");
        // The log may still have lines of the test before.
        browser.driver.browser_log().await.expect("the driver keeps a log");
        browser
    }

    async fn start() -> Self {
        let address = format!("http://127.0.0.1:{}", DRIVER.1);
        let capabilities = capabilities().expect("capabilities are plain JSON");
        let driver = WebDriver::new(&address, capabilities)
            .await
            .unwrap_or_else(|error| panic!("{address} does not start {}: {error}", programs::chrome().display()));
        let devtools = Mutex::new(Socket::connect(&browser_address(&driver).await).await);
        let first_window = driver.window().await.expect("the browser has a window");
        Self { driver, first_window, devtools, context: Value::Null }
    }

    /// Closes the windows of the test, and keeps the browser for the next.
    pub(super) async fn put_back(self) {
        self.send("Target.disposeBrowserContext", json!({ "browserContextId": self.context })).await;
        self.driver.switch_to_window(self.first_window.clone()).await.expect("the first window stays open");
        IDLE.put_back(self);
    }

    pub(super) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens a tab in the test's context, with an empty page.
    pub(super) async fn new_tab(&self) -> WindowHandle {
        let tab = json!({ "url": "about:blank", "browserContextId": self.context });
        let created = self.send("Target.createTarget", tab).await;
        WindowHandle::from(created["targetId"].as_str().expect("a target has an id").to_owned())
    }

    async fn send(&self, method: &str, parameters: Value) -> Value {
        self.devtools.lock().await.send(method, parameters).await
    }
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

/// The address at which the browser itself speaks the DevTools protocol, such as
/// `ws://127.0.0.1:4000/devtools/browser/0f8f…`.
async fn browser_address(driver: &WebDriver) -> String {
    let options = driver.handle().capabilities().get("goog:chromeOptions").expect("the driver says how it reaches it");
    let host = options["debuggerAddress"].as_str().expect("the browser listens for DevTools");
    let version = reqwest::get(format!("http://{host}/json/version")).await.expect("the browser answers");
    let version: Value =
        serde_json::from_str(&version.text().await.expect("the answer is whole")).expect("the answer is JSON");
    version["webSocketDebuggerUrl"].as_str().expect("the browser says its address").to_owned()
}

//! Firefox: each browser has a driver of its own, because geckodriver handles only one session. What WebDriver can't do
//! is done by WebDriver BiDi or by browser preferences. Each test has a user context of its own, which Firefox calls a
//! container: storage, caches, cookies and service workers start empty.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{FirefoxCapabilities, RequestData, SessionId};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::pool::Pool;
use super::process::Process;
use super::programs;
use super::socket::Socket;

/// Port 0 makes driver and BiDi choose a free port. The last argument gives access to preferences.
const ARGUMENTS: [&str; 5] = ["--port", "0", "--websocket-port", "0", "--allow-system-access"];

/// A console line that marks how far a test wants to read the console.
const MARK: &str = "broadsheet: as far as here";

static IDLE: Pool<Firefox> = Pool::new();

/// A running browser, with a user context for one test.
pub(super) struct Firefox {
    driver: WebDriver,
    bidi: Mutex<Socket>,
    /// The tab with which the browser has started. Without it, the browser would end with a test's last tab.
    first_tab: WindowHandle,
    /// The id of the test's user context.
    user_context: Value,
    /// The test's first tab.
    tab: WindowHandle,
    is_dark: AtomicBool,
    _process: Process,
}

impl Firefox {
    /// A browser with an empty tab in a new user context.
    pub(super) async fn open() -> Self {
        let mut browser = match IDLE.take() {
            Some(browser) => browser,
            None => Self::start().await,
        };
        let created = browser.send("browser.createUserContext", json!({})).await;
        browser.user_context = created["userContext"].clone();
        browser.tab = browser.new_tab().await;
        browser.driver.switch_to_window(browser.tab.clone()).await.expect("the tab is open");
        browser
    }

    async fn start() -> Self {
        // geckodriver prints "1795389546915       geckodriver     INFO    Listening on 127.0.0.1:34065".
        let (process, port) = Process::start(&programs::geckodriver(), &ARGUMENTS, "Listening on 127.0.0.1:");
        let address = format!("http://127.0.0.1:{port}");
        let capabilities = capabilities().expect("capabilities are plain JSON");
        let driver = WebDriver::new(&address, capabilities)
            .await
            .unwrap_or_else(|error| panic!("{address} does not start {}: {error}", programs::firefox().display()));
        let url = driver.handle().capabilities().get("webSocketUrl").and_then(Value::as_str);
        let mut bidi = Socket::connect(url.expect("Firefox speaks BiDi")).await;
        bidi.send("session.subscribe", json!({ "events": ["log.entryAdded"] })).await;
        let first_tab = driver.window().await.expect("the browser has a tab");
        Self {
            driver,
            bidi: Mutex::new(bidi),
            tab: first_tab.clone(),
            first_tab,
            user_context: Value::Null,
            is_dark: AtomicBool::new(false),
            _process: process,
        }
    }

    /// Closes the tabs of the test, and keeps the browser for the next.
    pub(super) async fn put_back(self) {
        if self.is_dark.swap(false, Ordering::Relaxed) {
            self.run_in_browser("Services.prefs.clearUserPref('layout.css.prefers-color-scheme.content-override')")
                .await;
        }
        self.driver.switch_to_window(self.first_tab.clone()).await.expect("the first tab stays open");
        self.send("browser.removeUserContext", json!({ "userContext": self.user_context })).await;
        // The next test gets the rest of this one's console otherwise.
        self.console().await;
        IDLE.put_back(self);
    }

    pub(super) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens a tab in the test's user context, with an empty page.
    pub(super) async fn new_tab(&self) -> WindowHandle {
        let created =
            self.send("browsingContext.create", json!({ "type": "tab", "userContext": self.user_context })).await;
        // A tab has the same id in both protocols.
        WindowHandle::from(created["context"].as_str().expect("a tab has an id").to_owned())
    }

    /// Runs a script at the start of every page that the test loads from now on.
    pub(super) async fn add_preload_script(&self, script: &str) {
        let function = format!("() => {{ {script} }}");
        let preload = json!({ "functionDeclaration": function, "userContexts": [self.user_context] });
        self.send("script.addPreloadScript", preload).await;
    }

    /// Sets the size of the first tab's viewport in CSS pixels, and the pixel density.
    pub(super) async fn screen(&self, width: u32, height: u32, density: u32) {
        let viewport = json!({ "width": width, "height": height });
        let size = json!({ "context": self.tab.to_string(), "viewport": viewport, "devicePixelRatio": density });
        self.send("browsingContext.setViewport", size).await;
    }

    /// Emulates a preference for dark pages.
    pub(super) async fn prefer_dark(&self) {
        self.is_dark.store(true, Ordering::Relaxed);
        self.run_in_browser("Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', 0)").await;
    }

    /// Runs a script in the browser itself, instead of in a page.
    async fn run_in_browser(&self, script: &str) {
        self.driver.handle().cmd(Context("chrome")).await.expect("the driver was started with access to the system");
        self.driver.execute(script, Vec::new()).await.expect("a preference can be set");
        self.driver.handle().cmd(Context("content")).await.expect("the way back");
    }

    /// The console lines since the last call, as `LEVEL message`.
    pub(super) async fn console(&self) -> Vec<String> {
        self.driver.execute(format!("console.debug({})", json!(MARK)), Vec::new()).await.expect("a page has a console");
        let mut bidi = self.bidi.lock().await;
        let mut lines = Vec::new();
        loop {
            let line = console_line(&bidi.next_event().await);
            if line.ends_with(MARK) {
                return lines;
            }
            lines.push(line);
        }
    }

    /// As [`Firefox::console`], for a page that may no longer run scripts.
    pub(super) async fn console_so_far(&self) -> Vec<String> {
        const A_MOMENT: Duration = Duration::from_millis(200);
        let mut bidi = self.bidi.lock().await;
        let mut lines = Vec::new();
        while let Ok(event) = timeout(A_MOMENT, bidi.next_event()).await {
            lines.push(console_line(&event));
        }
        lines
    }

    async fn send(&self, method: &str, parameters: Value) -> Value {
        self.bidi.lock().await.send(method, parameters).await
    }
}

/// The console line that an event reports: `LEVEL message`.
fn console_line(event: &Value) -> String {
    let [level, text] = ["level", "text"].map(|field| event["params"][field].as_str().unwrap_or_default());
    format!("{} {text}", level.to_uppercase())
}

fn capabilities() -> WebDriverResult<FirefoxCapabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_firefox_binary(&programs::firefox().to_string_lossy())?;
    capabilities.set_headless()?;
    capabilities.set_preferences(preferences()?)?;
    capabilities.set("webSocketUrl", true)?;
    // The strategy `load` would wait for images and preloads, which these tests delay on purpose.
    capabilities.set_page_load_strategy(PageLoadStrategy::Eager)?;
    Ok(capabilities)
}

/// The driver turns off most of Firefox's own requests: updates, telemetry, experiments, block lists. These preferences
/// turn off the rest.
fn preferences() -> WebDriverResult<FirefoxPreferences> {
    let mut preferences = FirefoxPreferences::new();
    // Articles name other servers, and no test may depend on whether they answer.
    preferences.set("network.dns.disabled", true)?;
    preferences.set("network.captive-portal-service.enabled", false)?;
    preferences.set("network.connectivity-service.enabled", false)?;
    preferences.set("browser.safebrowsing.malware.enabled", false)?;
    preferences.set("browser.safebrowsing.phishing.enabled", false)?;
    preferences.set("toolkit.telemetry.enabled", false)?;
    // A process that waits for the next page takes time from the page that is there.
    preferences.set("dom.ipc.processPrelaunch.enabled", false)?;
    Ok(preferences)
}

/// A WebDriver command that chooses where scripts run: in the page (`content`), or in the browser itself (`chrome`).
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let body: Value = json!({ "context": self.0 });
        RequestData::new(reqwest::Method::POST, format!("/session/{session}/moz/context")).add_body(body)
    }
}

//! Firefox: each session has a driver of its own, because geckodriver handles only one at a time. What WebDriver can't
//! do is done by WebDriver BiDi or by browser preferences.

use serde_json::{Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{FirefoxCapabilities, RequestData, SessionId};
use tokio::sync::Mutex;

use super::bidi::BiDi;
use super::driver::Driver;
use super::programs;

/// Port 0 makes driver and BiDi choose a free port. The last argument gives access to preferences.
const ARGUMENTS: [&str; 5] = ["--port", "0", "--websocket-port", "0", "--allow-system-access"];

/// A console line that marks how far a test wants to read the console.
const MARK: &str = "broadsheet: as far as here";

/// What controls Firefox besides WebDriver.
pub(super) struct Firefox {
    bidi: Mutex<BiDi>,
    /// The BiDi id of the window.
    context: Value,
    _driver: Driver,
}

/// Starts a browser with an empty profile.
pub(super) async fn session() -> (WebDriver, Firefox) {
    // geckodriver prints "1795389546915       geckodriver     INFO    Listening on 127.0.0.1:34065".
    let driver = Driver::start(&programs::geckodriver(), &ARGUMENTS, "Listening on 127.0.0.1:");
    let capabilities = capabilities().expect("capabilities are plain JSON");
    let session = WebDriver::new(driver.address(), capabilities).await;
    let session = session.unwrap_or_else(|error| {
        panic!("{} does not start {}: {error}", driver.address(), programs::firefox().display())
    });
    let url = session.handle().capabilities().get("webSocketUrl").and_then(Value::as_str);
    let mut bidi = BiDi::connect(url.expect("Firefox speaks BiDi")).await;
    let mut windows = bidi.send("browsingContext.getTree", json!({})).await;
    let context = windows["contexts"][0]["context"].take();
    (session, Firefox { bidi: Mutex::new(bidi), context, _driver: driver })
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
    Ok(preferences)
}

impl Firefox {
    /// Runs a script at the start of every page that is loaded from now on.
    pub(super) async fn add_preload_script(&self, script: &str) {
        let function = json!({ "functionDeclaration": format!("() => {{ {script} }}") });
        self.bidi.lock().await.send("script.addPreloadScript", function).await;
    }

    /// Sets the size of the viewport in CSS pixels, and the pixel density.
    pub(super) async fn screen(&self, width: u32, height: u32, density: u32) {
        let viewport = json!({ "width": width, "height": height });
        let size = json!({ "context": self.context, "viewport": viewport, "devicePixelRatio": density });
        self.bidi.lock().await.send("browsingContext.setViewport", size).await;
    }

    /// Emulates a preference for dark pages.
    pub(super) async fn prefer_dark(&self, driver: &WebDriver) {
        let dark = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', 0)";
        driver.handle().cmd(Context("chrome")).await.expect("the driver was started with access to the system");
        driver.execute(dark, Vec::new()).await.expect("a preference can be set");
        driver.handle().cmd(Context("content")).await.expect("the way back");
    }

    /// The console lines since the last call, as `LEVEL message`.
    pub(super) async fn console(&self, driver: &WebDriver) -> Vec<String> {
        let mark = format!("console.debug({})", json!(MARK));
        driver.execute(mark, Vec::new()).await.expect("a page has a console");
        self.bidi.lock().await.console_until(MARK).await
    }

    /// As [`Firefox::console`], for a page that may no longer run scripts.
    pub(super) async fn console_so_far(&self) -> Vec<String> {
        self.bidi.lock().await.console_so_far().await.to_vec()
    }
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

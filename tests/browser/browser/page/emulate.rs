//! Emulation: viewport, colour scheme, print, network, time zone, processor.

use serde_json::json;

use super::super::running::Browser;
use super::Page;

/// A viewport: size in CSS pixels, and pixel density.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    width: u32,
    height: u32,
    density: u32,
    mobile: bool,
}

impl Screen {
    /// A phone in portrait orientation.
    pub const PHONE: Self = Self { width: 360, height: 740, density: 2, mobile: true };
    /// A small desktop window.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, density: 1, mobile: false };
    /// The narrowest viewport that a page has to fit. A window of 1280 px at 400 % zoom is as narrow.
    pub const NARROW: Self = Self { width: 320, height: 640, density: 1, mobile: true };

    /// A viewport of this width in CSS pixels and this pixel density.
    pub const fn wide(width: u32, density: u32) -> Self {
        Self { width, height: 900, density, mobile: false }
    }
}

impl Page {
    /// Sets the viewport. WebKit has one density only, and no viewport narrower than 334 px.
    pub async fn screen(&self, screen: Screen) {
        match &self.browser {
            Browser::Chromium(_) => {
                let metrics = json!({
                    "width": screen.width,
                    "height": screen.height,
                    "deviceScaleFactor": screen.density,
                    "mobile": screen.mobile,
                });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
            }
            Browser::Firefox(firefox) => firefox.screen(screen.width, screen.height, screen.density).await,
            Browser::WebKit(webkit) => webkit.screen(screen.width, screen.height).await,
        }
    }

    /// Emulates a preference for dark pages.
    pub async fn prefer_dark(&self) {
        match &self.browser {
            Browser::Chromium(_) => {
                let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
                self.devtools("Emulation.setEmulatedMedia", json!({ "features": dark })).await;
            }
            Browser::Firefox(firefox) => firefox.prefer_dark().await,
            Browser::WebKit(_) => panic!("WebKit's driver can't emulate a preference for dark pages"),
        }
        // Firefox applies the preference to its pages with a delay.
        self.wait_until("dark", "matchMedia('(prefers-color-scheme: dark)').matches").await;
    }

    /// Emulates print styles in the window.
    pub async fn emulate_print(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Goes back to screen styles.
    pub async fn emulate_screen(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }

    /// Hides the scroll bars of pages that are loaded from now on.
    pub async fn without_scroll_bars(&self) {
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
    }

    /// Sets the browser's time zone, such as `America/Los_Angeles`.
    pub async fn time_zone(&self, name: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).await;
    }

    /// Turns JavaScript off for pages that are loaded from now on. Scripts of the test still run.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Takes the browser offline.
    pub async fn go_offline(&self) {
        self.network(true, 0, -1).await;
    }

    /// Takes the browser online again.
    pub async fn go_online(&self) {
        self.network(false, 0, -1).await;
    }

    /// Emulates a slow mobile network: 1.6 Mbit/s, 150 ms latency.
    pub async fn slow_network(&self) {
        self.network(false, 150, 200_000).await;
    }

    /// Limits the site's storage quota, in bytes.
    pub async fn quota(&self, bytes: u64) {
        let origin: String = self.get("location.origin").await;
        self.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": bytes })).await;
    }

    /// Makes the processor so many times slower.
    pub async fn slow_processor(&self, times: u32) {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
    }

    /// `throughput` is in bytes a second; -1 means no limit.
    async fn network(&self, offline: bool, latency_ms: u32, throughput: i32) {
        let conditions = json!({
            "offline": offline,
            "latency": latency_ms,
            "downloadThroughput": throughput,
            "uploadThroughput": throughput,
        });
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }
}

//! Other windows, networks, places and tastes than those of the machine under the tests.

use serde_json::json;

use super::Page;

/// A window: CSS pixels and density.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    width: u32,
    height: u32,
    density: u32,
    mobile: bool,
}

impl Screen {
    /// A telephone, upright.
    pub const PHONE: Self = Self { width: 360, height: 740, density: 2, mobile: true };
    /// A small window on a desk.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, density: 1, mobile: false };
    /// The narrowest a page has to fit, which is also 1280 px at a zoom of 400 %.
    pub const NARROW: Self = Self { width: 320, height: 640, density: 1, mobile: true };

    /// A window of this width in CSS pixels, on a screen of this density.
    pub const fn wide(width: u32, density: u32) -> Self {
        Self { width, height: 900, density, mobile: false }
    }
}

impl Page {
    /// Changes the size of the window.
    pub async fn screen(&self, screen: Screen) {
        if let Some(firefox) = &self.firefox {
            return firefox.screen(screen.width, screen.height, screen.density).await;
        }
        let metrics = json!({
            "width": screen.width,
            "height": screen.height,
            "deviceScaleFactor": screen.density,
            "mobile": screen.mobile,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// As a reader who prefers dark pages sees it.
    pub async fn darken(&self) {
        match &self.firefox {
            Some(firefox) => firefox.darken(&self.driver).await,
            None => {
                let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
                self.devtools("Emulation.setEmulatedMedia", json!({ "features": dark })).await;
            }
        }
        // Firefox tells its pages of a preference when it finds the time.
        self.wait_until("dark", "matchMedia('(prefers-color-scheme: dark)').matches").await;
    }

    /// As the page is printed, but in its window.
    pub async fn on_paper(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// As it is read in its window again.
    pub async fn on_screen(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }

    /// Hides the scroll bars of pages loaded from now on.
    pub async fn without_scroll_bars(&self) {
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
    }

    /// Puts the browser into a time zone, as in `America/Los_Angeles`.
    pub async fn time_zone(&self, name: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).await;
    }

    /// Pages loaded from now on run no scripts; those of the test still do.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Cuts the browser off the network.
    pub async fn go_offline(&self) {
        self.network(true, 0, -1).await;
    }

    /// Gives the network back.
    pub async fn go_online(&self) {
        self.network(false, 0, -1).await;
    }

    /// A slow telephone line: 1.6 Mbit/s, 150 ms.
    pub async fn slow_network(&self) {
        self.network(false, 150, 200_000).await;
    }

    /// Limits what the site may store on the device, in bytes.
    pub async fn quota(&self, bytes: u64) {
        let origin: String = self.get("location.origin").await;
        self.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": bytes })).await;
    }

    /// A processor so many times slower.
    pub async fn slow_processor(&self, times: u32) {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
    }

    /// `throughput` is in bytes a second, -1 for as fast as it goes.
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

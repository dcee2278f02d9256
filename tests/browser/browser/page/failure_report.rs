//! Screenshots, and the report of a failed test.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::super::running::Browser;
use super::Page;

impl Page {
    /// A PNG of the viewport.
    pub async fn screenshot(&self) -> Vec<u8> {
        self.capture(false).await
    }

    /// A PNG of the whole page.
    #[allow(dead_code, reason = "the pictures in ../../../pictures use it")]
    pub async fn full_screenshot(&self) -> Vec<u8> {
        self.capture(true).await
    }

    async fn capture(&self, beyond_viewport: bool) -> Vec<u8> {
        let parameters = json!({ "format": "png", "captureBeyondViewport": beyond_viewport });
        let image = self.devtools("Page.captureScreenshot", parameters).await;
        let data = image["data"].as_str().unwrap_or_default();
        STANDARD.decode(data).expect("the browser encodes pictures in base64")
    }

    /// Describes the page for the report of a failed test, and saves a screenshot.
    pub(in super::super) async fn describe(&self, image: &Path) -> String {
        let mut report = String::from("\n-- the page\n");
        let url = self.driver.current_url().await.map(String::from).unwrap_or_default();
        let title = self.driver.title().await.unwrap_or_default();
        let _ = writeln!(report, "{url} “{title}”");
        let body = "return document.body?.outerHTML.slice(0, 4000) ?? ''";
        if let Ok(Value::String(body)) = self.try_script(body).await {
            let _ = writeln!(report, "{body}");
        }
        let _ = writeln!(report, "-- the console");
        let lines = match &self.browser {
            Browser::Chromium(_) => self.driver.browser_log().await.map_or_else(
                |_| Vec::new(),
                |entries| entries.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect(),
            ),
            Browser::Firefox(firefox) => firefox.console_so_far().await,
            Browser::WebKit(_) => match self.try_script("return window.__console ?? []").await {
                Ok(lines) => serde_json::from_value(lines).unwrap_or_default(),
                Err(_) => Vec::new(),
            },
        };
        for line in lines {
            let _ = writeln!(report, "{line}");
        }
        if let Ok(seen) = self.try_script("return window.__seen ?? []").await {
            let _ = writeln!(report, "-- errors, rejections, breaches of the policy\n{seen}");
        }
        let _ = writeln!(report, "-- the requests");
        for request in self.server.requests() {
            let end = if request.finished.is_some() { "" } else { ", under way" };
            let _ = writeln!(report, "{} ({} bytes{end})", request.path, request.sent);
        }
        // WebKit's driver waits for the next change of the page, which may never come.
        if let Ok(Ok(())) = timeout(Duration::from_secs(5), self.driver.screenshot(image)).await {
            let _ = writeln!(report, "-- a picture of it: {}", image.display());
        }
        report
    }
}

//! What a page weighs on its browser.

use serde_json::json;

use super::Page;

/// What a page holds on to.
#[derive(Debug)]
pub struct Load {
    /// Bytes of JavaScript's objects.
    pub heap: f64,
    /// Nodes, in the document and out of it.
    pub nodes: f64,
    /// Listeners to events.
    pub listeners: f64,
}

impl Page {
    /// What the page holds on to once nothing more can be thrown away.
    pub async fn load_on_browser(&self) -> Load {
        self.devtools("Performance.enable", json!({})).await;
        // Once is not enough for what is held by what has just gone.
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        }
        let metrics = self.devtools("Performance.getMetrics", json!({})).await;
        let metric = |name: &str| {
            let metrics = metrics["metrics"].as_array().expect("metrics are a list");
            let found = metrics.iter().find(|metric| metric["name"] == name);
            found.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("no metric {name}"))
        };
        Load { heap: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners") }
    }
}

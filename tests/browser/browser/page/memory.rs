//! Memory use of a page.

use serde_json::json;

use super::Page;

/// What a page keeps in memory.
#[derive(Debug)]
pub struct MemoryUse {
    /// Bytes of JavaScript objects.
    pub heap: f64,
    /// DOM nodes, in the document and detached.
    pub nodes: f64,
    /// Event listeners.
    pub listeners: f64,
}

impl Page {
    /// The memory use after garbage collection.
    pub async fn memory_use(&self) -> MemoryUse {
        self.devtools("Performance.enable", json!({})).await;
        // One collection does not free objects that only just became unreachable.
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        }
        let metrics = self.devtools("Performance.getMetrics", json!({})).await;
        let metric = |name: &str| {
            let metrics = metrics["metrics"].as_array().expect("metrics are a list");
            let found = metrics.iter().find(|metric| metric["name"] == name);
            found.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("no metric {name}"))
        };
        MemoryUse { heap: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners") }
    }
}

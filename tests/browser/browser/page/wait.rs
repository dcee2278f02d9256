//! Waits for conditions. Nothing here sleeps for a fixed time.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::Page;

/// The default timeout of a wait.
pub(super) const TIMEOUT: Duration = Duration::from_secs(20);

/// The interval between two checks of a condition.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(40);

/// How long the answer to one check may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// The fault that a page shows in `section.fault`.
#[derive(Debug, Deserialize)]
pub struct Fault {
    /// The code in `data-fault`.
    pub code: String,
    /// The visible text.
    pub words: String,
    /// Whether there is a Retry button.
    pub retry: bool,
}

impl Page {
    /// Waits until an article with this headline is shown.
    pub async fn wait_for_article(&self, headline: &str) {
        let now =
            format!("document.querySelector('main[data-state=ready] h1.headline')?.innerText === {}", json!(headline));
        self.wait_until(&format!("the article “{headline}”"), &now).await;
    }

    /// Waits until a fault is shown.
    pub async fn wait_for_fault(&self) -> Fault {
        self.wait_for_fault_within(TIMEOUT).await
    }

    /// As [`Page::wait_for_fault`], with a timeout of its own.
    pub async fn wait_for_fault_within(&self, timeout: Duration) -> Fault {
        let there = "document.querySelector('main[data-state=fault] section.fault')";
        self.wait_up_to(timeout, "a fault", there).await;
        self.get(&format!(
            "(fault => ({{ code: fault.dataset.fault ?? '', words: fault.innerText, \
             retry: !!fault.querySelector('button.retry') }}))({there})"
        ))
        .await
    }

    /// Waits until an element matches a selector.
    pub async fn wait_for(&self, selector: &str) {
        self.wait_until(selector, &format!("document.querySelector({})", json!(selector))).await;
    }

    /// Waits until an element that matches a selector has the focus.
    pub async fn wait_for_focus(&self, selector: &str) {
        let focused = format!("document.activeElement?.matches({})", json!(selector));
        self.wait_until(&format!("the focus on {selector}"), &focused).await;
    }

    /// Waits until a JavaScript expression is true. `what` is for the failure message.
    pub async fn wait_until(&self, what: &str, expression: &str) {
        self.wait_up_to(TIMEOUT, what, expression).await;
    }

    /// As [`Page::wait_until`], with a timeout of its own.
    pub async fn wait_up_to(&self, timeout: Duration, what: &str, expression: &str) {
        let begun = Instant::now();
        let script = format!("return !!({expression})");
        // While one document replaces another, scripts fail, and WebKit's driver never answers some. Both count as "not
        // yet".
        while !matches!(tokio::time::timeout(ANSWER_TIMEOUT, self.try_script(&script)).await, Ok(Ok(Value::Bool(true))))
        {
            assert!(begun.elapsed() < timeout, "waited {timeout:?} in vain for {what}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
}

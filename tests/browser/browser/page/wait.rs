//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::Page;

/// How long a test waits for something that should take a moment.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// How often a waiting test looks.
pub(super) const GLANCE: Duration = Duration::from_millis(25);

/// What `section.fault` says.
#[derive(Debug, Deserialize)]
pub struct Fault {
    /// `data-fault`.
    pub code: String,
    /// All its words.
    pub words: String,
    /// Whether there is a Retry button.
    pub retry: bool,
}

impl Page {
    /// Waits until an article with this headline is on screen.
    pub async fn shows(&self, headline: &str) {
        let now =
            format!("document.querySelector('main[data-state=ready] h1.headline')?.innerText === {}", json!(headline));
        self.wait_until(&format!("the article “{headline}”"), &now).await;
    }

    /// Waits until a fault is on screen.
    pub async fn fault(&self) -> Fault {
        self.fault_within(PATIENCE).await
    }

    /// As [`Page::fault`], for those that take their time.
    pub async fn fault_within(&self, patience: Duration) -> Fault {
        let there = "document.querySelector('main[data-state=fault] section.fault')";
        self.wait_up_to(patience, "a fault", there).await;
        self.get(&format!(
            "(fault => ({{ code: fault.dataset.fault ?? '', words: fault.innerText, \
             retry: !!fault.querySelector('button.retry') }}))({there})"
        ))
        .await
    }

    /// Waits until something matches a selector.
    pub async fn wait_for(&self, selector: &str) {
        self.wait_until(selector, &format!("document.querySelector({})", json!(selector))).await;
    }

    /// What a selector has to match for the focus to be there.
    pub async fn wait_for_focus(&self, selector: &str) {
        let focused = format!("document.activeElement?.matches({})", json!(selector));
        self.wait_until(&format!("the focus on {selector}"), &focused).await;
    }

    /// Waits until an expression is true; `what` is for the words of the failure.
    pub async fn wait_until(&self, what: &str, expression: &str) {
        self.wait_up_to(PATIENCE, what, expression).await;
    }

    /// As [`Page::wait_until`], with a patience of its own.
    pub async fn wait_up_to(&self, patience: Duration, what: &str, expression: &str) {
        let begun = Instant::now();
        let script = format!("return !!({expression})");
        // A page that is being replaced can't be asked: not yet, then.
        while !matches!(self.try_script(&script).await, Ok(Value::Bool(true))) {
            assert!(begun.elapsed() < patience, "waited {patience:?} in vain for {what}");
            tokio::time::sleep(GLANCE).await;
        }
    }
}

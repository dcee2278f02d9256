//! What a test can ask of a page.

use std::time::Instant;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::session::scriptret::ScriptRet;

use super::Page;
use super::wait::{GLANCE, PATIENCE};

/// A moment of what was on screen, from the observer.
#[derive(Debug, Deserialize)]
pub struct Frame {
    /// Milliseconds since the navigation.
    pub at: f64,
    /// `data-state` of the article: in the bare shell, which has none, `loading`; before it, empty.
    pub state: String,
    /// Whether a skeleton could be seen.
    pub skeleton: bool,
    /// Whether the article could be seen.
    pub article: bool,
}

impl Page {
    /// The value of a JavaScript expression, or of its promise. Firefox may answer nothing at all where a document is
    /// new and the machine is busy: where nothing is no such value, it is asked again.
    pub async fn get<T: DeserializeOwned>(&self, expression: &str) -> T {
        let begun = Instant::now();
        loop {
            let value = self.script(&format!("return {expression}")).await;
            let is_nothing = value.is_null() && serde_json::from_value::<T>(Value::Null).is_err();
            if !is_nothing || begun.elapsed() > PATIENCE {
                return decoded(expression, value);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The words in the frame that a JavaScript expression finds, of whatever origin they are.
    pub async fn words_in_frame(&self, frame: &str) -> String {
        self.get_in_frame(frame, "document.body.innerText").await
    }

    /// The value of a JavaScript expression in the frame that another finds, of whatever origin it is, once its page
    /// has been loaded: the host's page may be there before the browser can be asked about the frame's, and until then
    /// the answer is an error or nothing.
    pub async fn get_in_frame<T: DeserializeOwned>(&self, frame: &str, expression: &str) -> T {
        let once_loaded = format!(
            "return document.readyState === 'complete' && location.href !== 'about:blank' \
             ? {{ value: {expression} }} : null"
        );
        let begun = Instant::now();
        loop {
            let found = self.driver.execute(format!("return {frame}"), Vec::new()).await.and_then(ScriptRet::element);
            let found = found.unwrap_or_else(|error| panic!("{frame}: {error}"));
            found.enter_frame().await.expect("a frame can be entered");
            let answer = self.try_script(&once_loaded).await;
            self.driver.enter_parent_frame().await.expect("what was entered can be left");
            if let Ok(Value::Object(mut answer)) = answer {
                return decoded(&format!("{expression} in {frame}"), answer.remove("value").unwrap_or_default());
            }
            assert!(begun.elapsed() < PATIENCE, "{expression} in {frame}: waited in vain for {answer:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// How many elements match.
    pub async fn count(&self, selector: &str) -> usize {
        self.get(&format!("document.querySelectorAll({}).length", json!(selector))).await
    }

    /// The visible text of the only element that matches.
    pub async fn text(&self, selector: &str) -> String {
        let mut texts = self.texts(selector).await;
        assert_eq!(texts.len(), 1, "“{selector}” should match once: {texts:?}");
        texts.remove(0)
    }

    /// The visible texts of all elements that match.
    pub async fn texts(&self, selector: &str) -> Vec<String> {
        let all = format!("[...document.querySelectorAll({})]", json!(selector));
        self.get(&format!("{all}.map(element => element.innerText.trim())")).await
    }

    /// An attribute of the first element that matches, if it has it.
    pub async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let first = format!("document.querySelector({})", json!(selector));
        self.get(&format!("{first}?.getAttribute({}) ?? null", json!(name))).await
    }

    /// The name by which assistive technology knows the first element that matches.
    pub async fn accessible_name(&self, selector: &str) -> String {
        let node = self.element(selector).await.cdp_backend_node_id().await;
        let node = json!({ "backendNodeId": node.expect("an element is a node"), "fetchRelatives": false });
        let tree = self.devtools("Accessibility.getPartialAXTree", node).await;
        tree["nodes"][0]["name"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// What the console said since it was last asked, as `LEVEL message`.
    pub async fn console(&self) -> Vec<String> {
        if let Some(firefox) = &self.firefox {
            return firefox.console(&self.driver).await;
        }
        let entries = self.driver.browser_log().await.expect("the driver keeps a log");
        entries.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect()
    }

    /// Errors, rejections and breaches of the policy since the page was loaded.
    pub async fn seen(&self) -> Vec<String> {
        self.get("window.__seen ?? []").await
    }

    /// How far things have moved (CLS, without its windows: the plain sum), and what moved.
    pub async fn layout_shift(&self) -> (f64, Vec<Value>) {
        let shifts: Vec<Value> = self.get("window.__allShifts()").await;
        let sum = shifts.iter().filter_map(|shift| shift["value"].as_f64()).sum();
        (sum, shifts)
    }

    /// What was on screen since the page was loaded.
    pub async fn frames(&self) -> Vec<Frame> {
        self.get("window.__frames").await
    }

    /// Asserts what holds in every state of the page: it says something, in words, and all that is
    /// not the article stands where it stood.
    pub async fn is_in_order(&self) {
        for part in ["header.masthead", "main#story", "footer.site-footer"] {
            assert_eq!(self.count(part).await, 1, "the page should have one {part}");
        }
        let article = self.text("main#story").await;
        assert!(!article.is_empty(), "the story is blank");
        let page = self.text("body").await;
        for slip in ["undefined", "Invalid Date", "NaN", "[object", "Some(", "Err("] {
            assert!(!page.contains(slip), "the page says “{slip}”: {page}");
        }
    }
}

/// The value of an expression, as it is wanted.
fn decoded<T: DeserializeOwned>(expression: &str, value: Value) -> T {
    let text = value.to_string();
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{expression} is {text}: {error}"))
}

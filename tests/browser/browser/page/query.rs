//! What tests can read from a page.

use std::time::Instant;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::session::scriptret::ScriptRet;

use super::super::running::Browser;
use super::Page;
use super::wait::{POLL_INTERVAL, TIMEOUT};

/// A rendered frame, as the observer script has recorded it.
#[derive(Debug, Deserialize)]
pub struct RenderedFrame {
    /// Milliseconds since the navigation.
    pub at: f64,
    /// `data-state` of the article; `loading` on the bare page, which has no such attribute yet; empty before that.
    pub state: String,
    /// Whether the skeleton was visible.
    pub skeleton: bool,
    /// Whether the article was visible.
    pub article: bool,
}

impl Page {
    /// The value of a JavaScript expression; promises are awaited. On a busy machine, Firefox may return null for a new
    /// document. If the type has no null, this asks again until the timeout.
    pub async fn get<T: DeserializeOwned>(&self, expression: &str) -> T {
        let begun = Instant::now();
        loop {
            let value = self.script(&format!("return {expression}")).await;
            let is_nothing = value.is_null() && serde_json::from_value::<T>(Value::Null).is_err();
            if !is_nothing || begun.elapsed() > TIMEOUT {
                return from_json(expression, value);
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// The visible text in a frame of any origin. `frame` is a JavaScript expression for it.
    pub async fn text_in_frame(&self, frame: &str) -> String {
        self.get_in_frame(frame, "document.body.innerText").await
    }

    /// The value of a JavaScript expression in a frame of any origin; `frame` is an expression for the frame. This
    /// waits until the frame has loaded, because before that the browser answers with an error or with nothing.
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
                return from_json(&format!("{expression} in {frame}"), answer.remove("value").unwrap_or_default());
            }
            assert!(begun.elapsed() < TIMEOUT, "{expression} in {frame}: waited in vain for {answer:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// The number of elements that match.
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

    /// An attribute of the first element that matches, if there is one.
    pub async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let first = format!("document.querySelector({})", json!(selector));
        self.get(&format!("{first}?.getAttribute({}) ?? null", json!(name))).await
    }

    /// The accessible name of the first element that matches.
    pub async fn accessible_name(&self, selector: &str) -> String {
        let node = self.element(selector).await.cdp_backend_node_id().await;
        let node = json!({ "backendNodeId": node.expect("an element is a node"), "fetchRelatives": false });
        let tree = self.devtools("Accessibility.getPartialAXTree", node).await;
        tree["nodes"][0]["name"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The console lines since the last call, as `LEVEL message`. In WebKit, only those of scripts in the page that is
    /// shown.
    pub async fn console(&self) -> Vec<String> {
        match &self.browser {
            Browser::Chromium(_) => {
                let entries = self.driver.browser_log().await.expect("the driver keeps a log");
                entries.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect()
            }
            Browser::Firefox(firefox) => firefox.console().await,
            Browser::WebKit(_) => self.get("window.__console?.splice(0) ?? []").await,
        }
    }

    /// Errors, rejections and policy violations since the page was loaded.
    pub async fn errors(&self) -> Vec<String> {
        self.get("window.__seen ?? []").await
    }

    /// The sum of all layout shifts (not CLS, which looks at time windows), and what shifted.
    pub async fn layout_shift(&self) -> (f64, Vec<Value>) {
        let shifts: Vec<Value> = self.get("window.__allShifts()").await;
        let sum = shifts.iter().filter_map(|shift| shift["value"].as_f64()).sum();
        (sum, shifts)
    }

    /// The number of frames rendered since the page was loaded.
    pub async fn rendered_frames(&self) -> Vec<RenderedFrame> {
        self.get("window.__frames").await
    }

    /// Asserts what is true in every state of the page: masthead, main part and footer are there once, and the text is
    /// not blank and has no leftovers of failed formatting.
    pub async fn assert_page_intact(&self) {
        for part in ["header.masthead", "main#story", "footer.site-footer"] {
            assert_eq!(self.count(part).await, 1, "the page should have one {part}");
        }
        let article = self.text("main#story").await;
        assert!(!article.is_empty(), "the story is blank");
        let page = self.text("body").await;
        for leftover in ["undefined", "Invalid Date", "NaN", "[object", "Some(", "Err("] {
            assert!(!page.contains(leftover), "the page says “{leftover}”: {page}");
        }
    }
}

/// Converts a JavaScript value to the wanted type.
fn from_json<T: DeserializeOwned>(expression: &str, value: Value) -> T {
    let text = value.to_string();
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{expression} is {text}: {error}"))
}

//! A running browser of any engine, as a test uses it: empty at first, and given back at the end.

use serde_json::json;
use thirtyfour::prelude::*;

use super::Engine;
use super::chromium::Chromium;
use super::firefox::Firefox;
use super::webkit::WebKit;

/// A browser that one test uses.
pub(super) enum Browser {
    Chromium(Chromium),
    Firefox(Firefox),
    WebKit(WebKit),
}

impl Browser {
    /// A browser with an empty page, and nothing stored.
    pub(super) async fn open(engine: Engine) -> Self {
        match engine {
            Engine::Chromium => Self::Chromium(Chromium::open().await),
            Engine::Firefox => Self::Firefox(Firefox::open().await),
            Engine::WebKit => Self::WebKit(WebKit::open().await),
        }
    }

    /// Removes what the test has left, and keeps the browser for the next test.
    pub(super) async fn put_back(self) {
        match self {
            Self::Chromium(chromium) => chromium.put_back().await,
            Self::Firefox(firefox) => firefox.put_back().await,
            Self::WebKit(webkit) => webkit.put_back().await,
        }
    }

    /// Ends the browser: after a failed test, its state is not known.
    pub(super) async fn end(self) {
        if let Err(error) = self.driver().clone().quit().await {
            eprintln!("the browser does not end: {error}");
        }
    }

    pub(super) fn engine(&self) -> Engine {
        match self {
            Self::Chromium(_) => Engine::Chromium,
            Self::Firefox(_) => Engine::Firefox,
            Self::WebKit(_) => Engine::WebKit,
        }
    }

    pub(super) fn driver(&self) -> &WebDriver {
        match self {
            Self::Chromium(chromium) => chromium.driver(),
            Self::Firefox(firefox) => firefox.driver(),
            Self::WebKit(webkit) => webkit.driver(),
        }
    }

    /// Opens a tab with an empty page. It has the same storage as the first.
    pub(super) async fn new_tab(&self) -> WindowHandle {
        match self {
            Self::Chromium(chromium) => chromium.new_tab().await,
            Self::Firefox(firefox) => firefox.new_tab().await,
            Self::WebKit(webkit) => webkit.driver().new_tab().await.expect("the browser has room for a tab"),
        }
    }

    /// Runs a script at the start of every page that is loaded from now on.
    pub(super) async fn add_preload_script(&self, script: &str) {
        match self {
            Self::Chromium(chromium) => {
                let devtools = chromium.driver().cdp();
                let added =
                    devtools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
                added.expect("a script can be added");
            }
            Self::Firefox(firefox) => firefox.add_preload_script(script).await,
            // The server does it: see `server/observer.rs`.
            Self::WebKit(_) => {}
        }
    }
}

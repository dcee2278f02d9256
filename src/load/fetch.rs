//! Fetches documents in the browser, with retries and with limits on time and size.

use gloo_net::http::{self, Response};
use js_sys::{Array, Map, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use super::{LoadError, Verdict, verdict};
use crate::address::Base;
use crate::article::read::whole;
use crate::article::{MAX_BYTES, ParseError};

/// How long a request may bring no byte, in milliseconds.
const IDLE_TIMEOUT: f64 = 10_000.;

/// How long loading may take in all, in milliseconds, with retries and the pauses before them.
const TOTAL_TIMEOUT: f64 = 30_000.;

/// The pauses before the first and the second retry, in milliseconds.
const RETRY_PAUSES: [f64; 2] = [500., 1_500.];

/// Requests that `start.js` made before the wasm was there, so that article and wasm load at the same time. The map
/// leads from addresses to promises of responses, and from each promise to its abort controller. Each request is used
/// once.
pub struct PreloadedResponses(Map);

impl PreloadedResponses {
    /// Wraps the map that `start.js` made.
    pub fn new(requests: Map) -> Self {
        Self(requests)
    }

    /// Takes a request from the map, but leaves its key there, so that `start.js` does not request that address again.
    fn take(&self, url: &str) -> Option<(Promise, AbortController)> {
        let key = JsValue::from_str(url);
        let response = self.0.get(&key).dyn_into::<Promise>();
        self.0.set(&key, &JsValue::UNDEFINED);
        let response = response.ok()?;
        let controller = self.0.get(&response).unchecked_into();
        Some((response, controller))
    }
}

/// A request for a document, with its retries.
pub struct Request {
    url: String,
    /// The response to the first attempt, if `start.js` made that.
    preloaded: Option<Promise>,
    /// Each request has its own, so that aborting one leaves the others. [`None`] in a browser without abort
    /// controllers.
    controller: Option<AbortController>,
}

impl Request {
    /// Prepares a request for the document at the address of `base`.
    pub fn new(base: &Base, preloaded: &PreloadedResponses) -> Self {
        let url = base.url().to_owned();
        match preloaded.take(&url) {
            Some((response, controller)) => Self { url, preloaded: Some(response), controller: Some(controller) },
            None => Self { url, preloaded: None, controller: AbortController::new().ok() },
        }
    }

    /// Aborts the request. [`Request::bytes`] then returns an error of no meaning.
    pub fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// Fetches the bytes of the document.
    pub async fn bytes(&self) -> Result<Vec<u8>, LoadError> {
        let result = self.attempts().await;
        // After an error, no response may stay open: in Chromium's cache, it would hold back the next request for the
        // same address.
        self.abort();
        result
    }

    async fn attempts(&self) -> Result<Vec<u8>, LoadError> {
        let deadline = js_sys::Date::now() + TOTAL_TIMEOUT;
        let mut preloaded = self.preloaded.clone();
        let mut pauses = RETRY_PAUSES.into_iter();
        loop {
            let response = preloaded.take().or_else(|| self.attempt()).ok_or(LoadError::Network)?;
            let response = await_until(deadline, &response).await?.ok_or_else(connection_error)?;
            let response = Response::from(response.unchecked_into::<web_sys::Response>());
            match verdict(response.status()) {
                Verdict::Read => return body(&response, deadline).await,
                Verdict::Stop(error) => return Err(error),
                Verdict::Again(error) => match pauses.next() {
                    Some(pause) => {
                        let pause = pause.max(retry_after(&response));
                        if js_sys::Date::now() + pause >= deadline {
                            return Err(error);
                        }
                        sleep(pause).await;
                    }
                    None => return Err(error),
                },
            }
        }
    }

    fn attempt(&self) -> Option<Promise> {
        let signal = self.controller.as_ref().map(AbortController::signal);
        // Few static servers say how long a file stays fresh, and a corrected article has to show at once.
        let request = http::Request::get(&self.url).cache(RequestCache::NoCache).abort_signal(signal.as_ref()).build();
        Some(web_sys::window()?.fetch_with_request(&request.ok()?.into()))
    }
}

/// The pause that the server asks for, in milliseconds: its `Retry-After`, in seconds or as a date
/// (<https://www.rfc-editor.org/rfc/rfc9110#name-retry-after>). 0 without that header.
fn retry_after(response: &Response) -> f64 {
    let header = response.headers().get("Retry-After").unwrap_or_default();
    let pause = match whole(&header) {
        Some(seconds) => f64::from(seconds) * 1000.,
        None => js_sys::Date::parse(&header) - js_sys::Date::now(),
    };
    // An invalid date gives NaN, which `max` turns into 0.
    pause.max(0.)
}

async fn body(response: &Response, deadline: f64) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        // The connection may break after a part of the body.
        let broken = || if online() { ParseError::Truncated.into() } else { LoadError::Offline };
        let chunk = await_until(deadline, &reader.read()).await?.ok_or_else(broken)?;
        let part = Reflect::get(&chunk, &"value".into()).ok().and_then(|value| value.dyn_into::<Uint8Array>().ok());
        let Some(part) = part else {
            return Ok(bytes);
        };
        if bytes.len() + part.length() as usize > MAX_BYTES {
            return Err(ParseError::TooLarge.into());
        }
        bytes.extend(part.to_vec());
    }
}

/// The value of a promise, or [`None`] if it is rejected. Waits at most [`IDLE_TIMEOUT`], and never past the deadline.
async fn await_until(deadline: f64, promise: &Promise) -> Result<Option<JsValue>, LoadError> {
    let timer = timer(IDLE_TIMEOUT.min(deadline - js_sys::Date::now()));
    match JsFuture::from(Promise::race(&Array::of2(promise, &timer))).await {
        // Only the timer resolves to `undefined`.
        Ok(value) if value.is_undefined() => Err(LoadError::Timeout),
        result => Ok(result.ok()),
    }
}

/// Waits for this many milliseconds.
pub async fn sleep(milliseconds: f64) {
    let _ = JsFuture::from(timer(milliseconds)).await;
}

fn timer(milliseconds: f64) -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds as i32);
        }
    })
}

/// Whether the device is online, as far as the browser knows.
fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn connection_error() -> LoadError {
    if online() { LoadError::Network } else { LoadError::Offline }
}

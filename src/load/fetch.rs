//! Fetching in the browser, with limits on time and size.

use gloo_net::http::{self, Response};
use js_sys::{Array, Map, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use super::{LoadError, Verdict, verdict};
use crate::address::Base;
use crate::article::read::whole;
use crate::article::{MAX_BYTES, ParseError};

/// The longest silence, in milliseconds.
const SILENCE: f64 = 10_000.;

/// The longest time for the whole, tries and pauses included, in milliseconds.
const WHOLE: f64 = 30_000.;

/// The pauses before the second and the third try, in milliseconds.
const PAUSES: [f64; 2] = [500., 1_500.];

/// Requests that `start.js` made before this code was there, so that article and code load side by side: a map from
/// addresses to promises of answers, and from each promise to the controller that aborts it. Each is used once.
pub struct PreloadedResponses(Map);

impl PreloadedResponses {
    /// From what `start.js` made.
    pub fn new(requests: Map) -> Self {
        Self(requests)
    }

    /// The key stays: it tells `start.js` that a request of its own would come too late.
    fn take(&self, url: &str) -> Option<(Promise, AbortController)> {
        let key = JsValue::from_str(url);
        let answer = self.0.get(&key).dyn_into::<Promise>();
        self.0.set(&key, &JsValue::UNDEFINED);
        let answer = answer.ok()?;
        let controller = self.0.get(&answer).unchecked_into();
        Some((answer, controller))
    }
}

/// A request for a document, with all its tries.
pub struct Request {
    url: String,
    /// The answer to the first try, if `start.js` has made that.
    preloaded: Option<Promise>,
    /// Its own, so that giving it up ends no other request. [`None`] in a browser that has no such thing.
    controller: Option<AbortController>,
}

impl Request {
    /// Prepares a request for the document at the address of `base`.
    pub fn new(base: &Base, preloaded: &PreloadedResponses) -> Self {
        let url = base.url().to_owned();
        match preloaded.take(&url) {
            Some((answer, controller)) => Self { url, preloaded: Some(answer), controller: Some(controller) },
            None => Self { url, preloaded: None, controller: AbortController::new().ok() },
        }
    }

    /// Gives it up. [`Request::bytes`] then ends with an error that means nothing.
    pub fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// The bytes of the document.
    pub async fn bytes(&self) -> Result<Vec<u8>, LoadError> {
        let result = self.attempts().await;
        // Nothing may go on arriving after a fault: a request left hanging would even hold back the next one for the
        // same address, in Chromium's cache.
        self.abort();
        result
    }

    async fn attempts(&self) -> Result<Vec<u8>, LoadError> {
        let deadline = js_sys::Date::now() + WHOLE;
        let mut preloaded = self.preloaded.clone();
        let mut pauses = PAUSES.into_iter();
        loop {
            let answer = preloaded.take().or_else(|| self.attempt()).ok_or(LoadError::Network)?;
            let answer = within(deadline, &answer).await?.ok_or_else(unreachable)?;
            let answer = Response::from(answer.unchecked_into::<web_sys::Response>());
            match verdict(answer.status()) {
                Verdict::Read => return body(&answer, deadline).await,
                Verdict::Stop(error) => return Err(error),
                Verdict::Again(error) => match pauses.next() {
                    Some(pause) => {
                        let pause = pause.max(wanted_pause(&answer));
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
        // Almost no static server says how long a file stays fresh: a corrected article must show at once.
        let request = http::Request::get(&self.url).cache(RequestCache::NoCache).abort_signal(signal.as_ref()).build();
        Some(web_sys::window()?.fetch_with_request(&request.ok()?.into()))
    }
}

/// How long the server wants to be left alone, in milliseconds: its `Retry-After`, in seconds or as a date
/// (<https://www.rfc-editor.org/rfc/rfc9110#name-retry-after>). 0 if it doesn't say.
fn wanted_pause(answer: &Response) -> f64 {
    let header = answer.headers().get("Retry-After").unwrap_or_default();
    let pause = match whole(&header) {
        Some(seconds) => f64::from(seconds) * 1000.,
        None => js_sys::Date::parse(&header) - js_sys::Date::now(),
    };
    // What is no date is no number.
    pause.max(0.)
}

async fn body(answer: &Response, deadline: f64) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let Some(stream) = answer.body() else {
        return Ok(bytes);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        // The connection may break off after some of the body has come.
        let broken = || if online() { ParseError::Truncated.into() } else { LoadError::Offline };
        let chunk = within(deadline, &reader.read()).await?.ok_or_else(broken)?;
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

/// What a promise resolves to, [`None`] if it is rejected. Waits no longer than [`SILENCE`], nor past the deadline.
async fn within(deadline: f64, promise: &Promise) -> Result<Option<JsValue>, LoadError> {
    let timer = timer(SILENCE.min(deadline - js_sys::Date::now()));
    match JsFuture::from(Promise::race(&Array::of2(promise, &timer))).await {
        // Only the timer resolves to that.
        Ok(value) if value.is_undefined() => Err(LoadError::Timeout),
        result => Ok(result.ok()),
    }
}

/// Waits for some milliseconds.
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

/// Whether the device has a network, as far as it knows.
fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn unreachable() -> LoadError {
    if online() { LoadError::Network } else { LoadError::Offline }
}

//! Fetching in the browser, with limits on time and size.

use gloo_net::http::{Request, Response};
use js_sys::{Array, Map, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReadableStreamDefaultReader, RequestCache};

use super::{LoadError, Verdict, verdict};
use crate::article::{MAX_BYTES, ParseError};

/// The longest silence, in milliseconds.
const SILENCE: f64 = 10_000.;

/// The longest time for the whole, tries and pauses included, in milliseconds.
const WHOLE: f64 = 30_000.;

/// The pauses before the second and the third try, in milliseconds.
const PAUSES: [f64; 2] = [500., 1_500.];

/// Requests that `start.js` made before this code was there, so that story and code load side by side: a map from
/// addresses to promises of answers, and what aborts them. Each is used once.
pub struct Early {
    answers: Map,
    controller: AbortController,
}

impl Early {
    /// From what `start.js` made.
    pub fn new(answers: Map, controller: AbortController) -> Self {
        Self { answers, controller }
    }

    /// The key stays: it tells `start.js` that a request of its own would come too late.
    fn take(&self, url: &str) -> Option<Promise> {
        let key = JsValue::from_str(url);
        let answer = self.answers.get(&key).dyn_into().ok();
        self.answers.set(&key, &JsValue::UNDEFINED);
        answer
    }
}

/// The bytes at an address. When `signal` is aborted, it ends early, with an error that means nothing. The holder of
/// its controller aborts it at the end as well, so that nothing goes on arriving after a fault.
pub async fn fetch(url: &str, early: &Early, signal: &AbortSignal) -> Result<Vec<u8>, LoadError> {
    let result = attempts(url, early, signal).await;
    if matches!(result, Err(LoadError::Timeout | LoadError::Parse(ParseError::TooLarge))) {
        // A request left hanging would even hold back the next one for the same address, in Chromium's cache.
        early.controller.abort();
    }
    result
}

async fn attempts(url: &str, early: &Early, signal: &AbortSignal) -> Result<Vec<u8>, LoadError> {
    let deadline = js_sys::Date::now() + WHOLE;
    let mut pauses = PAUSES.into_iter();
    loop {
        let answer = early.take(url).or_else(|| request(url, signal)).ok_or(LoadError::Network)?;
        let answer = within(deadline, &answer).await?.ok_or_else(unreachable)?;
        let answer = Response::from(answer.unchecked_into::<web_sys::Response>());
        match verdict(answer.status()) {
            Verdict::Read => return body(&answer, deadline).await,
            Verdict::Stop(error) => return Err(error),
            Verdict::Again(error) => match pauses.next() {
                Some(pause) if js_sys::Date::now() + pause < deadline => sleep(pause).await,
                _ => return Err(error),
            },
        }
    }
}

fn request(url: &str, signal: &AbortSignal) -> Option<Promise> {
    // Almost no static server says how long a file stays fresh: a mended story must show at once.
    let request = Request::get(url).cache(RequestCache::NoCache).abort_signal(Some(signal)).build().ok()?;
    Some(web_sys::window()?.fetch_with_request(&request.into()))
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

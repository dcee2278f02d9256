//! The browser harness: it gives each test a headless Chromium or Firefox and a server of its own, and closes both at
//! the end.

mod bidi;
mod chromium;
mod driver;
mod firefox;
mod page;
mod programs;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use crate::server::{Host, Server};

pub use page::{Fault, Page, RenderedFrame, Screen};

/// How long a test may run. This is longer than the slowest test takes on a machine that is ten times overloaded.
const TEST_TIMEOUT: Duration = Duration::from_secs(180);

/// How many busy browser sessions may run at once. On two cores, more sessions would slow each other down until tests
/// time out.
const MAX_BUSY_SESSIONS: usize = 2;

/// The browser that a test runs in.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    /// Chromium, which offers a test the most information, by the DevTools protocol.
    Chromium,
    /// Firefox. It reports no layout shifts and no long tasks, counts no nodes and listeners, and can't emulate a slow
    /// network.
    Firefox,
}

impl Engine {
    /// All browsers.
    const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

/// Runs a test in Chromium on a server with this configuration, and closes both, even if the test panics.
pub fn browse(host: Host, test: impl AsyncFnOnce(&Page)) {
    let _slot = SessionSlot::take();
    browse_without_slot(host, test);
}

/// As [`browse`], but without taking a [`SessionSlot`]: for tests that mostly wait, which do not slow other tests down.
pub fn browse_without_slot(host: Host, test: impl AsyncFnOnce(&Page)) {
    if let Err(panic) = browse_in(Engine::Chromium, host, test) {
        resume_unwind(panic);
    }
}

/// Runs a test in Chromium and then in Firefox. It fails if the test fails in either.
pub fn browse_in_all_engines(host: Host, test: impl AsyncFn(&Page)) {
    let _slot = SessionSlot::take();
    browse_in_all_engines_without_slot(host, test);
}

/// As [`browse_in_all_engines`], but without taking a [`SessionSlot`]: for tests that mostly wait.
pub fn browse_in_all_engines_without_slot(host: Host, test: impl AsyncFn(&Page)) {
    let outcomes = Engine::ALL.map(|engine| browse_in(engine, host.clone(), &test));
    for outcome in outcomes {
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    }
}

fn browse_in(engine: Engine, host: Host, test: impl AsyncFnOnce(&Page)) -> std::thread::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime needs nothing but threads");
    let page = runtime.block_on(async { Page::open(engine, Server::start(host).await).await });
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let in_time = runtime.block_on(async { tokio::time::timeout(TEST_TIMEOUT, test(&page)).await });
        assert!(in_time.is_ok(), "the test was not done after {} s", TEST_TIMEOUT.as_secs());
    }));
    if outcome.is_err() {
        let image = artefact(&format!("failed {} in {engine:?}.png", test_name()));
        eprintln!("\nin {engine:?}:{}", runtime.block_on(page.describe(&image)));
    }
    runtime.block_on(page.close());
    outcome
}

/// The path at which a test saves a file for people to look at, such as a screenshot.
pub fn artefact(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace("::", " "))
}

/// The name of the running test. The test harness gives it to the test's thread.
fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").to_owned()
}

/// A slot for a busy browser session. Dropping it frees the slot.
struct SessionSlot;

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

impl SessionSlot {
    fn take() -> Self {
        let taken = TAKEN.lock().expect("no test panics with the lock");
        let mut taken =
            FREED.wait_while(taken, |taken| *taken == MAX_BUSY_SESSIONS).expect("no test panics with the lock");
        *taken += 1;
        Self
    }
}

impl Drop for SessionSlot {
    fn drop(&mut self) {
        if let Ok(mut taken) = TAKEN.lock() {
            *taken -= 1;
            FREED.notify_one();
        }
    }
}

//! A browser for a test: a headless Chromium or Firefox of its own, on a server of its own, closed at the end.

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

pub use page::{Fault, Frame, Page, Screen};

/// Longer than the slowest test takes on a machine with ten times its own work to do.
const DEADLINE: Duration = Duration::from_secs(180);

/// Busy sessions at a time: more of them make each other late on two cores.
const BUSY_SESSIONS: usize = 2;

/// What a test runs in.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    /// Chromium, of which a test can ask the most.
    Chromium,
    /// Firefox. It has no layout shifts, no long tasks, no slow networks, and no counts of nodes and listeners to tell.
    Firefox,
}

impl Engine {
    /// All of them.
    const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

/// Runs a test in Chromium on a server of `host`, and closes both, also if the test panics.
pub fn browse(host: Host, test: impl AsyncFnOnce(&Page)) {
    let _place = Place::take();
    browse_idly(host, test);
}

/// As [`browse`], for a test that does little but wait: it may run beside the others.
pub fn browse_idly(host: Host, test: impl AsyncFnOnce(&Page)) {
    if let Err(panic) = browse_in(Engine::Chromium, host, test) {
        resume_unwind(panic);
    }
}

/// As [`browse`], in one engine after the other; it fails if the test does in any of them.
pub fn browse_everywhere(host: Host, test: impl AsyncFn(&Page)) {
    let _place = Place::take();
    browse_everywhere_idly(host, test);
}

/// As [`browse_everywhere`], for a test that does little but wait: it may run beside the others.
pub fn browse_everywhere_idly(host: Host, test: impl AsyncFn(&Page)) {
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
        let in_time = runtime.block_on(async { tokio::time::timeout(DEADLINE, test(&page)).await });
        assert!(in_time.is_ok(), "the test was not done after {} s", DEADLINE.as_secs());
    }));
    if outcome.is_err() {
        let image = artefact(&format!("failed {} in {engine:?}.png", test_name()));
        eprintln!("\nin {engine:?}:{}", runtime.block_on(page.describe(&image)));
    }
    runtime.block_on(page.close());
    outcome
}

/// Where a test leaves a file for somebody to look at.
pub fn artefact(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace("::", " "))
}

/// The name of the running test: its thread has it.
fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").to_owned()
}

/// A place among the busy sessions, given back when dropped.
struct Place;

static TAKEN: Mutex<usize> = Mutex::new(0);
static GIVEN_BACK: Condvar = Condvar::new();

impl Place {
    fn take() -> Self {
        let taken = TAKEN.lock().expect("no test panics with the lock");
        let mut taken =
            GIVEN_BACK.wait_while(taken, |taken| *taken == BUSY_SESSIONS).expect("no test panics with the lock");
        *taken += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Ok(mut taken) = TAKEN.lock() {
            *taken -= 1;
            GIVEN_BACK.notify_one();
        }
    }
}

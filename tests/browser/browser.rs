//! The browser harness: it gives each test an empty page in Chromium, Firefox or WebKit, and a server of its own. The
//! browsers stay for the tests after it.

mod chromium;
mod firefox;
mod page;
mod pool;
mod process;
mod programs;
mod running;
mod socket;
mod webkit;

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, LazyLock, Mutex};
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::server::{Host, Server};

pub use page::{Fault, OBSERVER, Page, RenderedFrame, Screen};

/// How long a test may run. This is longer than the slowest test takes on a machine that is ten times overloaded.
const TEST_TIMEOUT: Duration = Duration::from_secs(180);

/// The browser that a test runs in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// Chromium, which offers a test the most information, by the DevTools protocol.
    Chromium,
    /// Firefox. It reports no layout shifts and no long tasks, counts no nodes and listeners, and can't emulate a slow
    /// network.
    Firefox,
    /// WebKit. It reports what Firefox does not either, and can't emulate a preference for dark pages.
    WebKit,
}

impl Engine {
    /// All browsers.
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// All but WebKit, whose driver loses a command now and then: it is for the tests that need it most.
    pub const WITHOUT_WEBKIT: [Self; 2] = [Self::Chromium, Self::Firefox];
}

/// One runtime for all tests, since the connections to a browser live longer than a test.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime needs nothing but threads"));

/// Does what a test needs before it opens a page, such as building that page. This may take as long as it likes.
pub fn prepare<T>(work: impl Future<Output = T>) -> T {
    let _slot = Slot::take();
    RUNTIME.block_on(work)
}

/// Runs a test in Chromium, on a server with this configuration.
pub fn browse(host: Host, test: impl AsyncFnOnce(&Page)) {
    let _slot = Slot::take();
    browse_without_slot(host, test);
}

/// As [`browse`], but without taking a [`Slot`]: for tests that mostly wait, which do not slow other tests down.
pub fn browse_without_slot(host: Host, test: impl AsyncFnOnce(&Page)) {
    if let Err(panic) = run(Engine::Chromium, host, test) {
        resume_unwind(panic);
    }
}

/// Runs a test in all browsers. It fails if the test fails in any of them.
pub fn browse_in_all_engines(host: Host, test: impl AsyncFn(&Page) + Sync) {
    browse_in(&Engine::ALL, host, test);
}

/// As [`browse_in_all_engines`], in these browsers.
pub fn browse_in(engines: &[Engine], host: Host, test: impl AsyncFn(&Page) + Sync) {
    run_in_parallel(engines, &|engine| {
        let _slot = Slot::take();
        run(engine, host.clone(), &test)
    });
}

/// As [`browse_in`], but without taking a [`Slot`]: for tests that mostly wait.
pub fn browse_in_without_slot(engines: &[Engine], host: Host, test: impl AsyncFn(&Page) + Sync) {
    run_in_parallel(engines, &|engine| run(engine, host.clone(), &test));
}

/// Runs a test in all these browsers at once, in threads that have its name.
fn run_in_parallel(engines: &[Engine], run: &(dyn Fn(Engine) -> Outcome + Sync)) {
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let spawn = |engine: &Engine| {
            let (thread, engine) = (std::thread::Builder::new().name(test_name()), *engine);
            thread.spawn_scoped(scope, move || run(engine)).expect("there is room for a thread")
        };
        let threads: Vec<_> = engines.iter().map(spawn).collect();
        threads.into_iter().map(|thread| thread.join().flatten()).collect()
    });
    for outcome in outcomes {
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    }
}

/// How a test ended: well, or with this panic.
type Outcome = std::thread::Result<()>;

fn run(engine: Engine, host: Host, test: impl AsyncFnOnce(&Page)) -> Outcome {
    let page = RUNTIME.block_on(async { Page::open(engine, Server::start(host).await).await });
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let in_time = RUNTIME.block_on(async { tokio::time::timeout(TEST_TIMEOUT, test(&page)).await });
        assert!(in_time.is_ok(), "the test was not done after {} s", TEST_TIMEOUT.as_secs());
    }));
    if outcome.is_ok() {
        RUNTIME.block_on(page.close());
    } else {
        let image = artefact(&format!("failed {} in {engine:?}.png", test_name()));
        eprintln!("\nin {engine:?}:{}", RUNTIME.block_on(page.describe(&image)));
        RUNTIME.block_on(page.end_browser());
    }
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

/// A slot for a busy browser. More than one for each processor would only slow each other down; there is one more, for the
/// moments in which a browser waits. Dropping a slot frees it.
struct Slot;

static FREE: LazyLock<Mutex<usize>> = LazyLock::new(|| Mutex::new(available_parallelism().map_or(2, NonZero::get) + 1));
static FREED: Condvar = Condvar::new();

impl Slot {
    fn take() -> Self {
        let free = FREE.lock().expect("no test panics with the lock");
        let mut free = FREED.wait_while(free, |free| *free == 0).expect("no test panics with the lock");
        *free -= 1;
        Self
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Ok(mut free) = FREE.lock() {
            *free += 1;
            FREED.notify_one();
        }
    }
}

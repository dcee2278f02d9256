//! WebKit, the engine of every iPhone, in WebKitGTK's small browser. It has no headless mode, so each has a display of
//! its own. It starts in half a second, so each test has a new one: its storage, caches and cookies are empty.
//!
//! The driver can't run a script before those of a page. The tests' server does that: see `server/observer.rs`.

use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::Capabilities;
use thirtyfour::prelude::*;
use tokio::time::{sleep, timeout};

use super::pool::Pool;
use super::process::Process;
use super::programs;

/// A proxy that nobody runs. It keeps the browser from every server but those of the tests.
const NO_PROXY: &str = "127.0.0.1:9";

static IDLE: Pool<Programs> = Pool::new();

/// A browser that a test uses.
pub(super) struct WebKit {
    driver: WebDriver,
    programs: Programs,
}

/// The programs that run as long as the tests do.
struct Programs {
    /// The address of the driver, such as `http://127.0.0.1:4000`.
    address: String,
    _driver: Process,
    _display: Process,
}

impl WebKit {
    /// A browser with an empty window. On a busy machine, it sometimes does not find its driver. Both are started anew
    /// then.
    pub(super) async fn open() -> Self {
        const START_TIMEOUT: Duration = Duration::from_secs(20);
        for _ in 0..5 {
            let programs = match IDLE.take() {
                Some(programs) => programs,
                None => Programs::start().await,
            };
            match timeout(START_TIMEOUT, WebDriver::new(&programs.address, capabilities())).await {
                Ok(Ok(driver)) => return Self { driver, programs },
                Ok(Err(error)) => eprintln!("{} does not start: {error}", programs::mini_browser().display()),
                Err(_) => eprintln!("{} does not start in time", programs::mini_browser().display()),
            }
        }
        panic!("{} does not start; what does it say by hand?", programs::mini_browser().display());
    }

    /// Ends the browser, and keeps the driver for the next.
    pub(super) async fn put_back(self) {
        // A driver that does not answer ends with its browser.
        if let Ok(Ok(())) = timeout(Duration::from_secs(20), self.driver.quit()).await {
            IDLE.put_back(self.programs);
        }
    }

    pub(super) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Sets the size of the viewport in CSS pixels. The display has one pixel for each.
    pub(super) async fn screen(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.expect("the window can be resized");
    }
}

impl Programs {
    async fn start() -> Self {
        // Xvfb prints the number of its display, and nothing else.
        let screen = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
        let (display, number) = Process::start(&programs::xvfb(), &screen, "");
        // The driver does not print its port, so it can't choose one.
        let port = free_port();
        let variables = [
            ("DISPLAY", format!(":{number}")),
            // Without graphics hardware, the browser sometimes waits for a picture that never comes.
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        ];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        let driver = Process::start_silent(&programs::webkit_driver(), &[&format!("--port={port}")], &variables);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "WebKit's driver does not listen at port {port}");
            sleep(Duration::from_millis(20)).await;
        }
        Self { address: format!("http://127.0.0.1:{port}"), _driver: driver, _display: display }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port on 127.0.0.1");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn capabilities() -> Capabilities {
    let capabilities = json!({
        // The driver sometimes waits for a page that it has already seen. The tests wait by themselves.
        "pageLoadStrategy": "none",
        "proxy": { "proxyType": "manual", "httpProxy": NO_PROXY, "sslProxy": NO_PROXY, "noProxy": ["127.0.0.1"] },
        "webkitgtk:browserOptions": {
            "binary": programs::mini_browser(),
            // In full screen, the window has no tool bar, which would set its smallest width.
            "args": ["--automation", "--full-screen"],
        },
    });
    serde_json::from_value(capabilities).expect("capabilities are an object")
}

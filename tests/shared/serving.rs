//! Serves a site folder while a test changes it.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::serve::{Event, Options, serve};

/// A site that is served until the value is dropped.
pub struct Serving {
    address: String,
    interrupted: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Serving {
    /// Begins to serve a site folder with the app in a folder, on a port that the system chooses.
    pub fn begin(site: &Path, app: PathBuf, now: i64) -> Self {
        let (sender, receiver) = mpsc::channel();
        let interrupted = Arc::new(AtomicBool::new(false));
        let (site, stop) = (site.to_owned(), interrupted.clone());
        let thread = std::thread::spawn(move || {
            let app = App::in_folder(app);
            let address = (Ipv4Addr::LOCALHOST, 0).into();
            let options = Options { app: &app, address, now: &|| now, interrupted: &stop };
            let tell = |event: &Event| {
                if let Event::Ready { address, .. } = event {
                    sender.send((*address).to_owned()).expect("the test waits for the address");
                }
            };
            serve(&site, &options, &Silent, &tell).expect("the site can be served");
        });
        let address = receiver.recv_timeout(Duration::from_secs(60)).expect("the site is served");
        Self { address, interrupted, thread: Some(thread) }
    }

    /// The address of a page, by its path without a slash before it.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.interrupted.store(true, Ordering::Relaxed);
        let ended = self.thread.take().map(JoinHandle::join);
        // A panic in the thread is reported by itself. To panic here, too, would abort the tests.
        assert!(std::thread::panicking() || ended.is_none_or(|ended| ended.is_ok()), "serving ends without a panic");
    }
}

//! A server that runs as an ordinary process, and ends with the test.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take to listen. Those in JavaScript need a second or two beside a browser, a database that is
/// made anew two, and ten times as long on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a server is given to start with.
pub struct Place {
    /// A folder of its own, which goes when it ends.
    pub folder: PathBuf,
    /// The folder that it is to serve, in that one.
    pub root: PathBuf,
    /// Where in that folder the site is: `/`, or `/a/b/`.
    pub prefix: &'static str,
    /// The port to listen on.
    pub port: u16,
}

impl Place {
    /// An empty folder, and a port that was free a moment ago.
    pub fn new(prefix: &'static str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        // Not in the target folder: some servers give up root's rights, and must be able to read the way to it.
        let folder = std::env::temp_dir().join(format!("broadsheet-hosting-{}-{number}", std::process::id()));
        let root = folder.join("root");
        fs::create_dir_all(&root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        Self { folder, root, prefix, port }
    }

    /// The folder of the site.
    pub fn site(&self) -> PathBuf {
        self.root.join(self.prefix.trim_matches('/'))
    }

    /// Writes a file into the server's own folder.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.join(name);
        crate::site::write(&file, text.as_bytes());
        file
    }

    /// The address of something in the site.
    pub fn url(&self, relative: &str) -> String {
        format!("http://127.0.0.1:{}{}{relative}", self.port, self.prefix)
    }
}

/// A running server; dropping it ends it.
pub struct Process {
    /// What it was started with.
    pub place: Place,
    guard: Child,
}

/// Runs a server under a shell that ends it, and clears its folder away, when our end of the shell's stdin closes: at
/// the end of a test, and also when the whole test binary is killed.
const GUARD: &str = r#"
    "$@" < /dev/null &
    read -r _
    trap '' TERM
    kill 0
    wait
    rm -rf "$BROADSHEET_PLACE""#;

impl Process {
    /// Starts a server, and waits until it listens.
    pub fn start(place: Place, server: &Command) -> Self {
        let port = place.port;
        Self::start_until(place, server, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())
    }

    /// Starts a server, and waits until it is ready.
    pub fn start_until(place: Place, server: &Command, is_ready: impl Fn() -> bool) -> Self {
        let log = place.folder.join("log");
        let output = File::create(&log).unwrap_or_else(|error| panic!("{}: {error}", log.display()));
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "guard"]).arg(server.get_program()).args(server.get_args());
        guard
            .env("BROADSHEET_PLACE", &place.folder)
            .envs(server.get_envs().filter_map(|(name, value)| Some((name, value?))));
        guard.current_dir(&place.folder).stdin(Stdio::piped());
        guard.stderr(output.try_clone().expect("a file can be written from two places")).stdout(output);
        // Of its own, so that `kill 0` ends nobody else.
        std::os::unix::process::CommandExt::process_group(&mut guard, 0);
        let guard = guard.spawn().expect("there is a shell");
        let process = Self { place, guard };
        let begun = Instant::now();
        while !is_ready() {
            let said = || String::from_utf8_lossy(&crate::site::read(&log)).into_owned();
            assert!(begun.elapsed() < PATIENCE, "{server:?} does not start; it says:\n{}", said());
            std::thread::sleep(Duration::from_millis(50));
        }
        process
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if let Err(error) = self.guard.wait() {
            eprintln!("the server's shell does not end: {error}");
        }
    }
}

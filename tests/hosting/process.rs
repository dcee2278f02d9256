//! Runs a server as a child process, and stops it at the end of the test.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take to start. Servers in JavaScript and new databases need about two seconds, and ten times
/// as long on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The folder, path prefix and port that a server is started with.
pub struct Place {
    /// A folder for the server's own files. It is deleted when the server stops.
    pub folder: PathBuf,
    /// The folder that the server serves, within that folder.
    pub root: PathBuf,
    /// The path of the site within the served folder: `/` or `/a/b/`.
    pub prefix: &'static str,
    /// The port to listen on.
    pub port: u16,
}

impl Place {
    /// Creates an empty folder, and chooses a free port.
    pub fn new(prefix: &'static str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        // Some servers drop root privileges, and have to be able to read this folder. In the target folder they might
        // not.
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

    /// The address of a file of the site.
    pub fn url(&self, relative: &str) -> String {
        format!("http://127.0.0.1:{}{}{relative}", self.port, self.prefix)
    }
}

/// A running server. Dropping it stops the server.
pub struct Process {
    /// What the server was started with.
    pub place: Place,
    guard: Child,
}

/// Runs a server under a shell that stops it and deletes its folder when the shell's stdin closes. That happens at the
/// end of a test, and also when the test process is killed.
const GUARD: &str = r#"
    "$@" < /dev/null &
    read -r _
    trap '' TERM
    kill 0
    wait
    rm -rf "$BROADSHEET_PLACE""#;

impl Process {
    /// Starts a server, and waits until it accepts connections.
    pub fn start(place: Place, server: &Command) -> Self {
        let port = place.port;
        Self::start_until(place, server, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())
    }

    /// Starts a server, and waits until `is_ready` returns true.
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
        // A process group of its own keeps `kill 0` from stopping other processes.
        std::os::unix::process::CommandExt::process_group(&mut guard, 0);
        let guard = guard.spawn().expect("there is a shell");
        let process = Self { place, guard };
        let begun = Instant::now();
        while !is_ready() {
            let said = || String::from_utf8_lossy(&crate::site::read(&log)).into_owned();
            assert!(begun.elapsed() < TIMEOUT, "{server:?} does not start; it says:\n{}", said());
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

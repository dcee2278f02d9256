//! Runs a WebDriver program, and stops it when the tests end.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running WebDriver program. It stops when this is dropped, and also when the test process is killed: see
/// [`guarded`].
pub(super) struct Driver {
    address: String,
    process: Child,
}

impl Driver {
    /// Starts a program, and reads the port that it has chosen from its output, where it follows the words `before`.
    pub(super) fn start(program: &Path, arguments: &[&str], before: &str) -> Self {
        let mut process = guarded(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let output = process.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| line.split_once(before).map(|(_, port)| port.trim_end_matches('.').to_owned()))
            .unwrap_or_else(|| panic!("{} names no port; what does it say by hand?", program.display()));
        // The browser inherits this pipe and may write to it. Somebody has to read it, or the browser would block.
        std::thread::spawn(move || lines.for_each(drop));
        Self { address: format!("http://127.0.0.1:{port}"), process }
    }

    /// The address of the driver, such as `http://127.0.0.1:33353`.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The shell of [`guarded`] sees that its stdin is closed, and stops the driver.
        drop(self.process.stdin.take());
    }
}

/// Runs the driver under a shell that stops it, and every browser it started, when the shell's stdin closes. The test
/// process can't do that itself, because it may be killed. The shell also deletes the temporary profiles that browsers
/// leave behind.
#[cfg(unix)]
fn guarded(program: &Path) -> Command {
    use std::os::unix::process::CommandExt;

    static STARTED: AtomicUsize = AtomicUsize::new(0);
    const SCRIPT: &str = r#"
        mkdir -p "$TMPDIR"
        "$0" "$@" < /dev/null &
        read -r _
        trap '' TERM
        kill 0
        wait; sleep 1
        rm -rf "$TMPDIR""#;
    // Browsers keep a socket in this folder, and a socket's path must be short, so the target folder can't be used.
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let profiles = std::env::temp_dir().join(format!("broadsheet-{}-{number}", std::process::id()));
    let mut command = Command::new("sh");
    command.arg("-c").arg(SCRIPT).arg(program).env("TMPDIR", &profiles).env("HOME", profiles);
    // A process group of its own keeps `kill 0` from stopping other processes.
    command.process_group(0);
    command
}

#[cfg(not(unix))]
fn guarded(program: &Path) -> Command {
    Command::new(program)
}

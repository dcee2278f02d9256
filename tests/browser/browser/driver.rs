//! A program that speaks WebDriver, for as long as this process runs and no longer.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running driver, which ends when it is dropped, and with this process, however that ends: see [`guarded`].
pub(super) struct Driver {
    address: String,
    process: Child,
}

impl Driver {
    /// Starts a program that says, on a line of its output, `before` and then the port it has chosen.
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
        // Whoever inherited the pipe may go on writing: somebody has to read it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { address: format!("http://127.0.0.1:{port}"), process }
    }

    /// Where it listens, as in `http://127.0.0.1:33353`.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its guard sees that, and does the rest.
        drop(self.process.stdin.take());
    }
}

/// The driver under a shell that ends it, with every browser it started, when our end of its stdin
/// closes. The test harness has no last word in which to do that, and a killed one least of all.
/// Browsers leave parts of their profiles behind, and of their homes: the shell clears them away too.
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
    // Not in the target folder: browsers keep a socket there, and its path must be short.
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let profiles = std::env::temp_dir().join(format!("broadsheet-{}-{number}", std::process::id()));
    let mut command = Command::new("sh");
    command.arg("-c").arg(SCRIPT).arg(program).env("TMPDIR", &profiles).env("HOME", profiles);
    // Of its own, so that `kill 0` ends nobody else.
    command.process_group(0);
    command
}

#[cfg(not(unix))]
fn guarded(program: &Path) -> Command {
    Command::new(program)
}

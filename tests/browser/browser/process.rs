//! Runs a program that the tests need until they end: a WebDriver server, or an X server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running program. It stops when this is dropped, and also when the test process ends or is killed: see [`guarded`].
pub(super) struct Process {
    shell: Child,
}

impl Process {
    /// Starts a program that prints a number: the port or the display that it has chosen. In its output, the number
    /// follows the words `before`.
    pub(super) fn start(program: &Path, arguments: &[&str], before: &str) -> (Self, u16) {
        let mut process = Self::spawn(guarded(program).args(arguments).stdout(Stdio::piped()));
        let output = process.shell.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let number = lines
            .find_map(|line| line.split_once(before)?.1.trim_end_matches('.').parse().ok())
            .unwrap_or_else(|| panic!("{} names no number; what does it say by hand?", program.display()));
        // The browser inherits this pipe and may write to it. Somebody has to read it, or the browser would block.
        std::thread::spawn(move || lines.for_each(drop));
        (process, number)
    }

    /// Starts a program whose output is of no interest.
    pub(super) fn start_silent(program: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = guarded(program);
        Self::spawn(command.args(arguments).envs(variables.iter().copied()).stdout(Stdio::null()))
    }

    fn spawn(command: &mut Command) -> Self {
        let spawned = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
        Self { shell: spawned.unwrap_or_else(|error| panic!("{command:?} does not start: {error}")) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The shell of [`guarded`] sees that its stdin is closed, and stops the program.
        drop(self.shell.stdin.take());
    }
}

/// Runs the program under a shell that stops it, and every process it started, when the shell's stdin closes. The test
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

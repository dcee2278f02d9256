//! One driver for the whole test binary, and a session of it for each test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

use super::programs;

/// Without GPU and sandbox, as containers want it; and silent towards the network.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // In containers /dev/shm is too small for large pages.
    "--disable-dev-shm-usage",
    // Stories name other hosts, and no test may hang on whether they answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// Runs until this process has gone, however it goes: see [`guarded`].
struct Driver {
    address: String,
    _process: Child,
}

static DRIVER: LazyLock<Driver> = LazyLock::new(start);

/// A fresh browser with an empty profile.
pub(super) async fn session() -> WebDriver {
    let capabilities = capabilities().expect("capabilities are plain JSON");
    WebDriver::new(&DRIVER.address, capabilities)
        .await
        .unwrap_or_else(|error| panic!("{} does not start {}: {error}", DRIVER.address, programs::chrome().display()))
}

fn capabilities() -> WebDriverResult<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&programs::chrome().to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    // `load` waits for pictures and preloads, which these tests delay on purpose.
    capabilities.set_page_load_strategy(PageLoadStrategy::Eager)?;
    Ok(capabilities)
}

fn start() -> Driver {
    let program = programs::chromedriver();
    let mut process = guarded(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let output = process.stdout.take().expect("stdout is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    // "ChromeDriver was started successfully on port 33353."
    let port = lines
        .find_map(|line| line.split_once("successfully on port ").map(|(_, port)| port.to_owned()))
        .unwrap_or_else(|| panic!("{} names no port; what does it say by hand?", program.display()));
    // Whoever inherited the pipe may go on writing: somebody has to read it.
    std::thread::spawn(move || lines.for_each(drop));
    let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
    Driver { address, _process: process }
}

/// The driver under a shell that ends it, with every browser it started, when our end of its stdin
/// closes. The test harness has no last word in which to do that, and a killed one least of all.
/// Browsers leave parts of their profiles behind: the shell clears them away too.
#[cfg(unix)]
fn guarded(program: &Path) -> Command {
    use std::os::unix::process::CommandExt;

    const SCRIPT: &str = r#"
        mkdir -p "$TMPDIR"
        "$0" --port=0 < /dev/null &
        read -r _
        trap '' TERM
        kill 0
        wait; sleep 1
        rm -rf "$TMPDIR""#;
    // Not in the target folder: browsers keep a socket there, and its path must be short.
    let profiles = std::env::temp_dir().join(format!("broadsheet-{}", std::process::id()));
    let mut command = Command::new("sh");
    command.arg("-c").arg(SCRIPT).arg(program).env("TMPDIR", profiles);
    // Of its own, so that `kill 0` ends nobody else.
    command.process_group(0);
    command
}

#[cfg(not(unix))]
fn guarded(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--port=0");
    command
}

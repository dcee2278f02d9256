//! The browser that tests drive, and its driver.

use crate::step;
use anyhow::{Context, Result, ensure};
use std::{env, path::PathBuf, process::Command};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: [&str; 1] = ["chromedriver"];
const BY_HAND: &str = "install Chromium and its driver (on Debian: apt-get install chromium \
     chromium-driver), both of one version, and put `chromium` and `chromedriver` on PATH; or name \
     their files in the variables CHROME and CHROMEDRIVER. No test is skipped for want of a browser.";

/// A browser and its driver, both there.
pub struct Browser {
    /// Chromium, or Chrome.
    pub program: PathBuf,
    /// chromedriver.
    pub driver: PathBuf,
}

impl Browser {
    /// Finds them, and installs what is missing where Debian's packages can be.
    pub fn find_or_install() -> Result<Self> {
        if let Some(browser) = Self::find()? {
            return Ok(browser);
        }
        install()?;
        Self::find()?.with_context(|| format!("the packages brought no browser and driver.\nWhat to do: {BY_HAND}"))
    }

    fn find() -> Result<Option<Self>> {
        let program = locate("CHROME", &BROWSERS)?;
        let driver = locate("CHROMEDRIVER", &DRIVERS)?;
        Ok(program.zip(driver).map(|(program, driver)| Self { program, driver }))
    }
}

/// The file that a variable names, or else the first of the programs that is on PATH.
fn locate(variable: &str, programs: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(file) = env::var_os(variable).filter(|file| !file.is_empty()) {
        let file = PathBuf::from(file);
        ensure!(file.is_file(), "{variable} names {}, which is no file.", file.display());
        return Ok(Some(file));
    }
    Ok(programs.iter().find_map(|program| which::which(program).ok()))
}

fn install() -> Result<()> {
    let as_root = as_root().filter(|_| which::which("apt-get").is_ok()).with_context(|| {
        format!(
            "the tests need a browser and its driver, and they can't be installed from here \
             (that takes apt-get, as root or by sudo without a password).\nWhat to do: {BY_HAND}"
        )
    })?;
    step::announce("Installing chromium and chromium-driver with apt-get …");
    for arguments in ["apt-get update", "apt-get install -y --no-install-recommends chromium chromium-driver"] {
        let mut words =
            as_root.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive"]).chain(arguments.split(' '));
        let mut apt = Command::new(words.next().unwrap_or_default());
        step::run(apt.args(words), BY_HAND).context("installing the browser for the tests")?;
    }
    Ok(())
}

/// What to put before a command so that root runs it, if there is a way that asks for no password.
fn as_root() -> Option<&'static [&'static str]> {
    let is_root = step::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let has_sudo = || step::output(Command::new("sudo").args(["-n", "true"])).is_some();
    if is_root {
        Some(&[])
    } else if has_sudo() {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

//! `cargo xtask serve`: serves the demo on this machine, and reloads it on change.

use crate::{step, tools::Toolbox};
use anyhow::{Context, Result, bail};
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, TcpListener},
    process::Command,
};

/// The default port.
pub const PORT: u16 = 8080;

/// Makes a development build of the demo, and serves it until it is interrupted.
pub fn run(port: u16) -> Result<()> {
    ensure_free(port)?;
    let mut trunk = Toolbox::for_development()?.command("trunk")?;
    trunk.args(["serve", "--skip-version-check", "--address", "127.0.0.1"]);
    trunk.args(["--port", &port.to_string()]);
    // Not dist/: tests may be using the release build there at the same time.
    trunk.args(["--dist", "target/serve"]);
    step::announce(&format!("Building. After that, the demo is at http://127.0.0.1:{port}/ until you press Ctrl-C."));
    exec(&mut trunk)
}

/// Fails before the long build if the port is in use.
fn ensure_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use.\nWhat to do: stop the other server, or choose another port: \
             cargo xtask serve --port {}",
            port.checked_add(1).unwrap_or(PORT)
        ),
        Err(error) => bail!(
            "port {port} can't be used ({error}).\nWhat to do: choose another port: cargo xtask serve --port {PORT}"
        ),
    }
}

/// Replaces this process with the server, so that Ctrl-C and signals end the server.
#[cfg(unix)]
fn exec(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = server.exec();
    Err(error).with_context(|| format!("starting {}", step::command_line(server)))
}

#[cfg(not(unix))]
fn exec(server: &mut Command) -> Result<()> {
    step::run(server, "fix the errors above, then run it again.")
}

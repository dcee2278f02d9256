//! `cargo xtask serve`: the demo on this machine, reloaded on change.

use crate::{step, tools::Toolbox};
use anyhow::{Context, Result, bail};
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, TcpListener},
    process::Command,
};

/// The port, unless another is asked for.
pub const PORT: u16 = 8080;

/// Builds the demo for development and serves it until it's interrupted.
pub fn run(port: u16) -> Result<()> {
    ensure_free(port)?;
    let mut trunk = Toolbox::prepare()?.command("trunk")?;
    trunk.args(["serve", "--skip-version-check", "--address", "127.0.0.1"]);
    trunk.args(["--port", &port.to_string()]);
    // Not in dist/, where the release build is, which may be under test at the same time.
    trunk.args(["--dist", "target/serve"]);
    step::announce(&format!("Building; then the demo is at http://127.0.0.1:{port}/ until Ctrl-C."));
    become_it(&mut trunk)
}

/// Fails, before the long build, if there's a server on the port already.
fn ensure_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use.\nWhat to do: end the other server, or choose another port: \
             cargo xtask serve --port {}",
            port.checked_add(1).unwrap_or(PORT)
        ),
        Err(fault) => Err(fault)
            .with_context(|| format!("port {port} can't be used; choose another: cargo xtask serve --port {PORT}")),
    }
}

/// Gives this process to the server, so that Ctrl-C and a kill reach it and nothing is left over.
#[cfg(unix)]
fn become_it(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let fault = server.exec();
    Err(fault).with_context(|| format!("starting {}", step::command_line(server)))
}

#[cfg(not(unix))]
fn become_it(server: &mut Command) -> Result<()> {
    step::run(server, "fix what is said above, and run it again.")
}

//! Servers that need only a folder and a port.

use std::process::Command;

use super::Server;
use crate::programs;

/// busybox httpd, which is common on small devices.
pub const BUSYBOX: Server = Server {
    name: "busybox httpd",
    command: |place| {
        let address = format!("127.0.0.1:{}", place.port);
        // Without a file of its own, it would read /etc/httpd.conf.
        let settings = place.file("httpd.conf", "");
        let mut command = program("busybox", &["httpd", "-f", "-p", &address, "-h"]);
        command.arg(&place.root).arg("-c").arg(settings);
        command
    },
    bare: None,
};

/// webfsd, from Debian's package webfs.
pub const WEBFSD: Server = Server {
    name: "webfsd",
    command: |place| {
        let port = place.port.to_string();
        let mut command = program("webfsd", &["-F", "-i", "127.0.0.1", "-p", &port, "-f", "index.html", "-r"]);
        command.arg(&place.root);
        command
    },
    bare: None,
};

/// Python's `http.server`.
pub const PYTHON: Server = Server {
    name: "python http.server",
    command: |place| {
        let port = place.port.to_string();
        let mut command = program("python3", &["-m", "http.server", &port, "--bind", "127.0.0.1", "--directory"]);
        command.arg(&place.root);
        command
    },
    bare: None,
};

/// npm's `serve`.
pub const SERVE: Server = Server {
    name: "serve",
    command: |place| {
        let address = format!("tcp://127.0.0.1:{}", place.port);
        let mut command = program("serve", &["--no-clipboard", "--listen", &address]);
        // Without this, it would check for a newer version of itself.
        command.env("NO_UPDATE_CHECK", "1").arg(&place.root);
        command
    },
    bare: None,
};

/// npm's `http-server`, with compressed copies turned on.
pub const HTTP_SERVER: Server = Server {
    name: "http-server --brotli --gzip",
    command: |place| {
        let port = place.port.to_string();
        let mut command = program("http-server", &[]);
        command.arg(&place.root).args(["-a", "127.0.0.1", "-p", &port, "--brotli", "--gzip"]);
        command
    },
    bare: None,
};

/// npm's `sirv-cli`, with compressed copies turned on.
pub const SIRV: Server = Server {
    name: "sirv --brotli --gzip",
    command: |place| {
        let port = place.port.to_string();
        let mut command = program("sirv", &[]);
        command.arg(&place.root).args(["--host", "127.0.0.1", "--port", &port, "--brotli", "--gzip"]);
        command
    },
    bare: None,
};

fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(programs::find(name));
    command.args(arguments);
    command
}

//! A build of a clean clone by Trunk alone: no Node, no esbuild, and none of what `cargo xtask` installs but trunk and
//! wasm-bindgen.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::process::{Place, Process};
use crate::programs;
use crate::site::{self, ARTICLE, SLUG};

/// All programs that the build may use: Trunk and what it calls, Rust, and the linker that Rust needs.
const PROGRAMS: [&str; 8] = ["trunk", "wasm-bindgen", "rustup", "cargo", "rustc", "git", "cc", "ld"];

/// The variables that the build sees besides `PATH`: where Rust is.
const VARIABLES: [&str; 5] = ["HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTUP_AUTO_INSTALL"];

/// A clean clone of the project, and a folder with the programs that it is built with.
struct Clone {
    /// The clone.
    folder: PathBuf,
    /// The folder that is on `PATH`.
    programs: PathBuf,
    /// Where it is compiled. It outlives the test, so that only the first run compiles the dependencies.
    target: PathBuf,
}

impl Clone {
    /// Clones the last commit, with all changes that are not committed yet.
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trunk");
        if place.exists() {
            fs::remove_dir_all(&place).expect("the folder of the last run can be removed");
        }
        let clone = Self {
            folder: place.join("clone"),
            programs: place.join("programs"),
            target: root.join("target/built-by-trunk"),
        };
        fs::create_dir_all(&clone.programs).expect("a folder can be made");
        for name in PROGRAMS {
            let program = programs::find(name);
            symlink(&program, clone.programs.join(name))
                .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        }
        git(root, &["clone", "--quiet", ".", clone.folder.to_str().expect("the path is UTF-8")], b"");
        let changes = git(root, &["diff", "--binary", "HEAD"], b"");
        if !changes.is_empty() {
            git(&clone.folder, &["apply"], &changes);
        }
        let added = git(root, &["ls-files", "-z", "--others", "--exclude-standard"], b"");
        for file in added.split(|byte| *byte == 0).filter(|file| !file.is_empty()) {
            let file = str::from_utf8(file).expect("the paths are UTF-8");
            site::write(&clone.folder.join(file), &site::read(&root.join(file)));
        }
        clone
    }

    /// The command that runs Trunk in the clone, with these programs and variables and no others.
    fn trunk(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("env");
        command.arg("-i").arg(variable("PATH", self.programs.as_os_str()));
        command.arg(variable("CARGO_TARGET_DIR", self.target.as_os_str()));
        command.args(VARIABLES.iter().filter_map(|name| Some(variable(name, &std::env::var_os(name)?))));
        command.args(["/bin/sh", "-c", "cd \"$0\" && exec trunk \"$@\""]).arg(&self.folder).args(arguments);
        command
    }

    fn dist(&self, path: &str) -> PathBuf {
        self.folder.join("dist").join(path)
    }
}

fn variable(name: &str, value: &std::ffi::OsStr) -> OsString {
    let mut text = OsString::from(name);
    text.push("=");
    text.push(value);
    text
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut git = Command::new(programs::find("git"));
    git.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut git = git.spawn().expect("git starts");
    git.stdin.take().expect("git has an input").write_all(input).expect("git reads its input");
    let output = git.wait_with_output().expect("git ends");
    assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
    output.stdout
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The answer to a request for `/`, with its status line. Empty if there is no server yet.
fn front_page(port: u16) -> String {
    let mut answer = Vec::new();
    let requested = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).and_then(|mut server| {
        server.write_all(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")?;
        server.read_to_end(&mut answer)
    });
    requested.map_or_else(|_| String::new(), |_| String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn trunk_alone_builds_and_serves_the_whole_demo_from_a_clean_clone() {
    let clone = Clone::new();
    let output = clone.trunk(&["build"]).output().expect("the command starts");
    assert!(output.status.success(), "trunk build: {}", said(&output));

    let headline = site::headline(SLUG);
    for page in ["index.html".to_owned(), format!("{ARTICLE}index.html")] {
        let html = String::from_utf8(site::read(&clone.dist(&page))).expect("a page is UTF-8");
        assert!(html.contains(&headline), "{page} has no headline");
        // The style sheet, joined and not minified, is read by the same rules as that of a release build.
        let styles = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
        assert!(styles.is_some_and(|(styles, _)| styles.contains(".masthead")), "{page} has no styles");
    }
    for file in ["reader.html", "reader.js", "start.js", "embed.js", "main.css", "embed.css", "feed.json"] {
        assert!(!site::read(&clone.dist(file)).is_empty(), "{file} is empty");
    }
    assert!(site::read(&clone.dist("reader_bg.wasm")).starts_with(b"\0asm"));
    assert_tests_refuse(&clone.dist(""));

    let place = Place::new("/");
    let port = place.port;
    let serve = clone.trunk(&["serve", "--port", &port.to_string()]);
    let _server = Process::start_until(place, &serve, || front_page(port).contains(&headline));
    let page = front_page(port);
    assert!(page.starts_with("HTTP/1.0 200"), "{page}");
}

/// The tests over `dist/` are for the release build. With another one they end at once, with one message.
fn assert_tests_refuse(dist: &Path) {
    let this = std::env::current_exe().expect("the test has a file");
    let mut tests = Command::new(this);
    tests.args(["session::", "wordpress::"]).env("BROADSHEET_DIST", dist);
    let output = tests.output().expect("the tests start");
    assert!(!output.status.success());
    let said = said(&output);
    assert_eq!(said.matches("is a development build of `trunk build`").count(), 1, "{said}");
    let lines: BTreeSet<&str> = said.lines().filter(|line| line.starts_with("What to do: ")).collect();
    assert_eq!(lines, BTreeSet::from(["What to do: run `cargo xtask build`, then run the tests again."]));
}

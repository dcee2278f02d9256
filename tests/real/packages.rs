//! The packages of a release, as `cargo xtask release` leaves them: they are unpacked and used with nothing else at hand.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The target whose program runs on any Linux.
const STATIC: &str = "x86_64-unknown-linux-musl";

/// The largest size of a program, in bytes.
const MAX_SIZE: u64 = 25_000_000;

/// How long the program may take to print its version. The time is the shortest of [`TRIES`], since machines are busy.
const MAX_START: Duration = Duration::from_millis(50);

const TRIES: usize = 20;

/// The folder of the packages.
fn packages() -> PathBuf {
    let built = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/packages");
    let folder = env::var_os("BROADSHEET_PACKAGES").map_or_else(built, PathBuf::from);
    assert!(folder.is_dir(), "no {}: `cargo xtask release` makes it", folder.display());
    folder
}

/// An empty folder for a test.
fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command, which has to succeed.
fn succeeds(command: &mut Command) -> Output {
    let outcome = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let said = String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{command:?} ends with {}: {said}", outcome.status);
    outcome
}

/// The package whose name begins and ends like this.
fn package(start: &str, end: &str) -> PathBuf {
    let names = fs::read_dir(packages()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: Vec<_> = names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
    assert_eq!(found.len(), 1, "one package {start}*{end}: {found:?}");
    packages().join(&found[0])
}

/// Unpacks the program for a target, and returns the folder of its files.
fn unpacked(target: &str, name: &str) -> PathBuf {
    let folder = empty(name);
    let archive = package("broadsheet-", &format!("-{target}.tar.gz"));
    succeeds(Command::new("tar").arg("xzf").arg(&archive).current_dir(&folder));
    let inside = archive.file_name().unwrap().to_str().unwrap().strip_suffix(".tar.gz").unwrap().to_owned();
    folder.join(inside)
}

#[test]
fn the_hashes_are_those_of_the_packages() {
    succeeds(Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(packages()));
    let listed = fs::read_to_string(packages().join("SHA256SUMS")).unwrap().lines().count();
    assert_eq!(listed + 1, fs::read_dir(packages()).unwrap().count());
}

#[test]
fn the_static_program_makes_and_publishes_a_site_with_nothing_else_on_path() {
    let files = unpacked(STATIC, "packages-static");
    let work = empty("packages-static-site");
    for arguments in [["new", "paper"], ["publish", "paper"], ["check", "paper"]] {
        let mut program = Command::new("broadsheet");
        let outcome = succeeds(program.args(arguments).current_dir(&work).env_clear().env("PATH", &files));
        assert!(!String::from_utf8_lossy(&outcome.stderr).contains("finding"), "{outcome:?}");
    }
    for path in ["index.html", "embed.js.br", "reader.html", "404.html"] {
        assert!(work.join("paper/dist").join(path).is_file(), "{path}");
    }
    // It names no library that a system would have to load.
    let libraries = Command::new("ldd").arg(files.join("broadsheet")).output().unwrap();
    let said = [libraries.stdout, libraries.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    assert!(said.contains("statically linked") || said.contains("not a dynamic executable"), "{said}");
}

#[test]
fn a_program_is_small_starts_at_once_and_comes_with_its_documents() {
    for target in [STATIC, "x86_64-unknown-linux-gnu"] {
        let files = unpacked(target, &format!("packages-{target}"));
        let program = files.join("broadsheet");
        let size = fs::metadata(&program).unwrap().len();
        assert!(size <= MAX_SIZE, "{target}: {size} bytes");
        let start = |_| {
            let begin = Instant::now();
            succeeds(Command::new(&program).arg("--version"));
            begin.elapsed()
        };
        let shortest = (0..TRIES).map(start).min().unwrap();
        assert!(shortest < MAX_START, "{target}: {shortest:?}");
        for document in ["README.md", "LICENSE", "CHANGELOG.md", "broadsheet.1", "completions/_broadsheet"] {
            assert!(fs::metadata(files.join(document)).unwrap().len() > 100, "{target}: {document}");
        }
    }
}

#[test]
fn the_npm_package_installs_and_its_module_and_types_are_found() {
    let folder = empty("packages-npm");
    fs::write(folder.join("package.json"), r#"{ "private": true, "type": "module" }"#).unwrap();
    let npm = ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    succeeds(Command::new("npm").args(npm).arg(package("broadsheet-article-", ".tgz")).current_dir(&folder));
    let script = "import { define, listen } from 'broadsheet-article'; await define('https://news.example/embed.js'); \
                  process.stdout.write([typeof define, typeof listen].join())";
    let outcome = succeeds(Command::new("node").args(["--input-type=module", "--eval", script]).current_dir(&folder));
    assert_eq!(String::from_utf8(outcome.stdout).unwrap(), "function,function");
    let about = fs::read_to_string(folder.join("node_modules/broadsheet-article/package.json")).unwrap();
    let about: serde_json::Value = serde_json::from_str(&about).unwrap();
    for key in ["types", "customElements"] {
        let file = folder.join("node_modules/broadsheet-article").join(about[key].as_str().unwrap());
        assert!(file.is_file(), "{}", file.display());
    }
}

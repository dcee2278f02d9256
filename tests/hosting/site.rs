//! Copies of the demo that the servers serve.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::server::{self, Host};

/// The article that the tests open.
pub const SLUG: &str = "north-korea-3g";

/// The path of that article's finished page.
pub const ARTICLE: &str = "2013/03/north-korea-3g/";

/// A module script of the tests, to check the media type of `.mjs` files.
pub const MODULE: &str = "type-of-modules.mjs";

/// Makes a copy of the demo's site folder, for a site with this address that will be published to an empty folder with
/// this name. Returns that folder.
pub fn fresh(name: &str, url: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for folder in [&folder, &source(&folder)] {
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        }
    }
    copy(&folder, url);
    folder
}

/// Makes a copy of the demo's site folder, for a site with this address that will be published to `site`.
pub fn copy(site: &Path, url: &str) {
    let source = source(site);
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("public/content"), &source);
    write(&source.join("files").join(MODULE), b"export default 1;\n");
    let settings = source.join("site.json");
    let mut json: Value = serde_json::from_slice(&read(&settings)).expect("the demo's site.json is JSON");
    json["url"] = json!(url);
    write(&settings, json.to_string().as_bytes());
}

/// The site folder of a site that is published to `site`.
pub fn source(site: &Path) -> PathBuf {
    site.with_extension("source")
}

/// Publishes a site that [`copy`] has made.
pub fn publish(site: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    command.arg("publish").arg(source(site)).arg("--app").arg(server::app()).arg("--output").arg(site);
    let outcome = command.output().unwrap_or_else(|error| panic!("broadsheet does not start: {error}"));
    assert!(outcome.status.success(), "broadsheet publish: {}", String::from_utf8_lossy(&outcome.stderr));
}

/// The headline of an article of the build.
pub fn headline(slug: &str) -> String {
    let file = Host::default().folder.join(format!("content/articles/{slug}.json"));
    let article: Value = serde_json::from_slice(&read(&file)).expect("the demo's stories are JSON");
    article["headline"].as_str().expect("the demo's headlines are plain").to_owned()
}

/// The name of the only file of the app that begins and ends like this.
pub fn asset(start: &str, end: &str) -> String {
    let mut names = names_in(&server::app());
    names.retain(|name| name.starts_with(start) && name.ends_with(end));
    assert_eq!(names.len(), 1, "one file {start}*{end} should be in target/app/: {names:?}");
    names.remove(0)
}

/// The names of the entries of a folder, sorted.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let names = entries.map(|entry| entry.expect("a folder can be listed").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Copies a folder. The target may be missing.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            write(&to, &read(&from));
        }
    }
}

/// Reads a file.
pub fn read(file: &Path) -> Vec<u8> {
    fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes a file.
pub fn write(file: &Path, bytes: &[u8]) {
    fs::write(file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

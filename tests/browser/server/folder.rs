//! Serves the files of a folder.

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, process};

use serde_json::Value;

use super::{Answer, BareFolder, Host};

/// The folder of the app under test, with which tests publish sites of their own.
pub fn app() -> PathBuf {
    static APP: OnceLock<PathBuf> = OnceLock::new();
    checked(&APP, "BROADSHEET_APP", "target/app", |app| {
        let list = app.join("assets.json");
        (!list.is_file()).then(|| format!("there is no {}.", list.display()))
    })
}

/// The folder of the published demo under test.
pub(super) fn dist() -> PathBuf {
    static DIST: OnceLock<PathBuf> = OnceLock::new();
    checked(&DIST, "BROADSHEET_DIST", "dist", |dist| objection(dist, &app()))
}

/// The folder that a variable names, or else one of this package, if nothing speaks against testing it. Otherwise the
/// whole run ends with the reason, since every test would fail for it.
fn checked(
    folder: &'static OnceLock<PathBuf>,
    variable: &str,
    default: &str,
    objection: impl Fn(&Path) -> Option<String>,
) -> PathBuf {
    let find = || {
        let folder =
            env::var_os(variable).map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(default), PathBuf::from);
        if let Some(objection) = objection(&folder) {
            // Not `eprintln!`, which libtest keeps for a test that fails.
            let _ =
                writeln!(io::stderr(), "\n{objection}\nWhat to do: run `cargo xtask build`, then run the tests again.");
            process::exit(101);
        }
        folder
    };
    folder.get_or_init(find).clone()
}

/// What speaks against testing a site that should be the demo, published with this app.
fn objection(site: &Path, app: &Path) -> Option<String> {
    let list = fs::read_to_string(app.join("assets.json")).ok()?;
    let names: Value = serde_json::from_str(&list).ok()?;
    let start = names["start.js"].as_str()?;
    if !site.join("index.html").is_file() {
        Some(format!("there is no {}.", site.join("index.html").display()))
    } else if site.join("start.js").is_file() {
        // A development build gives its files no hashes.
        Some(format!(
            "{} is a development build of `trunk build`, and the tests are for the release build.",
            site.display()
        ))
    } else if !site.join(start).is_file() {
        Some(format!("{} was published with another app than the one in {}.", site.display(), app.display()))
    } else {
        None
    }
}

impl Host {
    /// The answer of a static file server to a path, which is percent-encoded and has no query.
    pub(super) fn answer(&self, path: &str) -> Answer {
        if path == self.prefix.trim_end_matches('/') {
            return self.bare_folder(path, &self.folder);
        }
        let Some(file) = self.locate(path) else {
            return Answer::status(404);
        };
        if file.is_dir() && !path.ends_with('/') {
            return self.bare_folder(path, &file);
        }
        self.file(&if path.ends_with('/') { file.join("index.html") } else { file })
    }

    fn bare_folder(&self, path: &str, folder: &Path) -> Answer {
        match self.bare_folder {
            BareFolder::Redirects => Answer::redirect(&format!("{path}/")),
            BareFolder::NotFound => Answer::status(404),
            BareFolder::ServesPage => self.file(&folder.join("index.html")),
        }
    }

    fn file(&self, file: &Path) -> Answer {
        match fs::read(file) {
            Ok(bytes) => Answer::bytes(bytes).header("Content-Type", self.type_of(file)),
            Err(_) => Answer::status(404),
        }
    }

    /// The file for a path, if the path stays inside the folder.
    fn locate(&self, path: &str) -> Option<PathBuf> {
        let relative = PathBuf::from(decode(path.strip_prefix(self.prefix)?)?);
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| self.folder.join(relative))
    }

    /// The media type, by the file's extension.
    pub(super) fn type_of(&self, file: &Path) -> &'static str {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending {
            _ if !self.knows_types && ending != "html" => "text/plain",
            "wasm" | "json" if !self.knows_modern_types => "application/octet-stream",
            "wasm" => "application/wasm",
            "json" => "application/json",
            "html" => "text/html; charset=utf-8",
            "js" | "mjs" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "txt" => "text/plain; charset=utf-8",
            "xml" => "application/xml",
            "svg" => "image/svg+xml",
            "jpg" | "jpeg" => "image/jpeg",
            "png" => "image/png",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "ico" => "image/x-icon",
            "woff2" => "font/woff2",
            _ => "application/octet-stream",
        }
    }
}

/// Percent-decodes a path. `None` if the result is not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| hex_byte(tail)).flatten();
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}

/// The byte that two hexadecimal digits stand for.
fn hex_byte(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

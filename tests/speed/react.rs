//! The bare page of the demo's first article, built with React and Vite from `react/`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::server::Host;
use crate::{packages, site, write_copy};

const FILES: [(&str, &str); 2] =
    [("index.html", include_str!("react/index.html")), ("main.jsx", include_str!("react/main.jsx"))];

/// The usual Vite configuration for React.
const CONFIGURATION: &str = "import react from '@vitejs/plugin-react'; export default { plugins: [react()] };";

/// Builds the React page into a folder, with our own styles and compressed copies.
pub fn build(to: &Path) {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("react-page");
    let _ = fs::remove_dir_all(&project);
    fs::create_dir_all(&project).expect("folders can be made");
    packages::link(&project);
    for (name, text) in FILES {
        site::write(&project.join(name), text.as_bytes());
    }
    site::write(&project.join("vite.config.js"), CONFIGURATION.as_bytes());
    site::write(&project.join("package.json"), br#"{ "type": "module", "private": true }"#);
    let mut vite = Command::new(packages::folder().join(".bin/vite"));
    vite.args(["build", "--base", "./", "--emptyOutDir", "--logLevel", "warn", "--outDir"]).arg(to);
    let outcome = vite.current_dir(&project).output().unwrap_or_else(|error| panic!("Vite does not start: {error}"));
    assert!(outcome.status.success(), "Vite: {}", String::from_utf8_lossy(&outcome.stderr));
    let style = fs::read(Host::default().folder.join(site::asset("main-", ".css"))).expect("the build has styles");
    site::write(&to.join("main.css"), &style);
    compress(to);
}

/// Writes compressed copies beside all files of a folder, as `broadsheet publish` does for the app.
fn compress(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let file = entry.expect("a folder can be listed").path();
        if file.is_dir() {
            compress(&file);
            continue;
        }
        write_copy(&file, &site::read(&file), 11);
    }
}

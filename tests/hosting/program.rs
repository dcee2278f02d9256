//! The program with the app inside it: with nothing else on `PATH`, it makes a site and publishes it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::server;
use crate::site;
use crate::validity::html;

/// The program under test.
fn program() -> PathBuf {
    let built = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/program/broadsheet");
    let file = env::var_os("BROADSHEET_PROGRAM").map_or_else(built, PathBuf::from);
    assert!(file.is_file(), "no {}: `cargo xtask test` makes it", file.display());
    file
}

/// Runs the program by its name, in a folder. Of the environment, it has a `PATH` with the program and nothing else.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = program();
    let mut command = Command::new(program.file_name().expect("a program has a name"));
    command.args(arguments).current_dir(folder).env_clear();
    command.env("PATH", program.parent().expect("a program is in a folder"));
    command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()))
}

/// Makes and publishes a site in a folder with this name, and checks its pages.
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for arguments in [["new", "paper"], ["publish", "paper"], ["check", "paper"]] {
        let outcome = run(&folder, &arguments);
        let said = String::from_utf8_lossy(&outcome.stderr);
        assert!(outcome.status.success(), "{arguments:?} ends with {}: {said}", outcome.status);
        assert!(!said.contains("finding"), "{arguments:?}: {said}");
    }
    let published = folder.join("paper/dist");
    html::check_with_nu(&published);
    html::check_with_html_validate(&published);
    // The files of the app are those that were built, and so are their compressed copies.
    let demo = server::Host::default().folder;
    let same = site::names_in(&server::app()).into_iter().filter(|name| !["index.html", "embed.js"].contains(&&**name));
    for file in same.filter(|name| server::app().join(name).is_file()) {
        for file in [file.clone(), format!("{file}.br"), format!("{file}.gz")] {
            let is_same = site::read(&published.join(&file)) == site::read(&demo.join(&file));
            assert!(is_same, "{file} differs from that of the demo");
        }
    }
}

#[test]
fn with_only_the_program_a_new_site_is_published_and_its_pages_are_valid() {
    check("program");
}

#[test]
fn a_path_may_have_spaces_and_letters_of_any_script() {
    check("Наша газета 新聞");
}

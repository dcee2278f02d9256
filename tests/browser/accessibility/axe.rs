//! axe-core, from npm, which checks accessibility rules automatically.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use crate::browser::{Page, artefact};

/// The exact version, because each version has other rules.
const VERSION: &str = "4.14.1";

static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = install();
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
});

/// Runs all default rules of axe-core, including best practices. Returns a line for each violation, and prints what
/// axe-core can't decide.
pub async fn check(page: &Page, what: &str) -> Vec<String> {
    page.run(&AXE).await;
    let run = "axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then(({ violations, incomplete, passes }) => { \
         const lines = rules => rules.flatMap(({ id, help, nodes }) => \
             nodes.map(({ target, html, any }) => `${id} (${help}): ${target} ${html.slice(0, 200)} ${any[0]?.message ?? ''}`)); \
         return { violations: lines(violations), incomplete: lines(incomplete), rules: passes.length }; })";
    let result: Value = page.get(run).await;
    let lines = |kind: &str| {
        let lines = result[kind].as_array().cloned().unwrap_or_default();
        lines.into_iter().map(|line| format!("{what}: {}", line.as_str().unwrap_or_default())).collect::<Vec<_>>()
    };
    // Guards against a run in which axe-core checks nothing.
    assert!(result["rules"].as_u64() > Some(10), "axe has run only {} rules on {what}", result["rules"]);
    for line in lines("incomplete") {
        println!("undecided, {line}");
    }
    lines("violations")
}

/// The path of axe-core's script. It is installed if it is missing.
fn install() -> PathBuf {
    let folder = artefact(&format!("axe-core-{VERSION}"));
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        std::fs::create_dir_all(&folder).expect("the target folder can be written");
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let status = Command::new(npm)
            .args([
                "install",
                "--ignore-scripts",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("axe-core@{VERSION}"))
            .status()
            .expect("npm runs");
        assert!(status.success(), "npm can't install axe-core {VERSION}: {status}");
    }
    file
}

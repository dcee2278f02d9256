//! `cargo xtask check`: checks formatting, lints and documentation.

use crate::{project, step, tools};
use anyhow::{Result, bail};
use std::process::Command;

/// Each check: its name, and its arguments for cargo.
const CHECKS: [(&str, &str); 5] = [
    ("formatting", "fmt --all --check"),
    ("lints, native", "clippy --workspace --all-targets -- -D warnings"),
    ("lints, browser", "clippy -p broadsheet --lib --bins --target wasm32-unknown-unknown -- -D warnings"),
    ("documentation, native", "doc --workspace --no-deps"),
    ("documentation, browser", "doc -p broadsheet --lib --no-deps --target wasm32-unknown-unknown"),
];

/// Runs every check, even if one fails. Fails if any check did.
pub fn run() -> Result<()> {
    tools::add_components()?;
    tools::add_wasm_target()?;
    let mut failed = Vec::new();
    for (name, arguments) in CHECKS {
        step::announce(&format!("Checking {name}: cargo {arguments}"));
        let outcome = step::run(
            Command::new("cargo")
                .args(arguments.split(' '))
                .current_dir(project::root())
                .env("RUSTDOCFLAGS", "-D warnings"),
            "fix the errors above (formatting: run `cargo fmt --all`), then run it again.",
        );
        if let Err(error) = outcome {
            eprintln!("\nxtask: {name} {error}\n");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("{} of {} checks failed: {}", failed.len(), CHECKS.len(), failed.join("; "));
    }
    step::announce("All checks passed.");
    Ok(())
}

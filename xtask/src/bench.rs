//! `cargo xtask bench`: runs all benchmarks.

pub mod import;
pub mod publish;
pub mod serve;
pub mod size;
pub mod speed;

use anyhow::{Result, ensure};

/// Runs every benchmark, even if one fails, and prints the figures next to their budgets. Fails if any benchmark did.
pub fn all() -> Result<()> {
    let benchmarks = [
        ("size", size::run(None)),
        ("speed", speed::run()),
        ("publish", publish::run(publish::ARTICLES)),
        ("import", import::run(import::POSTS)),
        ("serve", serve::run(serve::ARTICLES)),
    ];
    let mut failed = Vec::new();
    for (name, outcome) in benchmarks {
        if let Err(error) = outcome {
            eprintln!("\nxtask: {name}: {error:#}\n");
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "these benchmarks failed (see above): {}.", failed.join(", "));
    Ok(())
}

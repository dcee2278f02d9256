//! `cargo xtask bench`: measurements.

pub mod publish;
pub mod size;
pub mod speed;

use anyhow::{Result, ensure};

/// Takes every measurement, each to its end, and prints the figures beside their budgets. Fails if any is over.
pub fn all() -> Result<()> {
    let figures = [("size", size::run(None)), ("speed", speed::run()), ("publish", publish::run(publish::ARTICLES))];
    let mut failed = Vec::new();
    for (name, outcome) in figures {
        if let Err(fault) = outcome {
            eprintln!("\nxtask: {name}: {fault:#}\n");
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "over budget: {}", failed.join(", "));
    Ok(())
}

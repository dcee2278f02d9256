//! `cargo xtask bench`: measurements.

pub mod size;

use anyhow::Result;

/// Says which measurements there are.
pub fn list() -> Result<()> {
    println!("size  what dist/ weighs on the wire, against the budget");
    Ok(())
}

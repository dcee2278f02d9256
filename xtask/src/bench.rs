//! `cargo xtask bench`: measurements.

pub mod lighthouse;
pub mod publish;
pub mod size;

use anyhow::Result;

/// Says which measurements there are.
pub fn list() -> Result<()> {
    println!("lighthouse  Lighthouse's marks for speed, and what the scripts cost the first sight of a story");
    println!("publish     how long 10,000 stories take, and what a second run writes");
    println!("size        what dist/ weighs on the wire, against the budget");
    Ok(())
}

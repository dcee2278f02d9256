//! How far the work is.

use indicatif::{ProgressBar, ProgressStyle};

/// Who is told how far the work is, by all cores at once.
pub trait Progress: Sync {
    /// Work begins that has this many steps.
    fn begin(&self, what: &'static str, steps: usize);

    /// A step is done.
    fn step(&self);
}

/// A line on the terminal that is written over as the work goes on.
pub struct Bar(ProgressBar);

impl Bar {
    /// Without `shown`, as where there is no terminal, nothing is written.
    pub fn new(shown: bool) -> Self {
        Self(if shown { ProgressBar::new(0) } else { ProgressBar::hidden() })
    }
}

impl Progress for Bar {
    fn begin(&self, what: &'static str, steps: usize) {
        self.0.reset();
        self.0.set_length(steps as u64);
        self.0.set_message(what);
        // The template is a literal, and a test of ours reads it.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            self.0.set_style(style);
        }
    }

    fn step(&self) {
        self.0.inc(1);
    }
}

/// In the syntax of indicatif.
const TEMPLATE: &str = "{msg} {pos} of {len} {wide_bar}";

/// Shows nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}

    fn step(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_of_the_bar_is_one() {
        ProgressStyle::with_template(TEMPLATE).unwrap();
    }
}

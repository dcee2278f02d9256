//! The progress of publishing.

use indicatif::{ProgressBar, ProgressStyle};

/// Receives the progress of the work, from several threads at once.
pub trait Progress: Sync {
    /// Work with this many steps begins. `what` is its name for the display.
    fn begin(&self, what: &'static str, steps: usize);

    /// One step is finished.
    fn step(&self);
}

/// A progress bar on the terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// Creates a bar. With `shown` false, for example without a terminal, it writes nothing.
    pub fn new(shown: bool) -> Self {
        Self(if shown { ProgressBar::new(0) } else { ProgressBar::hidden() })
    }
}

impl Progress for Bar {
    fn begin(&self, what: &'static str, steps: usize) {
        self.0.reset();
        self.0.set_length(steps as u64);
        self.0.set_message(what);
        // This can't fail: the template is a constant, and a test parses it.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            self.0.set_style(style);
        }
    }

    fn step(&self) {
        self.0.inc(1);
    }
}

/// The form of the bar, in the syntax of indicatif.
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

//! The progress of publishing.

use std::io::{Write, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::publish::amount;

/// Receives the progress of the work, from several threads at once.
pub trait Progress: Sync {
    /// Work on this many articles begins, one step each. `what` is its name for the display, such as "Reading".
    fn begin(&self, what: &'static str, steps: usize);

    /// One step is finished.
    fn step(&self);
}

/// From how many articles on work is worth a display. Fewer are published in less than two seconds.
const MANY: usize = 500;

/// A progress bar on a terminal, for work that takes some time. It is removed when the value is dropped.
pub struct Bar(ProgressBar);

impl Bar {
    /// Creates a bar, which is shown when long work begins.
    pub fn new() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for Bar {
    fn begin(&self, what: &'static str, steps: usize) {
        self.0.finish_and_clear();
        // Each change is drawn at once, so the bar is hidden until it is complete. For short work it stays so.
        self.0.set_draw_target(ProgressDrawTarget::hidden());
        self.0.reset();
        self.0.set_length(steps as u64);
        self.0.set_message(what);
        // This can't fail: the template is a constant, and a test parses it.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            self.0.set_style(style);
        }
        if steps >= MANY {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The form of the bar, in the syntax of indicatif.
const TEMPLATE: &str = "{msg} {human_pos} of {human_len} articles {wide_bar}";

/// One line on the standard error when work begins that takes some time, for logs and other places that are no terminal.
pub struct Lines;

impl Progress for Lines {
    fn begin(&self, what: &'static str, steps: usize) {
        if let Some(line) = line(what, steps) {
            // Nobody may be reading any more, and that is no reason to stop the work.
            let _ = writeln!(stderr(), "{line}");
        }
    }

    fn step(&self) {}
}

/// The line for work on so many articles, if it takes some time.
fn line(what: &str, steps: usize) -> Option<String> {
    (steps >= MANY).then(|| format!("{what} {} …", amount::articles(steps)))
}

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

    #[test]
    fn only_long_work_is_announced() {
        assert_eq!(line("Publishing", 4), None);
        assert_eq!(line("Publishing", 10_000).as_deref(), Some("Publishing 10,000 articles …"));
    }
}

//! The command line of the program `broadsheet`: arguments in, exit code out.

mod arguments;
mod run;
mod serve;
mod words;

use std::process::ExitCode;

pub use arguments::Arguments;

/// The exit codes. Arguments that can't be parsed end in [`Exit::Unchanged`], too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Success = 0,
    /// There are findings: of `check` errors or warnings, of `publish` errors, of `import` what was lost, and articles that
    /// were edited and whose sources have changed, too. What can be published or imported is.
    Findings = 1,
    /// The command failed, and nothing was changed.
    Unchanged = 2,
    /// The command stopped part way. To run it again completes its work.
    PartWay = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Parses the arguments of the program, runs the command, and returns the exit code.
pub fn main() -> Exit {
    let arguments = <Arguments as clap::Parser>::parse();
    run::run(arguments.command).unwrap_or_else(|failure| {
        run::say(&format!("broadsheet: {}\n", failure.error));
        failure.exit
    })
}

//! Running other people's programs, and the words for when one fails.

use anyhow::{Result, bail};
use std::process::{Command, Stdio};

/// Says on the terminal what is being done.
pub fn announce(what: &str) {
    eprintln!("xtask: {what}");
}

/// Runs a command to its end, with its output on the terminal and nothing to read.
///
/// `remedy` completes "What to do: …", for when it fails.
pub fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let outcome = command.stdin(Stdio::null()).status();
    let line = command_line(command);
    match outcome {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            bail!("failed ({status}); its output is above.\nCommand: {line}\nWhat to do: {remedy}")
        }
        Err(fault) => {
            bail!("could not be started ({fault}).\nCommand: {line}\nWhat to do: {remedy}")
        }
    }
}

/// Runs a command to its end, and returns what it prints. If it fails, that is part of the fault.
pub fn capture(command: &mut Command, remedy: &str) -> Result<String> {
    let outcome = command.stdin(Stdio::null()).output();
    let line = command_line(command);
    match outcome {
        Ok(output) if output.status.success() => Ok(String::from_utf8(output.stdout)?),
        Ok(output) => bail!(
            "failed ({}):\n{}{}\nCommand: {line}\nWhat to do: {remedy}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(fault) => bail!("could not be started ({fault}).\nCommand: {line}\nWhat to do: {remedy}"),
    }
}

/// What a command prints, or nothing if it can't be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// A command as one would type it.
pub fn command_line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| match word.to_string_lossy() {
            word if word.contains(' ') => format!("'{word}'"),
            word => word.into_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

//! Runs other programs, and explains their failures.

use anyhow::{Result, bail};
use std::process::{Command, Stdio};

/// Prints what xtask does next.
pub fn announce(message: &str) {
    eprintln!("xtask: {message}");
}

/// Runs a command until it ends. Its output goes to the terminal; its standard input is empty.
///
/// `remedy` is what the user can do if it fails, and follows "What to do: ".
pub fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let outcome = command.stdin(Stdio::null()).status();
    let line = command_line(command);
    match outcome {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            bail!("failed ({status}); its output is above.\nCommand: {line}\nWhat to do: {remedy}")
        }
        Err(error) => {
            bail!("could not be started ({error}).\nCommand: {line}\nWhat to do: {remedy}")
        }
    }
}

/// Runs a command until it ends, and returns its output. If it fails, the output is part of the error.
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
        Err(error) => bail!("could not be started ({error}).\nCommand: {line}\nWhat to do: {remedy}"),
    }
}

/// The output of a command, or `None` if it can't be started or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// A command as one types it in a shell.
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

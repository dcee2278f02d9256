//! Takes a tool from crates.io as its makers have built it, by cargo-binstall. That takes seconds, where to compile it takes
//! minutes.

use super::{
    cache,
    tool::{Origin, Tool},
};
use crate::step;
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
    process::Command,
};

/// The program cargo-binstall, if it is on PATH.
pub fn binstall() -> Option<PathBuf> {
    which::which("cargo-binstall").ok()
}

/// Installs a tool in an empty folder: by cargo-binstall if it is there, or else by `compile`, which is also called if that
/// fails.
pub fn or_compiled(
    binstall: Option<&Path>,
    tool: &Tool,
    folder: &Path,
    compile: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let Some(binstall) = binstall else {
        return compile();
    };
    let Err(error) = prebuilt(binstall, tool, folder) else {
        return Ok(());
    };
    let minutes = match tool.origin {
        Origin::Crate { minutes, .. } => minutes,
        _ => 0,
    };
    step::announce(&format!(
        "{} {} could not be taken prebuilt: {error:#}\nIt is compiled instead, in about {minutes} minutes.",
        tool.package, tool.version
    ));
    cache::remove_folder(folder)?;
    fs::create_dir_all(folder)?;
    compile()
}

fn prebuilt(binstall: &Path, tool: &Tool, folder: &Path) -> Result<()> {
    step::run(&mut command(binstall, tool, folder), "run this command by hand to see more.")?;
    let program = tool.programs_in(folder).join(format!("{}{EXE_SUFFIX}", tool.program));
    // A program may be built for newer libraries than this machine has.
    let version = step::output(Command::new(&program).arg("--version"));
    let version = version.with_context(|| format!("{} does not start", program.display()))?;
    ensure!(tool.is_version_in(&version), "{} says that it is {}", program.display(), version.trim());
    Ok(())
}

/// The command that installs a tool, without a question.
fn command(binstall: &Path, tool: &Tool, folder: &Path) -> Command {
    let mut command = Command::new(binstall);
    command.arg(format!("{}@{}", tool.package, tool.version));
    command.args(["--no-confirm", "--no-track"]);
    // Only what the makers of the tool publish: neither builds of third parties, nor a build of its own, which would take
    // another profile than ours.
    command.args(["--disable-strategies", "quick-install,compile"]);
    // It would report what it installs, and look for passwords of git.
    command.args(["--disable-telemetry", "--no-discover-github-token"]);
    command.arg("--root").arg(folder);
    command
}

#[cfg(test)]
mod tests {
    use super::{command, or_compiled};
    use crate::{
        step,
        tools::{
            cache::remove_folder,
            tool::{Origin, Tool},
        },
    };
    use anyhow::Result;
    use fs_err as fs;
    use std::{
        cell::Cell,
        env,
        path::{Path, PathBuf},
        process,
    };

    fn tool() -> Tool {
        let origin = Origin::Crate { flags: &[], minutes: 4 };
        Tool { program: "trunk", package: "trunk", version: "0.21.14".into(), origin }
    }

    #[test]
    fn the_command_asks_nothing_and_takes_only_what_the_makers_publish() {
        let line = step::command_line(&command(Path::new("cargo-binstall"), &tool(), Path::new("/cache/trunk")));
        assert_eq!(
            line,
            "cargo-binstall trunk@0.21.14 --no-confirm --no-track --disable-strategies quick-install,compile \
             --disable-telemetry --no-discover-github-token --root /cache/trunk"
        );
    }

    /// Installs the tool with a stand-in for cargo-binstall, a shell script to which `$root` is the folder. Returns
    /// whether the tool was compiled, and whether the folder was empty then.
    #[cfg(unix)]
    fn install(name: &str, script: Option<&str>) -> Result<Option<bool>> {
        let place = env::temp_dir().join(format!("broadsheet-prebuilt-{name}-{}", process::id()));
        let folder = place.join("tool");
        fs::create_dir_all(&folder)?;
        let binstall = script.map(|script| stand_in(&place, script)).transpose()?;
        let compiled = Cell::new(None);
        or_compiled(binstall.as_deref(), &tool(), &folder, || {
            compiled.set(Some(fs::read_dir(&folder)?.next().is_none()));
            Ok(())
        })?;
        remove_folder(&place)?;
        Ok(compiled.get())
    }

    #[cfg(unix)]
    fn stand_in(place: &Path, script: &str) -> Result<PathBuf> {
        use std::os::unix::fs::PermissionsExt;
        let file = place.join("cargo-binstall");
        let root = "while [ \"$1\" != --root ]; do shift; done; root=$2; mkdir \"$root/bin\"";
        fs::write(&file, format!("#!/bin/sh\nset -e\n{root}\n{script}\n"))?;
        fs::set_permissions(&file, PermissionsExt::from_mode(0o755))?;
        Ok(file)
    }

    #[cfg(unix)]
    fn installs(version: &str) -> String {
        format!("printf '#!/bin/sh\\necho trunk {version}\\n' > \"$root/bin/trunk\"; chmod 755 \"$root/bin/trunk\"")
    }

    #[test]
    #[cfg(unix)]
    fn a_tool_is_compiled_without_cargo_binstall() -> Result<()> {
        assert_eq!(install("none", None)?, Some(true));
        Ok(())
    }

    #[test]
    #[cfg(unix)]
    fn a_tool_that_cargo_binstall_installs_is_not_compiled() -> Result<()> {
        assert_eq!(install("installs", Some(&installs("0.21.14")))?, None);
        Ok(())
    }

    #[test]
    #[cfg(unix)]
    fn a_tool_is_compiled_in_an_empty_folder_if_cargo_binstall_fails() -> Result<()> {
        let failing = format!("{}; exit 94", installs("0.21.14"));
        assert_eq!(install("fails", Some(&failing))?, Some(true));
        Ok(())
    }

    #[test]
    #[cfg(unix)]
    fn a_tool_is_compiled_if_the_prebuilt_one_has_another_version_or_does_not_start() -> Result<()> {
        assert_eq!(install("version", Some(&installs("0.21.13")))?, Some(true));
        assert_eq!(install("missing", Some("true"))?, Some(true));
        Ok(())
    }
}

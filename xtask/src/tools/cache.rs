//! The cache of installed tools: one for each user, shared by all clones of the project.

use super::tool::Tool;
use crate::step;
use anyhow::{Context, Result};
use fs_err as fs;
use std::{
    env,
    fs::TryLockError,
    path::{self, Path, PathBuf},
};

/// A folder of installed tools. Each has its own folder, named after package and version.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Opens the folder that `BROADSHEET_TOOLS` names, or else one in the user's cache folder.
    pub fn open() -> Result<Self> {
        let folder = match env::var_os("BROADSHEET_TOOLS") {
            Some(folder) if !folder.is_empty() => PathBuf::from(folder),
            _ => default_folder().context(
                "there is no home folder to install the tools in.\nWhat to do: set BROADSHEET_TOOLS to a folder.",
            )?,
        };
        Ok(Self { folder: path::absolute(folder)? })
    }

    /// The folder of a tool, whether it is installed or not.
    pub fn entry(&self, tool: &Tool) -> PathBuf {
        self.folder.join(tool.key())
    }

    /// Whether a tool is installed. An installed tool is always complete: see [`Cache::add`].
    pub fn contains(&self, tool: &Tool) -> bool {
        self.entry(tool).is_dir()
    }

    /// The target folder of all tools that cargo compiles: they share dependencies.
    pub fn target_folder(&self) -> PathBuf {
        self.folder.join(".build")
    }

    /// Prevents other processes from installing tools until the returned file is dropped.
    pub fn lock(&self) -> Result<fs::File> {
        fs::create_dir_all(&self.folder)?;
        let file = fs::File::create(self.folder.join(".lock"))?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                step::announce("Waiting for another `cargo xtask`, which is installing tools …");
                file.file().lock().context("waiting for the other `cargo xtask`")?;
            }
            Err(TryLockError::Error(error)) => return Err(error).context("locking the tool cache"),
        }
        Ok(file)
    }

    /// Installs a tool. `install` writes to a temporary folder, which is renamed when it is complete: if the process is
    /// interrupted, the cache never contains half a tool.
    pub fn add(&self, tool: &Tool, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let partial = self.folder.join(format!(".partial-{}", tool.key()));
        remove_folder(&partial)?;
        fs::create_dir_all(&partial)?;
        install(&partial)?;
        fs::rename(&partial, self.entry(tool))?;
        Ok(())
    }
}

/// Removes a folder if it exists.
pub fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// The default cache, in the user's cache folder. Its name contains processor and system, since different machines may
/// share a home folder.
fn default_folder() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let caches = match env::consts::OS {
        "windows" => absolute("LOCALAPPDATA"),
        "macos" => env::home_dir().map(|home| home.join("Library").join("Caches")),
        _ => absolute("XDG_CACHE_HOME").or_else(|| Some(env::home_dir()?.join(".cache"))),
    }?;
    let platform = format!("{}-{}", env::consts::ARCH, env::consts::OS);
    Some(caches.join("broadsheet").join("tools").join(platform))
}

#[cfg(test)]
mod tests {
    use super::{Cache, remove_folder};
    use crate::tools::tool::{Origin, Tool};
    use anyhow::{Result, bail};
    use fs_err as fs;

    fn tool(version: &str) -> Tool {
        Tool { program: "tool", package: "tool", version: version.into(), origin: Origin::Npm }
    }

    #[test]
    fn only_a_complete_installation_of_the_same_version_counts() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("broadsheet-cache-{}", std::process::id()));
        let cache = Cache { folder: folder.clone() };
        let file = "program";

        let broken = cache.add(&tool("1.0.0"), |place| {
            fs::write(place.join(file), "half")?;
            bail!("interrupted")
        });
        assert!(broken.is_err());
        assert!(!cache.contains(&tool("1.0.0")));

        cache.add(&tool("1.0.0"), |place| {
            assert!(!place.join(file).exists(), "the incomplete file is removed");
            Ok(fs::write(place.join(file), "whole")?)
        })?;
        assert!(cache.contains(&tool("1.0.0")));
        assert!(!cache.contains(&tool("1.0.1")));
        remove_folder(&folder)
    }
}

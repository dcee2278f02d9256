//! The per-user cache, where the tools of all clones of the project are.

use super::tool::Tool;
use crate::step;
use anyhow::{Context, Result};
use fs_err as fs;
use std::{
    env,
    fs::TryLockError,
    path::{self, Path, PathBuf},
};

/// A folder of installed tools, each in a folder of its own named for package and version.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache named by `BROADSHEET_TOOLS`, or else the one in the platform's place for caches.
    pub fn open() -> Result<Self> {
        let folder = match env::var_os("BROADSHEET_TOOLS") {
            Some(folder) if !folder.is_empty() => PathBuf::from(folder),
            _ => default_folder()
                .context("there's no home folder to keep the tools in; name a folder for them in BROADSHEET_TOOLS")?,
        };
        Ok(Self { folder: path::absolute(folder)? })
    }

    /// Where a tool is, if it is there.
    pub fn entry(&self, tool: &Tool) -> PathBuf {
        self.folder.join(tool.key())
    }

    /// Whether a tool is there. What is there is whole: see [`Cache::fill`].
    pub fn holds(&self, tool: &Tool) -> bool {
        self.entry(tool).is_dir()
    }

    /// Where crates are compiled: one folder for all of them, as they share dependencies.
    pub fn workshop(&self) -> PathBuf {
        self.folder.join(".build")
    }

    /// Keeps other runs from installing until the file returned is dropped.
    pub fn lock(&self) -> Result<fs::File> {
        fs::create_dir_all(&self.folder)?;
        let file = fs::File::create(self.folder.join(".lock"))?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                step::announce("Another run is installing tools; waiting for it …");
                file.file().lock().context("waiting for the other run")?;
            }
            Err(TryLockError::Error(fault)) => return Err(fault).context("locking the tool cache"),
        }
        Ok(file)
    }

    /// Puts a tool in its place. It's installed next to it first, and then moved there as a whole,
    /// so that an interrupted run leaves nothing that looks like a tool.
    pub fn fill(&self, tool: &Tool, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let partial = self.folder.join(format!(".partial-{}", tool.key()));
        remove(&partial)?;
        fs::create_dir_all(&partial)?;
        install(&partial)?;
        fs::rename(&partial, self.entry(tool))?;
        Ok(())
    }
}

/// Removes a folder that may not be there.
pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// The platform's place for caches. A home folder may be shared by machines of several kinds, so
/// the kind is in the name.
fn default_folder() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let caches = match env::consts::OS {
        "windows" => absolute("LOCALAPPDATA"),
        "macos" => env::home_dir().map(|home| home.join("Library").join("Caches")),
        _ => absolute("XDG_CACHE_HOME").or_else(|| Some(env::home_dir()?.join(".cache"))),
    }?;
    let machine = format!("{}-{}", env::consts::ARCH, env::consts::OS);
    Some(caches.join("broadsheet").join("tools").join(machine))
}

#[cfg(test)]
mod tests {
    use super::{Cache, remove};
    use crate::tools::tool::{Origin, Tool};
    use anyhow::{Result, bail};
    use fs_err as fs;

    fn tool(version: &str) -> Tool {
        Tool { program: "tool", package: "tool", version: version.into(), origin: Origin::Npm }
    }

    #[test]
    fn only_a_whole_installation_is_held_and_only_at_its_version() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("broadsheet-cache-{}", std::process::id()));
        let cache = Cache { folder: folder.clone() };
        let file = "program";

        let broken = cache.fill(&tool("1.0.0"), |place| {
            fs::write(place.join(file), "half")?;
            bail!("interrupted")
        });
        assert!(broken.is_err());
        assert!(!cache.holds(&tool("1.0.0")));

        cache.fill(&tool("1.0.0"), |place| {
            assert!(!place.join(file).exists(), "the half is gone");
            Ok(fs::write(place.join(file), "whole")?)
        })?;
        assert!(cache.holds(&tool("1.0.0")));
        assert!(!cache.holds(&tool("1.0.1")));
        remove(&folder)
    }
}

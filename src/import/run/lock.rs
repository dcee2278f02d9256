//! One import into a site at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::error::ImportError;
use crate::file_system::Unreadable;

/// The file that keeps two imports into a site apart.
const LOCK: &str = ".broadsheet-import.lock";

/// Keeps other imports into the site waiting until it is dropped.
pub(super) struct Lock {
    path: PathBuf,
    _file: Option<File>,
}

impl Lock {
    pub(super) fn of(site: &Path) -> Result<Self, ImportError> {
        let path = site.join(LOCK);
        let open = File::options().create(true).truncate(false).write(true).open(&path);
        let file = open.map_err(|error| ImportError::Unreadable(Unreadable { path: path.clone(), error }))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path, _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(ImportError::Busy(site.to_owned())),
            // Some network drives have no locks.
            Err(TryLockError::Error(_)) => Ok(Self { path, _file: None }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What can't be removed does no harm: it is only a place for locks.
        let _ = fs::remove_file(&self.path);
    }
}

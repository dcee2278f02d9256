//! The folder in the output folder where files are prepared. It exists only during a run, and its lock keeps two runs
//! from meeting.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use fs_err as fs;
use same_file::Handle;

use crate::publish::PublishError;

/// The name of the folder.
pub const STAGING: &str = ".broadsheet";

const LOCK: &str = "lock";

/// Of how many numbers in a row the files are in one folder.
const FILES_IN_A_FOLDER: u64 = 512;

/// The folder where files are prepared, and the lock on the output folder. Both go when the value is dropped.
pub struct Staging {
    folder: PathBuf,
    /// The folders that did not exist before this run, the outermost last. They are removed if nothing is written.
    created: Vec<PathBuf>,
    next: AtomicU64,
    /// The folders of prepared files.
    folders: Mutex<HashSet<PathBuf>>,
    /// The lock. The system releases it even if the program is killed.
    _lock: File,
}

impl Staging {
    /// Locks an output folder, which is created if it does not exist, and removes what a killed run left there.
    pub fn open(output: &Path) -> Result<Self, PublishError> {
        let created = output.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let created: Vec<_> = created.map(Path::to_owned).collect();
        let folder = output.join(STAGING);
        if folder.is_symlink() {
            return Err(PublishError::Foreign { folder: output.to_owned(), paths: vec![STAGING.to_owned()] });
        }
        fs::create_dir_all(&folder)?;
        let lock = lock(&folder)?.ok_or_else(|| PublishError::Busy { folder: output.to_owned() })?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name() != LOCK {
                match entry.file_type()?.is_dir() {
                    true => fs::remove_dir_all(entry.path())?,
                    false => fs::remove_file(entry.path())?,
                }
            }
        }
        Ok(Self { folder, created, next: AtomicU64::new(0), folders: Mutex::default(), _lock: lock })
    }

    /// A path for the next prepared file. Its name is short, so that no file system refuses it. The folder of the file is
    /// one of many, and no other thread uses it: to make a hundred thousand files in one folder takes twice as long.
    pub fn next(&self) -> io::Result<PathBuf> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
        let folder = self.folder.join(format!("{thread}-{}", number / FILES_IN_A_FOLDER));
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains(&folder) {
            fs::create_dir(&folder)?;
            folders.insert(folder.clone());
        }
        Ok(folder.join(number.to_string()))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What can't be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&self.folder);
        for folder in &self.created {
            // This fails for a folder that is not empty.
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Locks the folder. [`None`] if another run has locked it.
fn lock(folder: &Path) -> Result<Option<File>, PublishError> {
    let path = folder.join(LOCK);
    loop {
        let file = match File::options().create(true).truncate(false).write(true).open(&path) {
            Ok(file) => file,
            // The run before ends, and removes the folder.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                continue;
            }
            Err(error) => return Err(std::io::Error::new(error.kind(), format!("{}: {error}", path.display())).into()),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network drives have no locks. A run there goes on without one.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => return Ok(Some(file)),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Another run may have removed the file after this one opened it. The lock is then on no file.
        let is_current = Handle::from_path(&path).and_then(|now| Ok(now == Handle::from_file(file.try_clone()?)?));
        if is_current.unwrap_or(false) {
            return Ok(Some(file));
        }
    }
}

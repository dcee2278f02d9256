//! The output folder. A run writes only the files that have changed, each atomically, and removes those that are no
//! longer made.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use fs_err as fs;
use rayon::prelude::*;

use crate::file_system;
use crate::publish::PublishError;
use crate::publish::outputs::Sink;
use crate::publish::store::compress::{self, Effort};
use crate::publish::store::hash;
use crate::publish::store::manifest::{CONTENT, Manifest};
use crate::publish::store::release::app_files;

/// The output folder, during a run.
pub struct OutputFolder {
    folder: PathBuf,
    compresses: bool,
    before: Manifest,
    /// When the last run wrote the manifest, which it does after writing all files.
    listed: Option<SystemTime>,
    now: Mutex<Manifest>,
    written: AtomicUsize,
}

impl OutputFolder {
    /// Opens a folder. `compresses` is whether files get compressed copies, which a development server doesn't need.
    pub fn open(folder: &Path, compresses: bool) -> Result<Self, PublishError> {
        let (before, listed) = Manifest::read(folder)?;
        let now = Mutex::new(Manifest::default());
        Ok(Self { folder: folder.to_owned(), compresses, before, listed, now, written: AtomicUsize::new(0) })
    }

    /// Makes compressed copies of the files that publishing does not make: those of the build and of the publisher.
    /// Call it after making all outputs.
    pub fn compress_others(&self) -> Result<(), PublishError> {
        let mut paths = Vec::new();
        if !self.compresses {
            return Ok(());
        }
        file_system::walk(&self.folder, |entry| {
            // A name that is not Unicode is skipped, since no address of ours can name it.
            let Some(name) = entry.file_name().to_str() else { return Ok(false) };
            if !entry.file_type().is_dir() && compress::is_compressible(name) {
                let path = self.path_of(entry.path());
                if path != Manifest::FILE && !self.is_made(&path) && !self.is_expired(&path) {
                    paths.push(path);
                }
            }
            Ok::<_, PublishError>(true)
        })?;
        paths.par_iter().try_for_each(|path| self.copy(path))
    }

    /// The path of a file relative to the folder, with slashes on all systems.
    fn path_of(&self, file: &Path) -> String {
        let inside = file.strip_prefix(&self.folder).unwrap_or(file);
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    fn copy(&self, path: &str) -> Result<(), PublishError> {
        let effort = if path.starts_with(CONTENT) { Effort::Page } else { Effort::Most };
        let bytes = fs::read(self.folder.join(path))?;
        let hash = hash::of(&bytes);
        if self.before.copied.get(path) != Some(&hash) || !self.has_copies(path) {
            self.compress(path, &bytes, effort)?;
        }
        self.lock().copied.insert(path.to_owned(), hash);
        Ok(())
    }

    /// The paths of the files that the last run made.
    pub fn made_before(&self) -> impl Iterator<Item = &str> {
        self.before.made.keys().map(String::as_str)
    }

    /// Whether this run has made a file.
    pub fn is_made(&self, path: &str) -> bool {
        self.lock().made.contains_key(path)
    }

    /// Reads a file of an earlier run, if it exists. It may have been edited, so invalid UTF-8 is replaced.
    pub fn read(&self, path: &str) -> Result<Option<String>, PublishError> {
        match fs::read(self.folder.join(path)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Records the current files of the app. Returns the names of the files of earlier releases that stay for now.
    /// `now` is in seconds since 1970.
    pub fn record_app_files<'a>(&self, current: impl Iterator<Item = &'a str>, now: i64) -> Vec<String> {
        let mut files = app_files(current, &self.before.app, now);
        files.retain(|name, end| end.is_none() || self.folder.join(name).is_file());
        let earlier = files.iter().filter(|(_, end)| end.is_some()).map(|(name, _)| name.clone()).collect();
        self.lock().app = files;
        earlier
    }

    /// Whether a file belongs to an earlier release of the app and has expired. [`OutputFolder::finish`] removes it.
    fn is_expired(&self, path: &str) -> bool {
        self.before.app.contains_key(path) && !self.lock().app.contains_key(path)
    }

    /// Retains files of the last run that this run has not made, if their paths match.
    pub fn retain(&self, which: impl Fn(&str) -> bool) {
        let mut now = self.lock();
        for (path, hash) in self.before.made.iter().filter(|(path, _)| which(path)) {
            now.made.entry(path.clone()).or_insert_with(|| hash.clone());
        }
    }

    /// Removes files of earlier runs that were not made in this one, and writes the manifest. Returns how many files
    /// were written and how many removed.
    pub fn finish(self) -> Result<(usize, usize), PublishError> {
        let now = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut removed = 0;
        let made = self.before.made.keys().filter(|path| !now.made.contains_key(*path));
        let app = self.before.app.keys().filter(|name| !now.app.contains_key(*name));
        for path in made.chain(app) {
            removed += usize::from(remove(&self.folder, path)?);
            remove_copies(&self.folder, path)?;
        }
        let copied_before = self.before.copied.keys().filter(|path| !now.copied.contains_key(*path));
        for path in copied_before.filter(|path| !now.made.contains_key(*path)) {
            remove_copies(&self.folder, path)?;
        }
        file_system::write(&self.folder.join(Manifest::FILE), now.to_json().as_bytes())?;
        Ok((self.written.into_inner(), removed))
    }

    /// Whether a file is still as an earlier run wrote it. Reading every file would take longer than everything else,
    /// so a file is read only if it is newer than the manifest of that run.
    fn is_untouched(&self, path: &str, bytes: &[u8]) -> Result<bool, PublishError> {
        let file = self.folder.join(path);
        let about = match fs::metadata(&file) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        if !about.is_file() || about.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let is_older = self.listed.is_some_and(|listed| about.modified().is_ok_and(|modified| modified < listed));
        Ok(is_older || fs::read(&file)? == bytes)
    }

    fn has_copies(&self, path: &str) -> bool {
        compress::COPIES.iter().all(|ending| self.folder.join(format!("{path}.{ending}")).is_file())
    }

    fn compress(&self, path: &str, bytes: &[u8], effort: Effort) -> Result<(), PublishError> {
        for (ending, copy) in compress::copies(bytes, effort)? {
            self.replace(&format!("{path}.{ending}"), &copy)?;
        }
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let file = self.folder.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        file_system::write(&file, bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Manifest> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for OutputFolder {
    /// Writes a file, unless the folder already has it with the same content.
    fn write_with(&self, path: &str, bytes: &[u8], effort: Effort) -> Result<(), PublishError> {
        let hash = hash::of(bytes);
        let compress = self.compresses && compress::is_compressible(path);
        let was_written = self.before.made.get(path) == Some(&hash) && (!compress || self.has_copies(path));
        if !was_written || !self.is_untouched(path, bytes)? {
            if compress {
                self.compress(path, bytes, effort)?;
            }
            // The file is written after its compressed copies. Otherwise an interruption could leave it beside old
            // copies.
            self.replace(path, bytes)?;
        }
        self.lock().made.insert(path.to_owned(), hash);
        Ok(())
    }
}

fn remove_copies(root: &Path, path: &str) -> Result<(), PublishError> {
    compress::COPIES.iter().try_for_each(|ending| remove(root, &format!("{path}.{ending}")).map(drop))
}

/// Removes a file if it exists, and the folders that become empty. A file behind a symbolic link is in another folder,
/// and is not removed.
fn remove(root: &Path, path: &str) -> Result<bool, PublishError> {
    let file = root.join(path);
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != root);
    if !file.is_file() || folders.into_iter().any(Path::is_symlink) {
        return Ok(false);
    }
    fs::remove_file(&file)?;
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        // This fails for a folder that is not empty.
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(true)
}

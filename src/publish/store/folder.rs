//! The output folder. A run writes what has changed and nothing else, each file in one step, and removes what is no
//! longer made.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use fs_err as fs;
use rayon::prelude::*;

use crate::files;
use crate::publish::PublishError;
use crate::publish::outputs::Sink;
use crate::publish::store::compress::{self, Effort};
use crate::publish::store::hash;
use crate::publish::store::manifest::{CONTENT, Manifest};
use crate::publish::store::release::app_files;

/// The folder that is published, while it is being written.
pub struct OutputFolder {
    folder: PathBuf,
    compresses: bool,
    before: Manifest,
    /// When the last run wrote its list, which it does after all the files in it.
    listed: Option<SystemTime>,
    now: Mutex<Manifest>,
    written: AtomicUsize,
}

impl OutputFolder {
    /// Opens a folder. Without compressed copies, it is for a server on this machine.
    pub fn open(folder: &Path, compresses: bool) -> Result<Self, PublishError> {
        let (before, listed) = Manifest::read(folder)?;
        let now = Mutex::new(Manifest::default());
        Ok(Self { folder: folder.to_owned(), compresses, before, listed, now, written: AtomicUsize::new(0) })
    }

    /// Puts compressed copies beside what is not made here: the files of the build, and the publisher's. To be called
    /// once all is made.
    pub fn compress_others(&self) -> Result<(), PublishError> {
        let mut paths = Vec::new();
        if !self.compresses {
            return Ok(());
        }
        files::walk(&self.folder, |entry| {
            // No name that is not Unicode can be asked for by an address of ours.
            let Some(name) = entry.file_name().to_str() else { return Ok(false) };
            if !entry.file_type().is_dir() && compress::is_worth_it(name) {
                let path = self.path_of(entry.path());
                if path != Manifest::FILE && !self.is_made(&path) && !self.is_expired(&path) {
                    paths.push(path);
                }
            }
            Ok::<_, PublishError>(true)
        })?;
        paths.par_iter().try_for_each(|path| self.copy(path))
    }

    /// The path of a file in the folder, with slashes on all systems.
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

    /// The paths of what was made in the run before.
    pub fn made_before(&self) -> impl Iterator<Item = &str> {
        self.before.made.keys().map(String::as_str)
    }

    /// Whether a file is made in this run.
    pub fn is_made(&self, path: &str) -> bool {
        self.lock().made.contains_key(path)
    }

    /// What is in a file now, if it is there. Somebody may have changed it: what is not UTF-8 in it is replaced.
    pub fn read(&self, path: &str) -> Result<Option<String>, PublishError> {
        match fs::read(self.folder.join(path)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes which files the app consists of now. Returns the names of those of earlier releases that stay for the time
    /// being (`now` is in seconds since 1970).
    pub fn keep_app<'a>(&self, current: impl Iterator<Item = &'a str>, now: i64) -> Vec<String> {
        let mut files = app_files(current, &self.before.app, now);
        files.retain(|name, end| end.is_none() || self.folder.join(name).is_file());
        let earlier = files.iter().filter(|(_, end)| end.is_some()).map(|(name, _)| name.clone()).collect();
        self.lock().app = files;
        earlier
    }

    /// Whether a file is one of the app that has stayed for long enough: [`OutputFolder::finish`] removes it.
    fn is_expired(&self, path: &str) -> bool {
        self.before.app.contains_key(path) && !self.lock().app.contains_key(path)
    }

    /// Keeps what was made before under such paths, though it is not made now.
    pub fn keep(&self, which: impl Fn(&str) -> bool) {
        let mut now = self.lock();
        for (path, hash) in self.before.made.iter().filter(|(path, _)| which(path)) {
            now.made.entry(path.clone()).or_insert_with(|| hash.clone());
        }
    }

    /// Removes what was written before and is not any more, and writes the list for the next run. Returns how many
    /// files were written, and how many removed.
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
        files::write(&self.folder.join(Manifest::FILE), now.to_json().as_bytes())?;
        Ok((self.written.into_inner(), removed))
    }

    /// Whether a file that is made here is in its place, as it was written. To read every file would take longer
    /// than all the rest, so only those are read that are younger than the list of the run that wrote them.
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
        files::write(&file, bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Manifest> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for OutputFolder {
    /// Writes a file, if it is not there already as it should be.
    fn write_with(&self, path: &str, bytes: &[u8], effort: Effort) -> Result<(), PublishError> {
        let hash = hash::of(bytes);
        let compress = self.compresses && compress::is_worth_it(path);
        let was_written = self.before.made.get(path) == Some(&hash) && (!compress || self.has_copies(path));
        if !was_written || !self.is_untouched(path, bytes)? {
            if compress {
                self.compress(path, bytes, effort)?;
            }
            // Last, so that a file is never younger than its copies if this is interrupted.
            self.replace(path, bytes)?;
        }
        self.lock().made.insert(path.to_owned(), hash);
        Ok(())
    }
}

fn remove_copies(root: &Path, path: &str) -> Result<(), PublishError> {
    compress::COPIES.iter().try_for_each(|ending| remove(root, &format!("{path}.{ending}")).map(drop))
}

/// Removes a file, if it is there, and the folders that are empty without it. A file behind a link to another folder is
/// not in this one, and stays.
fn remove(root: &Path, path: &str) -> Result<bool, PublishError> {
    let file = root.join(path);
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != root);
    if !file.is_file() || folders.into_iter().any(Path::is_symlink) {
        return Ok(false);
    }
    fs::remove_file(&file)?;
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        // Fails for one that is not empty, and that is the end of it.
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(true)
}

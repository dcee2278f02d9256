//! The output folder during a run: prepares the files that differ from those in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use fs_err as fs;

use crate::address::encode_path;
use crate::file_system;
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::outputs::Sink;
use crate::publish::store::compress::{self, Effort};
use crate::publish::store::hash;
use crate::publish::store::manifest::{Entry, Manifest, Retained, can_be_output};
use crate::publish::store::release;
use crate::publish::store::staging::Staging;

/// The output folder, during a run.
pub struct OutputFolder<'a> {
    pub(super) folder: PathBuf,
    pub(super) staging: Staging,
    pub(super) before: Manifest,
    pub(super) interrupted: &'a AtomicBool,
    compresses: bool,
    /// When the last run wrote the manifest, which it does after writing all files.
    listed: Option<SystemTime>,
    planned: Mutex<BTreeMap<String, Planned>>,
    /// The names of the current files of the app that contain hashes.
    app: Mutex<BTreeSet<String>>,
}

/// A file that the folder will have at the end of the run.
pub(super) struct Planned {
    pub entry: Entry,
    /// The prepared file, with its compressed copies beside it. [`None`] if the folder has the file already.
    pub prepared: Option<PathBuf>,
}

impl<'a> OutputFolder<'a> {
    /// Opens and locks a folder, which is created if it does not exist. `compresses` is whether files get compressed
    /// copies, which a development server doesn't need. The run stops soon after `interrupted` is set.
    pub fn open(folder: &Path, compresses: bool, interrupted: &'a AtomicBool) -> Result<Self, PublishError> {
        let staging = Staging::open(folder)?;
        let (before, listed) = Manifest::read(folder)?;
        let (planned, app) = (Mutex::default(), Mutex::default());
        Ok(Self { folder: folder.to_owned(), staging, before, interrupted, compresses, listed, planned, app })
    }

    /// The article JSON of the last run, if it is as that run wrote it: its path on disk.
    pub fn last_article(&self, path: &str) -> Option<PathBuf> {
        let (entry, file) = (self.before.files.get(path)?, self.folder.join(path));
        let bytes = file_system::read(&file).ok()?;
        (hash::of(&bytes) == entry.hash).then_some(file)
    }

    /// The paths of the files of the last run.
    pub fn paths_before(&self) -> impl Iterator<Item = &str> {
        self.before.files.keys().map(String::as_str)
    }

    /// Drops all that was prepared, to begin again.
    pub fn restart(&self) {
        self.lock().clear();
    }

    /// Records the current files of the app, and keeps those of earlier releases for some time. Returns the names of the
    /// latter. `now` is in seconds since 1970.
    pub fn keep_releases(&self, current: BTreeSet<String>, now: i64) -> Vec<String> {
        *self.app.lock().unwrap_or_else(PoisonError::into_inner) = current.clone();
        let before = self.before.files.iter().filter(|(_, entry)| entry.app);
        let before = before.map(|(name, entry)| match entry.retained {
            Some(Retained::EarlierReleaseUntil(end)) => (name.clone(), Some(end)),
            _ => (name.clone(), None),
        });
        let files = release::app_files(current.iter().map(String::as_str), &before.collect(), now);
        let earlier = files.into_iter().filter_map(|(name, end)| Some((name, Retained::EarlierReleaseUntil(end?))));
        earlier.filter(|(name, reason)| self.keep(name, *reason)).map(|(name, _)| name).collect()
    }

    /// Keeps a file of the last run that this run does not make. Returns false if there is no such file.
    pub fn keep(&self, path: &str, reason: Retained) -> bool {
        let Some(entry) = self.before.files.get(path).filter(|_| self.folder.join(path).is_file()) else {
            return false;
        };
        let entry = Entry { retained: Some(reason), ..entry.clone() };
        self.lock().entry(path.to_owned()).or_insert(Planned { entry, prepared: None });
        true
    }

    /// Keeps a page of the last run that has an error now, and the files of the site that it shows. Returns false if there
    /// is no such page.
    pub fn keep_page(&self, page: &PagePath) -> bool {
        let path = page.path();
        if !self.keep(&path, Retained::ArticleHasError) {
            return false;
        }
        let html = fs::read_to_string(self.folder.join(&path)).unwrap_or_default();
        let files = self.before.files.keys().filter(|file| file.starts_with("content/"));
        for file in files.filter(|file| html.contains(&encode_path(file))) {
            self.keep(file, Retained::ArticleHasError);
        }
        true
    }

    /// Marks files as those of an article that has an error now.
    pub fn mark_retained(&self, path: &str) {
        if let Some(planned) = self.lock().get_mut(path) {
            planned.entry.retained = Some(Retained::ArticleHasError);
        }
    }

    /// Takes all planned files.
    pub(super) fn take_planned(&self) -> BTreeMap<String, Planned> {
        std::mem::take(&mut *self.lock())
    }

    /// Fails if the run is to stop, or if no file can have this path.
    fn ensure_possible(&self, path: &str) -> Result<(), PublishError> {
        self.ensure_wanted()?;
        if can_be_output(path) { Ok(()) } else { Err(PublishError::ImpossiblePath { path: path.to_owned() }) }
    }

    /// Fails if the run is to stop.
    pub(super) fn ensure_wanted(&self) -> Result<(), PublishError> {
        if self.interrupted.load(Ordering::Relaxed) { Err(PublishError::Interrupted) } else { Ok(()) }
    }

    /// Whether a file is still as an earlier run wrote it. Reading every file would take longer than everything else,
    /// so a file is read only if it is newer than the manifest of that run.
    fn is_untouched(&self, path: &str, bytes: &[u8]) -> Result<bool, PublishError> {
        let file = self.folder.join(path);
        let Some(about) = file_system::about(&file)? else { return Ok(false) };
        if !about.is_file() || about.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let is_older = self.listed.is_some_and(|listed| about.modified().is_ok_and(|modified| modified < listed));
        Ok(is_older || fs::read(&file)? == bytes)
    }

    fn has_copies(&self, path: &str) -> bool {
        compress::COPIES.iter().all(|ending| self.folder.join(format!("{path}.{ending}")).is_file())
    }

    /// Plans a file, which is prepared by `prepare` unless the folder has it.
    fn plan(
        &self,
        path: &str,
        hash: String,
        is_there: bool,
        prepare: impl FnOnce(&Path) -> Result<(), PublishError>,
    ) -> Result<(), PublishError> {
        let prepared = match is_there {
            true => None,
            false => {
                let file = self.staging.next()?;
                prepare(&file)?;
                Some(file)
            }
        };
        let entry = Entry {
            hash,
            copies: self.copies(path),
            app: self.app.lock().unwrap_or_else(PoisonError::into_inner).contains(path),
            retained: None,
        };
        self.lock().insert(path.to_owned(), Planned { entry, prepared });
        Ok(())
    }

    /// Whether a file gets compressed copies.
    fn copies(&self, path: &str) -> bool {
        self.compresses && compress::is_compressible(path)
    }

    /// Whether the last run made the file with this content and these copies.
    fn is_listed(&self, path: &str, hash: &str) -> bool {
        let copies = self.copies(path);
        let before = self.before.files.get(path);
        before.is_some_and(|entry| entry.hash == hash && entry.copies == copies) && (!copies || self.has_copies(path))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Planned>> {
        self.planned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for OutputFolder<'_> {
    fn write_with(&self, path: &str, bytes: &[u8], effort: Effort) -> Result<(), PublishError> {
        self.ensure_possible(path)?;
        let hash = hash::of(bytes);
        // The path is looked at even if the content is new: the system may refuse it, because of its length, and this is
        // the time to learn it.
        let is_there = self.is_untouched(path, bytes)? && self.is_listed(path, &hash);
        self.plan(path, hash, is_there, |file| {
            if self.copies(path) {
                compress::write_copies(file, bytes, effort)?;
            }
            Ok(fs::write(file, bytes)?)
        })
    }

    /// Copies a file. If the copy in the folder has the same size and date as the original, neither is read.
    fn copy(&self, path: &str, original: &Path) -> Result<(), PublishError> {
        self.ensure_possible(path)?;
        let about = fs::metadata(original)?;
        let modified = about.modified()?;
        let copy = self.folder.join(path);
        let there = fs::symlink_metadata(&copy).ok().filter(|there| there.is_file() && there.len() == about.len());
        let before = self.before.files.get(path).filter(|before| self.is_listed(path, &before.hash));
        if let (Some(there), Some(before)) = (&there, before)
            && there.modified().is_ok_and(|date| date == modified)
            && !before.hash.is_empty()
        {
            return self.plan(path, before.hash.clone(), true, |_| Ok(()));
        }
        let hash = hash::of_file(original)?;
        let is_there = there.is_some() && self.is_listed(path, &hash) && hash::of_file(&copy)? == hash;
        self.plan(path, hash, is_there, |file| {
            if self.copies(path) {
                compress::write_copies(file, &fs::read(original)?, Effort::Page)?;
            }
            // `fs::copy` would also copy the permissions, and a web server may not be allowed to read the original.
            std::io::copy(&mut fs::File::open(original)?, &mut fs::File::create(file)?)?;
            Ok(fs::OpenOptions::new().write(true).open(file)?.into_parts().0.set_modified(modified)?)
        })
    }

    fn paths(&self) -> BTreeSet<String> {
        self.lock().keys().cloned().collect()
    }
}

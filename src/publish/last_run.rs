//! What a run has published, by which one article can be made again in a moment, before all the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use fs_err as fs;

use crate::publish::assets::Assets;
use crate::publish::outputs::{Context, Sink};
use crate::publish::publication::{Publication, Reading};
use crate::publish::store::compress::Effort;
use crate::publish::{Options, PublishError};
use crate::source::{SiteFolder, SitePath};

/// The site as a run has read it, and the app.
pub struct LastRun {
    pub(super) publication: Publication,
    pub(super) assets: Assets,
}

/// Files, by their paths in the output folder.
pub type Files = BTreeMap<String, Vec<u8>>;

impl LastRun {
    /// Makes the files of an article whose text has changed: its page, its JSON and what else is made of it alone. They
    /// are as the next run will make them, unless that run finds other changes, too.
    ///
    /// [`None`] if the file is not an article that the last run published, if it has an error now, or if its page has
    /// another address now.
    pub fn article(&mut self, site: &SiteFolder, path: &SitePath, options: &Options) -> Option<Files> {
        let reading = Reading { site, now: Some(options.now), drafts: options.drafts, last: &|_| None };
        let number = self.publication.read_again(path, &reading)?;
        let entry = &self.publication.articles[number];
        let context = Context {
            is_preview: options.is_preview,
            ..Context::new(&self.publication, &self.assets, options.app, options.now)
        };
        let files = Memory::default();
        // If the article can't be made, the next run says why.
        context.make_article(entry, &files).ok()?;
        Some(files.into_files())
    }
}

/// Files in memory.
#[derive(Default)]
pub(super) struct Memory(Mutex<Files>);

impl Memory {
    /// The files.
    pub fn into_files(self) -> Files {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn write_with(&self, path: &str, bytes: &[u8], _: Effort) -> Result<(), PublishError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn copy(&self, path: &str, original: &Path) -> Result<(), PublishError> {
        self.write(path, &fs::read(original)?)
    }

    fn paths(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

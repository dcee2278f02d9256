//! What of a source belongs to the site into which it is imported.

use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::import::Draft;
use crate::import::kind::Opened;
use crate::source::{ARTICLES, PAGES};

/// The files of the site itself: if it lies in a source, its articles would be imported into it once more.
pub(super) struct Own {
    /// The folder of the site, if it is in a source, or a source in it.
    site: Option<PathBuf>,
    /// The sources that a publisher has put into the site, beside its articles.
    sources: Vec<PathBuf>,
}

impl Own {
    pub(super) fn of(site: &Path, sources: &[Opened]) -> Self {
        let whole = |path: &Path| fs::canonicalize(path).ok();
        let site = whole(site);
        let files: Vec<_> = sources.iter().flat_map(|source| &source.named).filter_map(|file| whole(file)).collect();
        let site = site.filter(|site| files.iter().any(|file| site.starts_with(file) || file.starts_with(site)));
        let is_put_there = |file: &PathBuf| {
            site.as_ref().is_some_and(|site| {
                let inside = file.strip_prefix(site).ok().and_then(|rest| rest.components().next());
                inside.is_some_and(|first| ![ARTICLES, PAGES].iter().any(|folder| first.as_os_str() == *folder))
            })
        };
        Self { sources: files.into_iter().filter(is_put_there).collect(), site }
    }

    pub(super) fn has(&self, draft: &Draft) -> bool {
        let Some(site) = &self.site else { return false };
        fs::canonicalize(&draft.origin.file)
            .is_ok_and(|file| file.starts_with(site) && !self.sources.iter().any(|source| file.starts_with(source)))
    }
}

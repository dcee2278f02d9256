//! The authors of a site: the files in `authors/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::Base;
use crate::article::profile::Profile;
use crate::article::{Article, MAX_BYTES};
use crate::check::{self, Checked};
use crate::file_system;
use crate::page_path::PagePath;
use crate::publish::finished::{Finished, Move};
use crate::publish::publication::{Reading, is_well_named};
use crate::source::{SitePath, SourceFile};

/// An author who has a file.
pub struct AuthorEntry {
    /// The name of the file, which is the name of the page.
    pub slug: String,
    /// The path of the page.
    pub path: PagePath,
    /// What the file says, with addresses as they are in the published site.
    pub profile: Profile,
}

/// The names of authors, by slug.
pub type Names = BTreeMap<String, String>;

/// An author who was read: the author with the files that the profile uses, unless there is an error; and the report, if
/// there are findings.
type ReadAuthor = (Option<(AuthorEntry, BTreeSet<SitePath>)>, Option<check::Document>);

impl AuthorEntry {
    /// The portrait, name, role and text, as an article.
    pub fn as_article(&self) -> Article {
        self.profile.clone().into_page()
    }
}

/// Reads and checks the file of an author. An author is left out if part of the profile would be missing.
pub(super) fn read(source: &SourceFile, reading: &Reading, url: Option<&str>) -> ReadAuthor {
    let SourceFile { file, path, slug } = source;
    let bytes = match file_system::read_start(file, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return (None, Some(check::unreadable(&error))),
    };
    let base = Base::article_in_site(slug).of_site(url);
    let context = check::Context { base: &base, url, now: reading.now, site: reading.site, path };
    let checked = check::author(file.clone(), &bytes, context);
    let is_published = is_well_named(source, reading.site) && checked.is_whole();
    let Checked { document, content, root, problems, sizes } = checked;
    let finish = |profile: Profile, root| {
        let to = Move { site: reading.site, from: path, to: &PagePath::data(slug).path(), url };
        let Finished { edits, uses } = to.finish(&document.text, &root, &problems, &sizes);
        let profile = match edits.is_empty() {
            true => profile,
            false => Profile::from_json(Finished::apply(&document.text, &edits).as_bytes(), &base).ok()?.0,
        };
        Some((AuthorEntry { slug: slug.clone(), path: PagePath::author(slug), profile }, uses))
    };
    let author = content.ok().zip(root).filter(|_| is_published).and_then(|(profile, root)| finish(profile, root));
    (author, Some(document).filter(|document| !document.findings.is_empty()))
}

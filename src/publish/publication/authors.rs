//! The authors of a site: the files in `authors/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::Base;
use crate::article::profile::Profile;
use crate::article::{Article, MAX_BYTES};
use crate::check::{self, Checked};
use crate::file_system;
use crate::page_path::PagePath;
use crate::publish::finished::{Finished, Move};
use crate::publish::publication::{Reading, can_be_address};
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

/// An author who was read.
pub(super) struct ReadAuthor {
    /// The author. [`None`] if the file has a name that no page can have.
    pub author: Option<AuthorEntry>,
    /// The files that the profile uses.
    pub uses: BTreeSet<SitePath>,
    /// The report, if there are findings.
    pub document: Option<check::Document>,
}

impl AuthorEntry {
    /// The portrait, name, role and text, as an article.
    pub fn as_article(&self) -> Article {
        self.profile.clone().into_page()
    }
}

/// Reads and checks the file of an author. If part of it is wrong, the rest is published: without the author, all of the
/// articles would have another byline. Where not even the name can be read, it is made from the name of the file.
pub(super) fn read(source: &SourceFile, reading: &Reading, url: Option<&str>) -> ReadAuthor {
    let SourceFile { file, path, slug } = source;
    let entry = |profile| AuthorEntry { slug: slug.clone(), path: PagePath::author(slug), profile };
    let bytes = match file_system::read_start(file, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let document = Some(check::unreadable(&error));
            return ReadAuthor { author: Some(entry(named_after(slug))), uses: BTreeSet::new(), document };
        }
    };
    let base = Base::article_in_site(slug).of_site(url);
    let context = check::Context { base: &base, url, now: reading.now, site: reading.site, path };
    let Checked { document, content, root, problems, sizes } = check::author(file.clone(), &bytes, context);
    let to = Move { site: reading.site, from: path, to: &PagePath::data(slug).path(), url };
    let finished = root.map(|root| to.finish(&root, &problems, &sizes)).unwrap_or_default();
    let profile = match finished.changes.is_empty() {
        true => content.ok(),
        false => {
            let text = Finished::apply(&document.text, &finished.changes);
            Profile::from_json(text.as_bytes(), &base).ok().map(|(profile, _)| profile)
        }
    };
    ReadAuthor {
        author: can_be_address(slug).then(|| entry(profile.unwrap_or_else(|| named_after(slug)))),
        uses: finished.uses,
        document: Some(document).filter(|document| !document.findings.is_empty()),
    }
}

/// A profile with a name that is made from the name of the file: "Ines Marlowe" of `ines-marlowe`.
fn named_after(slug: &str) -> Profile {
    let capital =
        |word: &str| word.chars().next().map(|first| first.to_uppercase().chain(word.chars().skip(1)).collect());
    let words: Vec<String> = slug.split('-').filter_map(capital).collect();
    Profile {
        name: words.join(" "),
        role: None,
        portrait: None,
        bio: Vec::new(),
        organization: false,
        links: Vec::new(),
    }
}

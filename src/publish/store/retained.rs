//! What stays of an article that was published and has a slip in it now: a reader who follows a link to it should find
//! it.

use std::collections::BTreeSet;

use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Pages;
use crate::publish::store::folder::OutputFolder;

/// The pages and files that were made of articles before, and stay as they are.
pub struct Retained {
    paths: BTreeSet<String>,
    /// Where the pages are, so that links go on leading there.
    pub pages: Pages,
    /// The slugs of the sections that those pages lead to.
    sections: BTreeSet<String>,
}

impl Retained {
    /// What was made of articles of these slugs.
    pub fn of(slugs: &[String], output: &OutputFolder) -> Result<Self, PublishError> {
        let mut retained = Self { paths: BTreeSet::new(), pages: Pages::default(), sections: BTreeSet::new() };
        let slugs: BTreeSet<&str> = slugs.iter().map(String::as_str).collect();
        for path in output.made_before() {
            let Some(slug) = PagePath::slug_of(path).filter(|slug| slugs.contains(slug)) else {
                continue;
            };
            if let Some(place) = PagePath::article_page(path)
                && let Some(page) = output.read(path)?
            {
                retained.sections.extend(sections(&page));
                retained.pages.insert(slug.to_owned(), place);
            }
            retained.paths.insert(path.to_owned());
        }
        Ok(retained)
    }

    /// Keeps them from being removed, once everything else is made; and with them the sections that they lead to and
    /// that have no articles now.
    pub fn stay(mut self, output: &OutputFolder) {
        self.sections.retain(|slug| !output.is_made(&PagePath::section(slug, 1).path()));
        let section = |path: &str| path.strip_prefix("section/")?.split('/').next().map(str::to_owned);
        output.keep(|path| {
            self.paths.contains(path) || section(path).is_some_and(|section| self.sections.contains(&section))
        });
    }
}

/// The sections that a page leads to. They are taken from its HTML, since its article can't be read any more.
fn sections(page: &str) -> impl Iterator<Item = String> {
    page.split("../section/").skip(1).filter_map(|rest| Some(rest.split_once('/')?.0.to_owned()))
}

//! Retained pages: an article that was published before and has an error now keeps its old page, so that links to it
//! still work.

use std::collections::BTreeSet;

use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Pages;
use crate::publish::store::folder::OutputFolder;

/// The retained pages and files of articles that are left out now.
pub struct Retained {
    paths: BTreeSet<String>,
    /// The retained article pages, so that other pages can still link to them.
    pub pages: Pages,
    /// The slugs of the sections that retained pages link to.
    sections: BTreeSet<String>,
}

impl Retained {
    /// Finds the pages and files that an earlier run made for these slugs.
    pub fn of(slugs: &[String], output: &OutputFolder) -> Result<Self, PublishError> {
        let mut retained = Self { paths: BTreeSet::new(), pages: Pages::default(), sections: BTreeSet::new() };
        let slugs: BTreeSet<&str> = slugs.iter().map(String::as_str).collect();
        for path in output.made_before() {
            let Some(slug) = PagePath::slug_of(path).filter(|slug| slugs.contains(slug)) else {
                continue;
            };
            if let Some(page_path) = PagePath::article_page(path)
                && let Some(page) = output.read(path)?
            {
                retained.sections.extend(sections(&page));
                retained.pages.insert(slug.to_owned(), page_path);
            }
            retained.paths.insert(path.to_owned());
        }
        Ok(retained)
    }

    /// Keeps these files from being removed, together with the pages of sections that they link to and that have no
    /// other articles now. Call it after making all outputs.
    pub fn retain_in(mut self, output: &OutputFolder) {
        self.sections.retain(|slug| !output.is_made(&PagePath::section(slug, 1).path()));
        let section = |path: &str| path.strip_prefix("section/")?.split('/').next().map(str::to_owned);
        output.retain(|path| {
            self.paths.contains(path) || section(path).is_some_and(|section| self.sections.contains(&section))
        });
    }
}

/// The slugs of the sections that a page links to. They are read from its HTML, since the article itself has an error.
fn sections(page: &str) -> impl Iterator<Item = String> {
    page.split("../section/").skip(1).filter_map(|rest| Some(rest.split_once('/')?.0.to_owned()))
}

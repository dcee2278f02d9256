//! Which article becomes which file.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use fs_err as fs;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Run;
use super::error::ImportError;
use super::survey::{Known, day_of};
use crate::article::{Day, json};
use crate::import::links;
use crate::import::slugs::Slugs;
use crate::markdown;
use crate::page_path::PagePath;
use crate::source::{ARTICLES, Form, PAGES, SiteFolder, SitePath, SourceFile};

/// An article that is to be imported.
pub(super) struct Planned {
    pub key: String,
    pub hash: String,
    pub is_page: bool,
    /// The path of its file in the site.
    pub file: String,
    pub slug: String,
    /// The name that it would have had, if another article has it.
    pub renamed: Option<String>,
    pub name: String,
    pub addresses: Vec<String>,
    /// Whether the publisher has moved or renamed its file within the site.
    pub is_moved: bool,
}

impl Run<'_> {
    /// Gives each article its file.
    pub(super) fn make_plan(&mut self, known: Vec<Known>, folder: Option<&SiteFolder>) -> Result<(), ImportError> {
        let mut slugs = Slugs::default();
        if let Some(folder) = folder {
            let documents = folder.documents().map_err(ImportError::Unreadable)?;
            documents.articles.iter().for_each(|article| slugs.insert(false, &article.slug));
            documents.pages.iter().for_each(|page| slugs.insert(true, &page.slug));
            self.own_pages = documents.pages.iter().map(|page| PagePath::page(&page.slug)).collect();
        }
        self.follow_moved_sources(&known);
        for entry in self.record.articles.values() {
            let path = SitePath::new(entry.file.as_str());
            slugs.insert(path.folder() == Some(PAGES), path.slug().unwrap_or_default());
        }
        for Known { key, hash, is_page, day, name, addresses, base_url, source } in known {
            let (file, slug, renamed, is_moved) = match self.record.articles.get(&key) {
                Some(entry) => {
                    let path = SitePath::new(entry.file.as_str());
                    let slug = path.slug().unwrap_or_default().to_owned();
                    let is_there = self.options.site.join(path.as_str()).exists();
                    let moved = || folder?.documents_named(path.folder()?, &slug).next();
                    match (!is_there).then(moved).flatten() {
                        Some(moved) => (moved.path.to_string(), slug, None, true),
                        None => (entry.file.clone(), slug, None, false),
                    }
                }
                None => {
                    let folder = if is_page { PAGES } else { ARTICLES };
                    let path = |slug: &str, form: Form| format!("{folder}/{slug}.{}", form.ending());
                    let is_there = |file: String| fs::symlink_metadata(self.options.site.join(file)).is_ok();
                    let is_free =
                        |slug: &str| ![Form::Markdown, Form::Json].into_iter().any(|form| is_there(path(slug, form)));
                    let (slug, is_numbered) = slugs.take(is_page, &name, is_free);
                    let file = path(&slug, self.options.form);
                    (file, slug, is_numbered.then(|| name.clone()), false)
                }
            };
            self.own_pages.insert(links::page(&slug, is_page, day));
            let number = self.links.add(file.clone(), &addresses);
            if let Some(url) = &base_url {
                self.links.add_site(url);
            }
            if let Some(source) = &source {
                self.links.add_source(number, source);
            }
            self.plan.push(Planned { key, hash, is_page, file, slug, renamed, name, addresses, is_moved });
        }
        if let Some(folder) = folder {
            self.add_own_pages(&folder.documents().map_err(ImportError::Unreadable)?.articles);
        }
        // Articles of earlier imports can be linked to as well.
        let planned: BTreeSet<_> = self.plan.iter().map(|planned| planned.key.as_str()).collect();
        for (key, entry) in &self.record.articles {
            if !planned.contains(key.as_str()) && self.options.site.join(&entry.file).is_file() {
                self.links.add(entry.file.clone(), &entry.addresses);
            }
        }
        Ok(())
    }

    /// Notes the addresses of the site's other articles. Only those are read whose names are in old addresses.
    fn add_own_pages(&mut self, articles: &[SourceFile]) {
        let planned: BTreeSet<_> = self.plan.iter().map(|planned| planned.file.as_str()).collect();
        let last_name = |address: &String| {
            let path = address.split(['?', '#']).next()?.trim_end_matches('/');
            Some(percent_decode_str(path.rsplit('/').next()?).decode_utf8_lossy().into_owned())
        };
        let named: BTreeSet<_> =
            self.plan.iter().flat_map(|planned| &planned.addresses).filter_map(last_name).collect();
        let others = articles.iter().filter(|article| !planned.contains(article.path.as_str()));
        for article in others.filter(|article| named.contains(&article.slug)) {
            self.own_pages.insert(PagePath::article(&article.slug, day_of_file(&article.file)));
        }
    }

    /// Finds the articles whose sources have been moved since the last import, by their content.
    fn follow_moved_sources(&mut self, known: &[Known]) {
        let keys: BTreeSet<_> = known.iter().map(|known| known.key.as_str()).collect();
        let gone = self.record.articles.iter().filter(|(key, _)| !keys.contains(key.as_str()));
        let mut gone: HashMap<String, String> = gone.map(|(key, entry)| (entry.source.clone(), key.clone())).collect();
        for known in known.iter().filter(|known| !self.before.articles.contains_key(&known.key)) {
            if let Some(entry) = gone.remove(&known.hash).and_then(|key| self.record.articles.remove(&key)) {
                self.record.articles.insert(known.key.clone(), entry);
            }
        }
    }
}

/// The day on which an article of the site was published.
fn day_of_file(file: &Path) -> Option<Day> {
    let text = fs::read_to_string(file).ok()?;
    let json = match Form::of(file)? {
        Form::Markdown => json::to_text(&markdown::parse(&text).ok()?.root),
        Form::Json => text,
    };
    day_of(serde_json::from_str::<Value>(&json).ok()?.as_object()?)
}

//! Imports sources into a site: first the names and addresses of all articles, then the articles themselves.

mod error;
mod lock;
mod own;
mod plan;
mod survey;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fmt, io};

use rayon::prelude::*;
use serde_json::{Map, Value};

pub use self::error::ImportError;
use self::lock::Lock;
use self::own::Own;
use self::plan::Planned;
use self::survey::{day_of, first_pass};
use super::draft::Base;
use super::fetch::Fetcher;
use super::images::{Images, Subject};
use super::kind::Opened;
use super::links::{self, Links};
use super::record::{self, Entry, Record};
use super::report::{Item, Outcome, Report};
use super::write::{add_headline, write};
use super::{Cause, Content, Draft, Loss};
use crate::file_system;
use crate::html;
use crate::new::{self, NewError};
use crate::page_path::PagePath;
use crate::publish::amount::things;
use crate::publish::progress::Progress;
use crate::publish::store::hash;
use crate::source::{Form, PAGES, SITE_FILE, SiteFolder, SitePath};

/// How an import runs.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The site folder, which is made if there is none.
    pub site: &'a Path,
    /// The form of new articles.
    pub form: Form,
    /// Whether files on other servers are fetched.
    pub fetch: bool,
    /// Whether these may be servers of a private network.
    pub allow_private: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// The time, in seconds since 1970, UTC.
    pub now: i64,
    /// Whether the run is to stop.
    pub interrupted: &'a AtomicBool,
}

/// How many drafts are worked on at once, and how many bytes of them.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 16_000_000;

/// The folder in which files are kept that were fetched and are not in their places yet.
const FETCHED: &str = ".broadsheet-import-files";

/// Imports sources into a site.
///
/// # Errors
///
/// Nothing was changed, except after [`ImportError::PartWay`].
pub fn import(sources: &[Opened], options: &Options, progress: &dyn Progress) -> Result<Report, ImportError> {
    let site = options.site;
    let is_new = !site.join(SITE_FILE).is_file();
    if is_new {
        new::can_make(site).map_err(|error| match error {
            NewError::NotEmpty { folder } => ImportError::NoSite(folder),
            error => ImportError::Site(error),
        })?;
    }
    let mut lock = if is_new || options.dry_run { None } else { Some(Lock::of(site)?) };
    let record = Record::of(site)?;
    let own = Own::of(site, sources);
    let known = first_pass(sources, site, &own)?;
    if options.interrupted.load(Ordering::Relaxed) {
        return Err(ImportError::Interrupted);
    }
    let folder = SiteFolder::at(site);
    let mut run = Run {
        options,
        site_path: path_of_site(site),
        own,
        folders: sources.iter().flat_map(|source| source.folders.clone()).collect(),
        before: record.clone(),
        record,
        plan: Vec::new(),
        links: Links::default(),
        own_pages: BTreeSet::new(),
        report: Report { is_dry: options.dry_run, made_site: is_new, ..Report::default() },
        wrote: false,
    };
    run.make_plan(known, (!is_new).then_some(&folder))?;
    if is_new && !options.dry_run {
        let has_own = |path: &SitePath| {
            let is_own = |planned: &Planned| planned.is_page && path.slug() == Some(planned.slug.as_str());
            path.folder() == Some(PAGES) && run.plan.iter().any(is_own)
        };
        new::make_without_examples(site, options.now, has_own).map_err(ImportError::Site)?;
        run.wrote = true;
        lock = Some(Lock::of(site)?);
    }
    if lock.is_some() && Record::is_in_parts(site) {
        run.record.save(site).map_err(|error| run.stopped(error))?;
    }
    let fetcher = (options.fetch && !options.dry_run)
        .then(|| Fetcher::new(site.join(FETCHED), options.allow_private, options.interrupted));
    let mut images = Images::new(site, &run.folders, &run.record, fetcher);
    images.would_fetch = options.fetch && options.dry_run;
    let outcome = run.second_pass(sources, &mut images, progress);
    run.save(outcome.is_ok())?;
    outcome?;
    if let Some(fetcher) = images.fetcher.take() {
        fetcher.finish();
    }
    run.report.files = std::mem::take(&mut images.written);
    run.report.to_fetch = images.to_fetch.len();
    Ok(run.report)
}

/// What is missing of a source, with the file that it is missing of, which the loss may name first.
fn placed(loss: Loss, files: &[PathBuf]) -> (PathBuf, Loss) {
    let rest_of = |file: &PathBuf| {
        let rest = loss.detail.strip_prefix(file.file_name()?.to_str()?)?;
        rest.strip_prefix(": ").or_else(|| rest.strip_prefix(", ")).map(str::to_owned)
    };
    match files.iter().find_map(|file| Some((file, rest_of(file)?))) {
        Some((file, detail)) => (file.clone(), Loss { detail, ..loss }),
        None => (files.first().cloned().unwrap_or_default(), loss),
    }
}

/// The path of a site on its server, from the `url` in site.json.
fn path_of_site(site: &Path) -> Option<String> {
    let bytes = file_system::read_if_exists(&site.join(SITE_FILE)).ok()??;
    let json: Value = serde_json::from_slice(&bytes).ok()?;
    crate::source::address::folder_of(json.get("url")?.as_str()?)
}

/// What an article's file is before the import.
enum Before {
    /// There is none.
    None,
    /// It is as an import has written it. With the hash of its text.
    Imported(String),
    /// It was edited since.
    Edited,
    /// It was deleted since.
    Deleted,
}

/// An article in a batch, ready to be written.
struct Work {
    number: usize,
    article: Map<String, Value>,
    losses: Vec<Loss>,
    base: Base,
    before: String,
    missing: usize,
    text: Option<String>,
    item: Item,
}

struct Run<'a> {
    options: &'a Options<'a>,
    site_path: Option<String>,
    own: Own,
    /// The folders of the sources, in which files may be.
    folders: Vec<PathBuf>,
    before: Record,
    record: Record,
    plan: Vec<Planned>,
    links: Links,
    /// The pages of all articles, as far as their addresses are known.
    own_pages: BTreeSet<PagePath>,
    report: Report,
    /// Whether anything was written.
    wrote: bool,
}

impl Run<'_> {
    fn second_pass(
        &mut self,
        sources: &[Opened],
        images: &mut Images,
        progress: &dyn Progress,
    ) -> Result<(), ImportError> {
        progress.begin("Importing", self.plan.len());
        let mut number = 0;
        for source in sources {
            let (mut batch, mut bytes, mut failed) = (Vec::new(), 0, None);
            let mut own = 0;
            let result = source.reader.read(&mut |draft| {
                if failed.is_some() {
                    return;
                }
                if self.own.has(&draft) {
                    own += 1;
                    return;
                }
                bytes += size_of(&draft);
                batch.push((number, draft));
                number += 1;
                if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                    bytes = 0;
                    failed = self.batch(std::mem::take(&mut batch), images, progress).err();
                }
            });
            if failed.is_none() {
                failed = self.batch(batch, images, progress).err();
            }
            if let Some(error) = failed {
                return Err(error);
            }
            let losses = result.map_err(|error| self.stopped(error))?;
            let own = (own > 0).then(|| Loss::new(Cause::OwnFile, things(own, "file")));
            let losses = losses.into_iter().chain(source.losses.iter().cloned()).chain(own);
            self.report.sources.extend(losses.map(|loss| placed(loss, &source.files)));
        }
        Ok(())
    }

    /// The error for a run that ends now.
    fn stopped(&self, why: impl fmt::Display) -> ImportError {
        match self.wrote {
            true => ImportError::PartWay(why.to_string()),
            false => ImportError::Stopped(why.to_string()),
        }
    }

    fn ensure_wanted(&self) -> Result<(), ImportError> {
        match (self.options.interrupted.load(Ordering::Relaxed), self.wrote) {
            (false, _) => Ok(()),
            (true, false) => Err(ImportError::Interrupted),
            (true, true) => Err(ImportError::PartWay("it was interrupted".to_owned())),
        }
    }

    fn batch(
        &mut self,
        drafts: Vec<(usize, Draft)>,
        images: &mut Images,
        progress: &dyn Progress,
    ) -> Result<(), ImportError> {
        self.ensure_wanted()?;
        let this = &*self;
        let begun: Vec<_> = drafts.into_par_iter().map(|(number, draft)| this.begin(number, draft)).collect();
        if begun.iter().any(|result| result.is_err()) {
            return Err(self.stopped("a source has changed while it was read"));
        }
        let mut works: Vec<Work> = begun.into_iter().flatten().collect();
        let subjects: Vec<_> =
            works.iter().filter(|work| work.is_open()).map(|work| (&work.article, &work.base)).collect();
        images.fetch(&subjects, &self.links, &self.record);
        self.ensure_wanted()?;
        for work in works.iter_mut().filter(|work| work.is_open()) {
            let planned = &self.plan[work.number];
            let subject = Subject { file: &planned.file, slug: &planned.slug, base: &work.base };
            work.missing = images.take(&mut work.article, &subject, &self.links, &mut self.record, &mut work.losses);
        }
        let this = &*self;
        works.par_iter_mut().filter(|work| work.is_open()).for_each(|work| this.finish(work));
        for work in &mut works {
            self.decide(work);
        }
        if self.options.dry_run {
            images.forget();
        } else {
            let result = self.write_batch(&works, images);
            result.map_err(|error| self.stopped(error))?;
        }
        for work in works {
            progress.step();
            self.report.items.push(Item { losses: work.losses, ..work.item });
        }
        Ok(())
    }

    /// Converts a draft, unless its file is not to be written.
    fn begin(&self, number: usize, draft: Draft) -> Result<Work, ()> {
        let planned = self.plan.get(number).ok_or(())?;
        if record::hash_of_draft(&draft) != planned.hash {
            return Err(());
        }
        let item = |outcome| Item {
            source: draft.origin.file.clone(),
            line: draft.origin.line,
            file: planned.file.clone(),
            outcome,
            losses: Vec::new(),
        };
        let is_same_source = self.record.articles.get(&planned.key).is_some_and(|entry| entry.source == planned.hash);
        let (outcome, before) = match self.before(planned) {
            Before::None => (Outcome::New, String::new()),
            Before::Imported(hash) => (Outcome::Unchanged, hash),
            Before::Edited if is_same_source => (Outcome::Edited, String::new()),
            Before::Edited => (Outcome::Conflict, String::new()),
            Before::Deleted => (Outcome::Deleted, String::new()),
        };
        let mut work = Work {
            number,
            article: Map::new(),
            losses: Vec::new(),
            before,
            missing: 0,
            text: None,
            item: item(outcome),
            base: Base::default(),
        };
        if !work.is_open() {
            return Ok(work);
        }
        work.losses = draft.losses;
        work.article = draft.fields;
        let (body, notes) = match draft.content {
            Content::Html(html) => {
                let converted = html::convert(&html);
                work.losses.extend(converted.losses);
                work.article.extend(converted.fields);
                (converted.body, converted.notes)
            }
            Content::Blocks { body, notes } => (body, notes),
        };
        if body.is_empty() && !work.article.contains_key("lead") {
            work.losses.push(Loss::new(Cause::NoText, ""));
        }
        work.article.insert("body".to_owned(), body.into());
        if !notes.is_empty() {
            work.article.insert("notes".to_owned(), notes.into());
        }
        work.article.remove("version");
        // It is the name of the file.
        work.article.remove("slug");
        work.base = draft.base;
        work.base.roots.extend(self.folders.iter().cloned());
        self.links.rewrite(&mut work.article, number, &work.base, &mut work.losses);
        Ok(work)
    }

    /// What the file of an article is before it is written.
    fn before(&self, planned: &Planned) -> Before {
        let Some(entry) = self.record.articles.get(&planned.key) else { return Before::None };
        if planned.is_moved {
            return Before::Edited;
        }
        match hash::of_file(&self.options.site.join(&planned.file)) {
            Ok(hash) if hash == entry.text || entry.next.as_ref() == Some(&hash) => Before::Imported(hash),
            Ok(_) => Before::Edited,
            // A run that was stopped had not come to it.
            Err(error) if error.kind() == io::ErrorKind::NotFound && entry.text.is_empty() => Before::None,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Before::Deleted,
            Err(_) => Before::Edited,
        }
    }

    /// Makes the text of an article, after its links and images are in their places.
    fn finish(&self, work: &mut Work) {
        let planned = &self.plan[work.number];
        if let Some(name) = &planned.renamed {
            work.losses.push(Loss::new(Cause::Renamed, format!("{name} is {}", planned.file)));
        }
        add_headline(&mut work.article, &planned.name, &mut work.losses);
        let own = links::page(&planned.slug, planned.is_page, day_of(&work.article));
        // If two articles say that they had an address, it leads to the first.
        let addresses = planned
            .addresses
            .iter()
            .filter(|address| self.links.owner(address).is_none_or(|owner| owner == work.number));
        let mut aliases = links::aliases(&addresses.cloned().collect::<Vec<_>>(), &own, self.site_path.as_deref());
        aliases.retain(|alias| {
            let is_taken = PagePath::alias(alias).is_some_and(|page| self.own_pages.contains(&page));
            if is_taken {
                work.losses.push(Loss::new(Cause::Alias, alias));
            }
            !is_taken
        });
        work.article.remove("aliases");
        if !aliases.is_empty() {
            work.article.insert("aliases".to_owned(), aliases.into());
        }
        let form = Form::of(Path::new(&planned.file)).unwrap_or(self.options.form);
        work.text = write(&mut work.article, &planned.slug, form, &mut work.losses);
        work.losses.sort();
    }

    /// Decides what becomes of an article, and notes it in the record.
    fn decide(&mut self, work: &mut Work) {
        if !work.is_open() {
            return;
        }
        let planned = &self.plan[work.number];
        let Some(text) = &work.text else {
            work.losses.push(Loss::new(Cause::TooLarge, &planned.name));
            work.item.outcome = Outcome::Refused;
            return;
        };
        let hash = hash::of(text.as_bytes());
        let mut entry = self.record.articles.get(&planned.key).cloned().unwrap_or_default();
        // Without the folder of images that was there before, an article would only lose.
        let is_worse = entry.source == planned.hash && work.missing > entry.missing;
        if work.item.outcome == Outcome::Unchanged && (hash == work.before || is_worse) {
            entry.text = work.before.clone();
            entry.next = None;
            if !is_worse {
                entry.source = planned.hash.clone();
                entry.missing = work.missing;
            }
            work.text = None;
            self.record.set_article(&planned.key, entry);
            return;
        }
        if work.item.outcome == Outcome::Unchanged {
            work.item.outcome = Outcome::Updated;
        }
        let entry = Entry {
            file: planned.file.clone(),
            source: planned.hash.clone(),
            text: work.before.clone(),
            next: Some(hash),
            missing: work.missing,
            addresses: planned.addresses.clone(),
        };
        self.record.set_article(&planned.key, entry);
    }

    /// Writes the articles of a batch. The record names them before, so that a run that is stopped knows what it has written.
    fn write_batch(&mut self, works: &[Work], images: &mut Images) -> io::Result<()> {
        let texts: BTreeMap<_, _> =
            works.iter().filter_map(|work| Some((&self.plan[work.number].file, work.text.as_ref()?))).collect();
        self.wrote |= !texts.is_empty() || images.has_planned();
        self.record.note(self.options.site)?;
        images.write()?;
        let folders: BTreeSet<_> = texts.keys().filter_map(|file| Path::new(file).parent()).collect();
        for folder in folders {
            file_system::create_inside(&self.options.site.join(folder), self.options.site)?;
        }
        texts
            .par_iter()
            .try_for_each(|(file, text)| file_system::write(&self.options.site.join(file), text.as_bytes()))?;
        for work in works.iter().filter(|work| work.text.is_some()) {
            if let Some(entry) = self.record.articles.get_mut(&self.plan[work.number].key)
                && let Some(hash) = entry.next.take()
            {
                entry.text = hash;
            }
        }
        Ok(())
    }

    /// Writes the record at the end, if it has changed.
    fn save(&mut self, is_done: bool) -> Result<(), ImportError> {
        if self.options.dry_run || self.record == self.before || (!is_done && !self.wrote) {
            return Ok(());
        }
        self.record.save(self.options.site).map_err(|error| self.stopped(error))
    }
}

impl Work {
    /// Whether the article may be written.
    fn is_open(&self) -> bool {
        matches!(self.item.outcome, Outcome::New | Outcome::Unchanged | Outcome::Updated)
    }
}

/// About how many bytes a draft takes.
fn size_of(draft: &Draft) -> usize {
    let content = match &draft.content {
        Content::Html(html) => html.len(),
        Content::Blocks { body, .. } => body.len() * 200,
    };
    content + draft.base.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
}

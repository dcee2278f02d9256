//! `broadsheet publish`: finished pages out of a build and the stories in it, for any static server.
//!
//! The same views render natively what the app renders in the browser, so a page is complete before any script runs.
//! Everything is made anew in memory; written is what differs from what is there: see `output`.

mod addresses;
mod assets;
mod document;
mod element;
mod error;
mod feeds;
mod hosting;
mod lists;
mod metadata;
mod offline;
mod pages;
pub mod progress;
mod publication;
mod single_file;
mod store;
mod words;

use std::fmt;
use std::path::Path;

use rayon::prelude::*;

pub use error::PublishError;

use crate::article::Article;
use crate::check::Report;
use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::{Document, Script};
use crate::publish::feeds::{Entry, Feed};
use crate::publish::lists::sections::Sections;
use crate::publish::progress::Progress;
use crate::publish::publication::{Publication, Story};
use crate::publish::store::compress::Effort;
use crate::publish::store::output::Output;
use crate::publish::store::retained::Retained;
use crate::slug::is_slug;

/// What came of publishing.
#[derive(Debug)]
pub struct Outcome {
    /// How many stories are published.
    pub stories: usize,
    /// Which were left out, because part of them would have been missing: their names without `.json`, in order.
    pub left_out: Vec<String>,
    /// How many files were written, compressed copies among them. The rest was there already.
    pub written: usize,
    /// How many pages were removed, because their stories are gone.
    pub removed: usize,
    /// Whether `site.json` says the address of the site. Without it there are no feeds, no canonical links, no
    /// previews.
    pub has_url: bool,
    /// What is wrong in the files, as `broadsheet check` says it.
    pub report: Report,
}

/// How many of those that were left out are named. The report has them all.
const NAMED: usize = 5;

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stories, left_out, written, removed, has_url, .. } = self;
        write!(f, "{stories} published, {} left out", left_out.len())?;
        for (index, slug) in left_out.iter().take(NAMED).enumerate() {
            write!(f, "{}{slug}", if index == 0 { " (" } else { ", " })?;
        }
        match left_out.len() {
            0 => {}
            count if count > NAMED => write!(f, " and {} more)", count - NAMED)?,
            _ => f.write_str(")")?,
        }
        write!(f, "; {written} files written, {removed} removed")?;
        if !has_url {
            f.write_str(
                "\nsite.json does not say the \"url\" of the site: no feeds, sitemap, oEmbed, previews or canonical links",
            )?;
        }
        Ok(())
    }
}

/// What the folder itself does not say.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seconds since 1970, UTC. It decides what is news and whether a date lies in the future, and nothing else.
    pub now: i64,
}

/// Publishes what is in a folder: a build, with `content/` in it. The same folder and the same options give the same
/// files.
pub fn publish(dist: &Path, options: &Options, progress: &dyn Progress) -> Result<Outcome, PublishError> {
    let assets = Assets::read(dist)?;
    let output = Output::open(dist, !assets.is_development())?;
    let (mut publication, report) = Publication::read(dist, Some(options.now), progress)?;
    let mut assets = assets.of_site(&publication.site);
    assets.earlier = output.keep_app(assets.hashed(), options.now);
    let mut retained = Retained::of(&publication.left_out, &output)?;
    publication.pages.extend(std::mem::take(&mut retained.pages));
    let builder =
        SiteBuilder { sections: Sections::of(&publication.stories), publication: &publication, assets, output };
    let entries = builder.stories(progress)?;
    let lists = builder.lists()?;
    builder.feeds(entries)?;
    builder.hosts(&lists, options)?;
    builder.site()?;
    retained.stay(&builder.output);
    builder.copies()?;
    let (written, removed) = builder.output.finish()?;
    let (stories, has_url) = (publication.stories.len(), publication.url().is_some());
    let left_out = publication.left_out;
    Ok(Outcome { stories, left_out, written, removed, has_url, report })
}

/// A story as one file, or why it is none.
#[derive(Debug)]
pub struct SingleFile {
    /// The page, with everything in it; nothing if part of the story would be missing.
    pub html: Option<String>,
    /// What is wrong in the story and in `site.json`, as `broadsheet check` says it.
    pub report: Report,
}

/// Makes one file of a story, with styles, pictures and text in it. Nothing is written.
pub fn single_file(dist: &Path, slug: &str, progress: &dyn Progress) -> Result<SingleFile, PublishError> {
    let assets = Assets::read(dist)?;
    let (publication, mut report) = Publication::read(dist, None, progress)?;
    let file = dist.join("content/articles").join(format!("{slug}.json"));
    if !is_slug(slug) || !file.is_file() {
        return Err(PublishError::NoStory { slug: slug.to_owned() });
    }
    report.documents.retain(|document| document.file == file || document.file == dist.join("content/site.json"));
    let story = publication.stories.iter().find(|story| story.slug == slug);
    let html = story.map(|story| single_file::html(dist, &assets, &publication, story, &story.article()?));
    Ok(SingleFile { html: html.transpose()?, report })
}

/// What all pages are made with.
struct SiteBuilder<'a> {
    publication: &'a Publication,
    sections: Sections<'a>,
    assets: Assets,
    output: Output,
}

impl SiteBuilder<'_> {
    /// Returns what feeds say of the newest, whose articles have been read for their pages.
    fn stories(&self, progress: &dyn Progress) -> Result<Vec<Entry>, PublishError> {
        progress.begin("Publishing", self.publication.stories.len());
        let entries = self.publication.stories.par_iter().enumerate().filter_map(|(index, story)| {
            let made = story.article().and_then(|article| {
                self.story(story, &article)?;
                progress.step();
                let is_new = index < feeds::NEWEST;
                Ok(is_new.then(|| Entry::of(self.publication, story, &article)).flatten())
            });
            made.transpose()
        });
        entries.collect()
    }

    fn story(&self, story: &Story, article: &Article) -> Result<(), PublishError> {
        let page = |place: &PagePath| pages::article::page(self.publication, &self.sections, story, place, article);
        self.page(&story.place, page(&story.place))?;
        if self.is_alone() {
            self.page(&PagePath::front(1), page(&PagePath::front(1)))?;
        }
        let frame = PagePath::frame(&story.slug);
        self.page(&frame, pages::article::frame(self.publication, &self.sections, story, article))?;
        self.page(&PagePath::card(&story.slug), pages::card::page(self.publication, story))?;
        if let Some(answer) = metadata::oembed::of_story(self.publication, story) {
            self.output.write(&PagePath::oembed(&story.slug).path(), &answer)?;
        }
        Ok(())
    }

    /// The only story of a site is its front page, too. One that is left out now and keeps its old page counts.
    fn is_alone(&self) -> bool {
        self.publication.pages.len() == 1
    }

    /// Returns where they lie.
    fn lists(&self) -> Result<Vec<PagePath>, PublishError> {
        let mut lists = lists::front::lists(self.publication, &self.sections);
        lists.retain(|list| !(self.is_alone() && list.place == PagePath::front(1)));
        lists.par_iter().try_for_each(|list| self.page(&list.place, list.page(self.publication, &self.sections)))?;
        Ok(lists.into_iter().map(|list| list.place).collect())
    }

    fn feeds(&self, entries: Vec<Entry>) -> Result<(), PublishError> {
        let Some(feed) = Feed::of(self.publication, entries) else {
            return Ok(());
        };
        self.output.write(feeds::JSON, &feeds::json::write(&feed))?;
        self.output.write(feeds::ATOM, &feeds::atom::write(&feed)?)
    }

    /// What search engines and hosts want to know of all pages.
    fn hosts(&self, lists: &[PagePath], options: &Options) -> Result<(), PublishError> {
        for (name, bytes) in metadata::sitemap::files(self.publication, lists, options.now)? {
            self.output.write(&name, &bytes)?;
        }
        for (name, text) in hosting::files(self.publication, lists, &self.assets) {
            self.output.write(name, text.as_bytes())?;
        }
        Ok(())
    }

    fn site(&self) -> Result<(), PublishError> {
        self.output.write(pages::reader::PATH, pages::reader::html(self.publication, &self.assets).as_bytes())?;
        // Answers for any address, so nothing in it can be relative to it.
        let root = self.publication.folder().unwrap_or_else(|| "/".to_owned());
        let addresses = Addresses::absolute(&root, &self.publication.pages);
        let page = pages::not_found::not_found(self.publication).into_html(&self.assets, &addresses);
        self.output.write("404.html", page.as_bytes())?;
        if let Some(icon) = document::icon::made(self.publication) {
            self.output.write(document::icon::MADE, icon.as_bytes())?;
        }
        self.element()?;
        self.worker()
    }

    /// A build without the element is a build all the same.
    fn element(&self) -> Result<(), PublishError> {
        let script = self.output.read(element::SCRIPT)?;
        match script.and_then(|script| element::script(&script, self.publication.lang())) {
            Some(script) => self.output.write_with(element::SCRIPT, script.as_bytes(), Effort::Most),
            None => Ok(()),
        }
    }

    fn worker(&self) -> Result<(), PublishError> {
        if !self.keeps_copies() {
            return self.output.write(offline::WORKER, offline::unregister().as_bytes());
        }
        let place = PagePath::file(offline::PAGE);
        let page = offline::page(self.publication).into_html(&self.assets, &self.addresses(&place));
        self.output.write(&place.path(), page.as_bytes())?;
        self.output.write_with(offline::WORKER, offline::worker(&self.assets, &page).as_bytes(), Effort::Most)
    }

    /// Not in development, where names stay and what is in the files changes.
    fn keeps_copies(&self) -> bool {
        self.publication.site.offline && !self.assets.is_development()
    }

    /// Compressed copies of what is not made here: the files of the build, and the publisher's.
    fn copies(&self) -> Result<(), PublishError> {
        self.output.others()?.par_iter().try_for_each(|path| {
            let effort = if path.starts_with("content/") { Effort::Page } else { Effort::Most };
            self.output.copy(path, effort)
        })
    }

    fn page(&self, place: &PagePath, mut page: Document) -> Result<(), PublishError> {
        if self.keeps_copies() && page.script == Some(Script::Page) {
            page.head.push(offline::script());
        }
        let html = page.into_html(&self.assets, &self.addresses(place));
        self.output.write(&place.path(), html.as_bytes())
    }

    fn addresses(&self, place: &PagePath) -> Addresses<'_> {
        Addresses::from(place, self.publication.folder(), &self.publication.pages)
    }
}

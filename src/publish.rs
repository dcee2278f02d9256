//! `broadsheet publish`: finished pages out of a build and the articles in it, for any static server.
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
mod outputs;
mod pages;
pub mod progress;
mod publication;
mod single_file;
mod store;
mod words;

use std::fmt;
use std::path::Path;

pub use error::PublishError;
pub use outputs::{Input, outputs};

use crate::check::Report;
use crate::publish::assets::Assets;
use crate::publish::outputs::Context;
use crate::publish::progress::Progress;
use crate::publish::publication::Publication;
use crate::publish::store::folder::OutputFolder;
use crate::publish::store::retained::Retained;
use crate::slug::is_slug;

/// What came of publishing.
#[derive(Debug)]
pub struct Outcome {
    /// How many articles are published.
    pub articles: usize,
    /// Which were left out, because part of them would have been missing: their names without `.json`, in order.
    pub left_out: Vec<String>,
    /// How many files were written, compressed copies among them. The rest was there already.
    pub written: usize,
    /// How many pages were removed, because their articles are gone.
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
        let Self { articles, left_out, written, removed, has_url, .. } = self;
        write!(f, "{articles} published, {} left out", left_out.len())?;
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
///
/// ```no_run
/// use std::path::Path;
///
/// use broadsheet::publish::progress::Silent;
/// use broadsheet::publish::{Options, publish};
///
/// let outcome = publish(Path::new("dist"), &Options { now: 1_728_000_000 }, &Silent)?;
/// println!("{outcome}");
/// for slug in &outcome.left_out {
///     eprintln!("{slug} was left out");
/// }
/// # Ok::<(), broadsheet::publish::PublishError>(())
/// ```
pub fn publish(dist: &Path, options: &Options, progress: &dyn Progress) -> Result<Outcome, PublishError> {
    let assets = Assets::read(dist)?;
    let output = OutputFolder::open(dist, !assets.is_development())?;
    let (mut publication, report) = Publication::read(dist, Some(options.now), progress)?;
    let mut assets = assets.of_site(&publication.site);
    assets.earlier = output.keep_app(assets.hashed(), options.now);
    let mut retained = Retained::of(&publication.left_out, &output)?;
    publication.pages.extend(std::mem::take(&mut retained.pages));
    let context = Context::new(&publication, assets, dist, options.now);
    context.make_all(&output, progress)?;
    retained.stay(&output);
    output.compress_others()?;
    let (written, removed) = output.finish()?;
    let (articles, has_url) = (publication.articles.len(), publication.url().is_some());
    let left_out = publication.left_out;
    Ok(Outcome { articles, left_out, written, removed, has_url, report })
}

/// An article as one file, or why it is none.
#[derive(Debug)]
pub struct SingleFile {
    /// The page, with everything in it; nothing if part of the article would be missing.
    pub html: Option<String>,
    /// What is wrong in the article and in `site.json`, as `broadsheet check` says it.
    pub report: Report,
}

/// Makes one file of an article, with styles, images and text in it. Nothing is written.
pub fn single_file(dist: &Path, slug: &str, progress: &dyn Progress) -> Result<SingleFile, PublishError> {
    let assets = Assets::read(dist)?;
    let (publication, mut report) = Publication::read(dist, None, progress)?;
    let file = dist.join("content/articles").join(format!("{slug}.json"));
    if !is_slug(slug) || !file.is_file() {
        return Err(PublishError::NoArticle { slug: slug.to_owned() });
    }
    report.documents.retain(|document| document.file == file || document.file == dist.join("content/site.json"));
    let entry = publication.articles.iter().find(|entry| entry.slug == slug);
    let html = entry.map(|entry| single_file::html(dist, &assets, &publication, entry, &entry.article()?));
    Ok(SingleFile { html: html.transpose()?, report })
}

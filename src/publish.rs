//! `broadsheet publish`: makes finished pages for any static server, from a build and the articles in its folder.
//!
//! The views that the app renders in the browser are rendered natively here, so a page is complete before any script
//! runs. Each run makes every file in memory and writes those that differ from the output folder: see `store`.

mod addresses;
mod assets;
mod document;
mod element;
mod error;
mod feeds;
mod hosting;
mod labels;
mod lists;
mod metadata;
mod offline;
mod outputs;
mod pages;
pub mod progress;
mod publication;
mod single_file;
mod store;
mod xml;

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
use crate::publish::store::retained_pages::Retained;
use crate::slug::is_slug;

/// The result of publishing.
#[derive(Debug)]
pub struct Outcome {
    /// How many articles are published.
    pub articles: usize,
    /// The articles that were left out because part of them would have been missing: their file names without `.json`,
    /// sorted.
    pub left_out: Vec<String>,
    /// How many files were written, including compressed copies. All other files were up to date.
    pub written: usize,
    /// How many files were removed because they are no longer made, such as the pages of articles that are gone.
    pub removed: usize,
    /// Whether `site.json` gives the address of the site. Without it there are no feeds, canonical links or previews.
    pub has_url: bool,
    /// The findings in the files, as `broadsheet check` reports them.
    pub report: Report,
}

/// How many of the articles that were left out the summary names. The report names all of them.
const MAX_NAMED: usize = 5;

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { articles, left_out, written, removed, has_url, .. } = self;
        write!(f, "{articles} published, {} left out", left_out.len())?;
        for (index, slug) in left_out.iter().take(MAX_NAMED).enumerate() {
            write!(f, "{}{slug}", if index == 0 { " (" } else { ", " })?;
        }
        match left_out.len() {
            0 => {}
            count if count > MAX_NAMED => write!(f, " and {} more)", count - MAX_NAMED)?,
            _ => f.write_str(")")?,
        }
        write!(f, "; {written} files written, {removed} removed")?;
        if !has_url {
            f.write_str(
                "\nsite.json has no \"url\", so there are no feeds, sitemap, oEmbed responses, previews or canonical \
                 links",
            )?;
        }
        Ok(())
    }
}

/// What publishing depends on besides the folder.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The current time, in seconds since 1970, UTC. It decides only which articles are news and which dates are in the
    /// future.
    pub now: i64,
}

/// Publishes a folder that contains a build and its `content/`. The same folder and options always give the same
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
    assets.earlier = output.record_app_files(assets.hashed(), options.now);
    let mut retained = Retained::of(&publication.left_out, &output)?;
    publication.pages.extend(std::mem::take(&mut retained.pages));
    let context = Context::new(&publication, assets, dist, options.now);
    context.make_all(&output, progress)?;
    retained.retain_in(&output);
    output.compress_others()?;
    let (written, removed) = output.finish()?;
    let (articles, has_url) = (publication.articles.len(), publication.url().is_some());
    let left_out = publication.left_out;
    Ok(Outcome { articles, left_out, written, removed, has_url, report })
}

/// An article as a single file, or the reasons why there is none.
#[derive(Debug)]
pub struct SingleFile {
    /// The page with everything embedded in it; [`None`] if part of the article would be missing.
    pub html: Option<String>,
    /// The findings in the article and in `site.json`, as `broadsheet check` reports them.
    pub report: Report,
}

/// Makes an article into a single file that embeds its styles and images. It writes nothing to disk.
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

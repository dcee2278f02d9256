//! `broadsheet publish`: makes finished pages for any static server, from a site folder and the app.
//!
//! The views that the app renders in the browser are rendered natively here, so a page is complete before any script
//! runs. Each run makes every file and writes those that differ from the output folder: see `store`.

mod addresses;
pub(crate) mod amount;
mod app;
mod assets;
mod document;
mod element;
mod error;
mod feeds;
mod files;
mod finished;
mod hosting;
mod labels;
mod last_run;
mod lists;
mod metadata;
mod offline;
mod outputs;
mod pages;
pub mod progress;
mod publication;
mod single_file;
pub(crate) mod store;
mod taken;
mod xml;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;

use fs_err as fs;

pub use error::PublishError;
pub use last_run::{Files, LastRun};
pub use outputs::{Input, outputs};

use crate::app::App;
use crate::check::{self, Report};
use crate::file_system::folder_name;
use crate::page_path::PagePath;
use crate::publish::assets::Assets;
use crate::publish::document::policy::Policy;
use crate::publish::outputs::{Context, Failure, Refused};
pub use crate::publish::pages::not_found::PATH as NOT_FOUND_PAGE;
use crate::publish::progress::Progress;
use crate::publish::publication::{Publication, Reading};
pub use crate::publish::publication::{Unpublished, Withheld};
use crate::publish::store::commit::Changes;
use crate::publish::store::folder::OutputFolder;
use crate::publish::store::manifest::{Manifest, Retained};
use crate::slug::is_slug;
use crate::source::{OUTPUT, SITE_FILE, SiteFolder, SitePath};

/// The file in an output folder that lists all files which come from this program.
pub const MANIFEST: &str = Manifest::FILE;

/// The result of publishing.
#[derive(Debug)]
pub struct Outcome {
    /// The output folder, as it was given.
    pub output: PathBuf,
    /// How many articles are published, including those that are retained.
    pub articles: usize,
    /// The slugs of the articles that have an error and were never published, sorted.
    pub left_out: Vec<String>,
    /// The slugs of the articles that have an error and stay as they were published before, sorted.
    pub retained: Vec<String>,
    /// How many pages that are no articles have an error and stay as they were published before.
    pub retained_pages: usize,
    /// The articles that are not published yet.
    pub withheld: Withheld,
    /// The pages of articles that only [`Options::drafts`] publishes, each with the reason.
    pub unpublished: Vec<(String, Unpublished)>,
    /// The paths in the output folder of the files that were written or removed, without compressed copies.
    pub changed: Vec<String>,
    /// How many files the site has in the output folder, including compressed copies.
    pub files: usize,
    /// How many files were written, including compressed copies. All other files were up to date.
    pub written: usize,
    /// How many files were removed because they are no longer made, such as the pages of articles that are gone.
    pub removed: usize,
    /// Whether `site.json` gives the address of the site. Without it there are no feeds, canonical links or previews.
    pub has_url: bool,
    /// The findings in the files, as `broadsheet check` reports them.
    pub report: Report,
}

/// How many articles a line of the summary names. The report names all of them.
const MAX_NAMED: usize = 5;

/// The summary: a line for each thing that a publisher might not expect, and last what was published.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.retained[..] {
            [] => {}
            [slug] => writeln!(f, "1 article has an error and stays as it was published before: {slug}.")?,
            slugs => {
                let count = amount::articles(slugs.len());
                writeln!(f, "{count} have errors and stay as they were published before: {}.", Named(slugs))?;
            }
        }
        match &self.left_out[..] {
            [] => {}
            [slug] => writeln!(f, "1 article has an error and is left out: {slug}.")?,
            slugs => {
                writeln!(f, "{} have errors and are left out: {}.", amount::articles(slugs.len()), Named(slugs))?;
            }
        }
        match self.retained_pages {
            0 => {}
            1 => f.write_str("1 page has an error and stays as it was published before.\n")?,
            count => writeln!(f, "{count} pages have errors and stay as they were published before.")?,
        }
        self.withheld.fmt(f)?;
        if !self.has_url {
            f.write_str(
                "site.json has no \"url\", so there are no feeds, sitemap, oEmbed responses, previews or canonical \
                 links. Add it as soon as you know the address of the site.\n",
            )?;
        }
        let (articles, output) = (amount::articles(self.articles), folder_name(&self.output));
        let changed = if self.written == 0 { "none".to_owned() } else { amount::grouped(self.written) };
        write!(f, "Published {articles} to {output} ({}, {changed} changed", amount::things(self.files, "file"))?;
        if self.removed > 0 {
            write!(f, ", {} removed", amount::grouped(self.removed))?;
        }
        f.write_str(").")
    }
}

/// Slugs, up to [`MAX_NAMED`].
struct Named<'a>(&'a [String]);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().take(MAX_NAMED).map(String::as_str).collect::<Vec<_>>().join(", "))?;
        match self.0.len() {
            count if count > MAX_NAMED => write!(f, " and {} more", amount::grouped(count - MAX_NAMED)),
            _ => Ok(()),
        }
    }
}

/// The inputs of publishing besides the site folder.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The built app.
    pub app: &'a App,
    /// Whether drafts and articles under embargo are published, too.
    pub drafts: bool,
    /// The current time, in seconds since 1970, UTC. It decides only which articles are news, which embargoes have ended
    /// and which dates are in the future.
    pub now: i64,
    /// Whether texts and wasm get compressed copies, for servers that send them. In development nothing gets any.
    pub compresses: bool,
    /// Whether the site is only looked at while it is written. Nothing then gets a compressed copy, and browsers keep no
    /// copies for reading offline.
    pub is_preview: bool,
    /// Whether files in the output folder that no run has written are replaced if they are in the way. Otherwise they
    /// are an error.
    pub adopts: bool,
    /// Set it to stop the run.
    pub interrupted: &'a AtomicBool,
}

impl<'a> Options<'a> {
    /// The options for publishing with this app, at this time.
    pub fn new(app: &'a App, now: i64) -> Self {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Self { app, now, drafts: false, compresses: true, is_preview: false, adopts: false, interrupted: &NEVER }
    }
}

/// Publishes a site folder to an output folder. The same site, app and options always give the same files.
///
/// ```no_run
/// use std::path::Path;
///
/// use broadsheet::app::App;
/// use broadsheet::publish::progress::Silent;
/// use broadsheet::publish::{Options, publish};
/// use broadsheet::source::SiteFolder;
///
/// let site = SiteFolder::find(Path::new("paper"))?;
/// let app = App::in_folder("target/app");
/// let options = Options::new(&app, 1_728_000_000);
/// let outcome = publish(&site, Path::new("paper/dist"), &options, &Silent)?;
/// println!("{outcome}");
/// for slug in &outcome.left_out {
///     eprintln!("{slug} was left out");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn publish(
    site: &SiteFolder,
    output: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Outcome, PublishError> {
    publish_and_remember(site, output, options, progress).map(|(outcome, _)| outcome)
}

/// As [`publish`]. It also returns what the run has read, for a program that publishes again when a file changes.
pub fn publish_and_remember(
    site: &SiteFolder,
    output: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Outcome, LastRun), PublishError> {
    ensure_apart(site, output, options.app)?;
    let assets = Assets::read(options.app)?;
    let folder = OutputFolder::open(
        output,
        options.compresses && !options.is_preview && !assets.is_development(),
        options.interrupted,
    )?;
    let last = |slug: &str| folder.last_article(&PagePath::data(slug).path());
    let reading = Reading { site, now: Some(options.now), drafts: options.drafts, last: &last };
    let (mut publication, mut report) = Publication::read(&reading, progress)?;
    let mut assets = assets.of_site(&publication.site);
    if options.is_preview {
        assets.policy = assets.policy.map(Policy::for_preview);
    }
    // An article may turn out to be impossible only when its pages are made. It is then left out, and all lists with it.
    let mut failed: Vec<Failure> = Vec::new();
    let refused = loop {
        failed.iter().for_each(|failure| publication.leave_out(&failure.slug, &reading));
        folder.restart();
        assets.earlier = folder.keep_releases(assets.hashed().map(str::to_owned).collect(), options.now);
        let moved = moved(&folder, &publication);
        let context = Context {
            moved,
            is_preview: options.is_preview,
            ..Context::new(&publication, &assets, options.app, options.now)
        };
        failed = context.make_all(&folder, progress)?;
        if failed.is_empty() {
            break context.refused.into_inner().unwrap_or_else(PoisonError::into_inner);
        }
        report.documents.extend(failed.iter().map(Failure::document));
    };
    for refused in refused {
        match refused {
            Refused::File { file, path } => report.documents.push(refusal(file, &path)),
            Refused::Alias { file, index } => check::alias_taken(&file, index, &mut report),
        }
    }
    let retained: Vec<_> = publication.articles.iter().filter(|entry| entry.is_retained()).collect();
    retained.iter().for_each(|entry| folder.mark_retained(&PagePath::data(&entry.slug).path()));
    for path in &publication.retained_files {
        folder.keep(path, Retained::ArticleHasError);
    }
    let retained_pages = publication.left_out_pages.iter().filter(|page| folder.keep_page(page)).count();
    let mut retained: Vec<_> = retained.iter().map(|entry| entry.slug.clone()).collect();
    retained.sort();
    let (articles, has_url) = (publication.articles.len(), publication.url().is_some());
    let withheld = publication.withheld.clone();
    let left_out = publication.left_out.iter().filter(|slug| !retained.contains(slug)).cloned().collect();
    let unpublished =
        publication.articles.iter().filter_map(|entry| Some((entry.path.path(), entry.unpublished(options.now)?)));
    let unpublished = unpublished.collect();
    let Changes { files, changed, written, removed } = folder.commit(options.adopts)?;
    let outcome = Outcome {
        output: output.to_owned(),
        articles,
        left_out,
        retained,
        retained_pages,
        withheld,
        unpublished,
        files,
        changed,
        written,
        removed,
        has_url,
        report,
    };
    Ok((outcome, LastRun { publication, assets }))
}

/// The pages that articles had in earlier runs and have no longer, each with the slug of its article.
fn moved(folder: &OutputFolder, publication: &Publication) -> Vec<(PagePath, String)> {
    let pages = folder.paths_before().filter_map(PagePath::article_page_with_slug);
    let is_moved =
        |(path, slug): &(PagePath, String)| publication.pages.get_exactly(slug).is_some_and(|now| now != path);
    pages.filter(is_moved).collect()
}

/// Fails unless the site, the app and the output are in folders of their own.
fn ensure_apart(site: &SiteFolder, output: &Path, app: &App) -> Result<(), PublishError> {
    let whole = |path: &Path| -> PathBuf {
        // The folder may not exist yet. Then links are followed in the nearest folder above it that does.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let existing = path.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
        existing.map_or(path.clone(), |(above, real)| real.join(path.strip_prefix(above).unwrap_or(Path::new(""))))
    };
    let (root, target) = (whole(site.root()), whole(output));
    let is_dist = target == root.join(OUTPUT);
    if root.starts_with(&target) || (target.starts_with(&root) && !is_dist) {
        return Err(PublishError::InPlace { site: site.root().to_owned(), output: output.to_owned() });
    }
    let meets_output = |app: &Path| app.starts_with(&target) || target.starts_with(app);
    if let Some(app) = app.folder().filter(|app| meets_output(&whole(app))) {
        return Err(PublishError::AppInOutput { app: app.to_owned(), output: output.to_owned() });
    }
    Ok(())
}

/// The report that something of a file was not published, since another output has its path.
fn refusal(file: PathBuf, path: &str) -> check::Document {
    let message = format!("this file can't be published as {path}, since something else of the site needs that path");
    check::with_error(file, "taken", message, "give it another name, or remove it")
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
pub fn single_file(
    site: &SiteFolder,
    app: &App,
    slug: &str,
    progress: &dyn Progress,
) -> Result<SingleFile, PublishError> {
    let assets = Assets::read(app)?;
    let files: Vec<_> = site.articles_named(slug).map(|article| article.file.clone()).collect();
    if !is_slug(slug) || files.is_empty() {
        return Err(PublishError::NoArticle { slug: slug.to_owned() });
    }
    let reading = Reading { site, now: None, drafts: true, last: &|_| None };
    let (publication, mut report) = Publication::read(&reading, progress)?;
    let settings = site.file(&SitePath::new(SITE_FILE));
    report.documents.retain(|document| files.contains(&document.file) || document.file == settings);
    let entry = publication.articles.iter().find(|entry| entry.slug == slug);
    let assets = assets.of_site(&publication.site);
    let html = entry.map(|entry| single_file::html(site, &assets, &publication, entry, &entry.read()?.article));
    Ok(SingleFile { html: html.transpose()?, report })
}

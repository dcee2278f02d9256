//! Exports of WordPress (WXR): RSS with what WordPress knows of each post.
//!
//! `stream` reads a file item by item, `library` is what articles refer to, and `article` makes a draft of an item; the
//! content goes through `content`, with its `blocks`, `shortcodes` and paragraphs (`autop`).

mod article;
mod autop;
mod blocks;
mod content;
mod library;
mod media;
mod php;
mod shortcodes;
mod stream;
mod tags;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use library::{Library, SiteId};
use stream::{Breakage, Entry, Export, Item};

use super::{Cause, Draft, Loss, Reader, SourceError, encoding};
use crate::publish::amount::things;

/// What WordPress keeps as posts, and what are no articles. Those that articles refer to are read by [`library`].
const NO_ARTICLES: &[&str] = &[
    "attachment",
    "nav_menu_item",
    "revision",
    "wp_block",
    "guest-author",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
    "acf-field",
    "acf-field-group",
    "acf-post-type",
    "acf-taxonomy",
    "elementor_library",
    "jp_img_sitemap",
    "jp_sitemap",
    "jp_sitemap_master",
    "amp_validated_url",
    "scheduled-action",
    "wpcode",
];

/// How many types or custom fields are named.
const NAMED: usize = 50;

/// Exports of WordPress.
pub struct WordPress {
    files: Vec<PathBuf>,
    library: Library,
    /// The site of each file.
    sites: Vec<SiteId>,
}

/// Whether a file is an export of WordPress.
pub fn is(start: &[u8], _file: &Path) -> bool {
    let start = encoding::start_as_text(start);
    start.contains("<rss") && start.contains("wordpress.org/export/1.")
}

impl WordPress {
    /// Reads what articles refer to from all files of one or more exports.
    ///
    /// # Errors
    ///
    /// Fails if a file can't be read at all.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut library = Library::default();
        let mut sites = Vec::new();
        for file in files {
            let mut export = open(file)?;
            let mut site = None;
            let mut is_empty = true;
            while let Some(entry) = export.next().map_err(|error| SourceError::Io(file.clone(), error))? {
                match entry {
                    // The address of the blog comes after that of the network, or of the channel.
                    Entry::Site(url) => site = Some(library.site(&url)),
                    entry => {
                        is_empty &= matches!(entry, Entry::Broken(_));
                        let site = *site.get_or_insert_with(|| library.site(""));
                        library.add(site, entry);
                    }
                }
            }
            if is_empty && site.is_none() {
                let why = "it is no export of WordPress; make one under Tools → Export".to_owned();
                return Err(SourceError::Unreadable(file.clone(), why));
            }
            sites.push(site.unwrap_or_default());
        }
        Ok(Self { files: files.to_vec(), library, sites })
    }
}

fn open(file: &Path) -> Result<Export, SourceError> {
    Export::open(file).map_err(|error| SourceError::Io(file.to_owned(), error))
}

impl Reader for WordPress {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        let mut losses = Vec::new();
        let mut seen = HashSet::new();
        for (file, site) in self.files.iter().zip(&self.sites) {
            let mut reading = Reading { reader: self, file, site: *site, rest: Rest::default() };
            let mut export = open(file)?;
            while let Some(entry) = export.next().map_err(|error| SourceError::Io(file.clone(), error))? {
                match entry {
                    // Exports of the same site may overlap.
                    Entry::Item(item) if item.id > 0 && is_article(&item) && !seen.insert((*site, item.id)) => {}
                    Entry::Item(item) if item.kind.is_empty() && !item.content.trim().is_empty() => {
                        let why = "an item does not say what it is".to_owned();
                        reading.broken(Breakage { line: item.line, why, item: Some(item) }, take, &mut losses);
                    }
                    Entry::Item(item) => reading.item(*item, take),
                    Entry::Broken(breakage) => reading.broken(breakage, take, &mut losses),
                    _ => {}
                }
            }
            reading.rest.name(file, &mut losses);
        }
        Ok(losses)
    }
}

/// Whether readers could see an item as an article or a page, or could when it is finished.
fn is_article(item: &Item) -> bool {
    match item.kind.as_str() {
        "post" | "page" => !matches!(item.status.as_str(), "trash" | "auto-draft" | "inherit"),
        kind if NO_ARTICLES.contains(&kind) => false,
        // A type of a plugin is for readers if it has pages of its own.
        _ => {
            item.status == "publish"
                && !item.content.trim().is_empty()
                && !item.link.contains('?')
                && !item.link.is_empty()
        }
    }
}

/// The reading of one file.
struct Reading<'a> {
    reader: &'a WordPress,
    file: &'a Path,
    site: SiteId,
    rest: Rest,
}

impl Reading<'_> {
    fn item(&mut self, mut item: Item, take: &mut dyn FnMut(Draft)) {
        self.rest.comments += item.comments;
        if !is_article(&item) {
            if !NO_ARTICLES.contains(&item.kind.as_str()) {
                let kind = if item.status == "trash" { "trash".to_owned() } else { std::mem::take(&mut item.kind) };
                count(&mut self.rest.kinds, kind);
            }
            return;
        }
        for key in std::mem::take(&mut item.unread) {
            count(&mut self.rest.fields, key);
        }
        take(article::draft(&mut item, &self.reader.library, self.site, self.file));
    }

    /// Gives what can be read of a broken item, as a draft.
    fn broken(&mut self, breakage: Breakage, take: &mut dyn FnMut(Draft), losses: &mut Vec<Loss>) {
        let file = self.file.file_name().unwrap_or_default().to_string_lossy();
        let mut detail = format!("{file}, line {}: {}", breakage.line, breakage.why);
        if let Some(mut item) = breakage.item {
            if !item.title.is_empty() {
                detail = format!("{file}, line {}: “{}”: {}", breakage.line, item.title, breakage.why);
            }
            if matches!(item.kind.as_str(), "post" | "page" | "") && !item.content.trim().is_empty() {
                "draft".clone_into(&mut item.status);
                let mut draft = article::draft(&mut item, &self.reader.library, self.site, self.file);
                draft.losses.push(Loss::new(Cause::Broken, &detail));
                take(draft);
            }
        }
        losses.push(Loss::new(Cause::Broken, detail));
    }
}

/// What is in a file and does not come over.
#[derive(Default)]
struct Rest {
    comments: usize,
    kinds: BTreeMap<String, usize>,
    fields: BTreeMap<String, usize>,
}

fn count(counts: &mut BTreeMap<String, usize>, name: String) {
    if counts.len() < NAMED || counts.contains_key(&name) {
        *counts.entry(name).or_default() += 1;
    }
}

impl Rest {
    fn name(self, file: &Path, losses: &mut Vec<Loss>) {
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        if self.comments > 0 {
            losses.push(Loss::new(Cause::ReaderComments, format!("{file}: {}", things(self.comments, "comment"))));
        }
        for (kind, count) in self.kinds {
            losses.push(Loss::new(Cause::OtherType, format!("{file}: {kind} ({count})")));
        }
        for (field, count) in self.fields {
            losses.push(Loss::new(Cause::Field, format!("{file}: custom field {field} ({count})")));
        }
    }
}

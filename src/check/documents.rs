//! Finds the files to check, and the kind of each.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::ignored;
use crate::file_system::{self, Unreadable, is_hidden, walk};
use crate::markdown::decode_markdown;
use crate::source::{ARTICLES, Form, Item, Reason, SITE_FILE, SiteFolder, SitePath, SourceFile};

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// An article, or a page that is none.
    Article,
    Author,
    Site,
    /// A file that is not read as a document.
    Ignored(Reason),
}

/// A file to check.
pub(super) struct Entry {
    pub file: PathBuf,
    /// Its path in its site folder.
    pub path: SitePath,
    pub kind: Kind,
    /// Whether this very file was asked for, and not a folder around it.
    pub is_named: bool,
}

/// The files to check in one site folder.
pub(super) struct Group {
    pub site: SiteFolder,
    pub entries: Vec<Entry>,
    /// Whether these are all documents of the site.
    pub is_whole: bool,
}

/// The given files and the files in the given folders, in a stable order.
pub(super) fn groups(paths: &[PathBuf]) -> Result<Vec<Group>, Unreadable> {
    let mut groups = Vec::new();
    for path in paths {
        let before = groups.len();
        if path.is_dir() {
            search(path, &mut groups)?;
            if groups[before..].iter().all(|group| group.entries.is_empty()) {
                let error = io::Error::new(io::ErrorKind::NotFound, "there is no .json or .md file in it");
                return Err(Unreadable { path: path.clone(), error });
            }
        } else {
            add_file(path, true, &mut groups);
        }
    }
    Ok(groups)
}

/// Adds a file. The files of one site are in one group, so that the site is searched once.
fn add_file(file: &Path, is_named: bool, groups: &mut Vec<Group>) {
    let (site, path) = SiteFolder::around(file);
    let kind = match path.item() {
        _ if file.file_name() == Some(OsStr::new(SITE_FILE)) => Kind::Site,
        Item::Author(_) => Kind::Author,
        _ => Kind::Article,
    };
    let entry = Entry { file: file.to_owned(), path, kind, is_named };
    match groups.last_mut().filter(|group| group.site.root() == site.root()) {
        Some(group) => group.entries.push(entry),
        None => groups.push(Group { site, entries: vec![entry], is_whole: false }),
    }
}

fn search(folder: &Path, groups: &mut Vec<Group>) -> Result<(), Unreadable> {
    for site in [folder.join("content"), folder.to_owned()] {
        if is_site(&site) {
            groups.push(Group { is_whole: true, ..of_site(site, |_| true)? });
            return Ok(());
        }
    }
    let whole = fs::canonicalize(folder).map_err(|error| Unreadable { path: folder.to_owned(), error })?;
    // A part of a site.
    if let Some(root) = whole.ancestors().find(|above| is_site(above)) {
        let inside = whole.strip_prefix(root).unwrap_or(&whole).to_owned();
        // Files are named as the folder was.
        let renamed =
            |file: &Path| file.strip_prefix(&whole).map_or_else(|_| file.to_owned(), |rest| folder.join(rest));
        let mut group = of_site(root.to_owned(), |path| Path::new(path.as_str()).starts_with(&inside))?;
        group.entries.iter_mut().for_each(|entry| entry.file = renamed(&entry.file));
        groups.push(group);
        return Ok(());
    }
    walk(folder, |entry| {
        let (name, path) = (entry.file_name(), entry.path());
        let is_folder = entry.file_type().is_dir();
        let is_skipped = is_hidden(name) || (is_folder && name == "schema");
        if !is_skipped {
            if is_folder {
                search(path, groups)?;
            } else if path.is_file() && (Form::of(path) == Some(Form::Json) || is_article_in_markdown(path)) {
                add_file(path, false, groups);
            }
        }
        Ok(false)
    })
}

/// Whether a file is an article in Markdown, and not a README.
fn is_article_in_markdown(file: &Path) -> bool {
    let text = || decode_markdown(&file_system::read(file).ok()?).ok();
    Form::of(file) == Some(Form::Markdown) && text().is_some_and(|text| ignored::has_front_matter(&text))
}

fn is_site(folder: &Path) -> bool {
    folder.join(ARTICLES).is_dir() || folder.join(SITE_FILE).is_file()
}

/// The documents of a site whose paths match.
fn of_site(root: PathBuf, is_wanted: impl Fn(&SitePath) -> bool) -> Result<Group, Unreadable> {
    let site = SiteFolder::at(root);
    let mut entries = Vec::new();
    let documents = site.documents()?;
    for (sources, kind) in
        [(&documents.articles, Kind::Article), (&documents.pages, Kind::Article), (&documents.authors, Kind::Author)]
    {
        let entry =
            |source: &SourceFile| Entry { file: source.file.clone(), path: source.path.clone(), kind, is_named: false };
        entries.extend(sources.iter().map(entry));
    }
    let settings = SitePath::new(SITE_FILE);
    if site.file(&settings).is_file() {
        entries.push(Entry { file: site.file(&settings), path: settings, kind: Kind::Site, is_named: false });
    }
    entries.extend(documents.ignored.iter().map(|ignored| {
        let inside = ignored.file.strip_prefix(site.root()).unwrap_or(&ignored.file);
        let path = SitePath::new(inside.to_string_lossy());
        Entry { file: ignored.file.clone(), path, kind: Kind::Ignored(ignored.reason), is_named: false }
    }));
    entries.retain(|entry| is_wanted(&entry.path));
    Ok(Group { site, entries, is_whole: false })
}

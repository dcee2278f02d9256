//! What was imported: by it, a second run knows which files it may write again.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::{error, fmt, io};

use fs_err as fs;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::{Content, Draft};
use crate::file_system;
use crate::publish::store::hash;

/// The name of the record, in the site folder.
pub const FILE: &str = ".broadsheet-import.json";

/// The name of the file with what has changed since the record was written, one set of changes a line. It is there only while
/// an import runs, so that the record need not be written again for each batch of articles.
const JOURNAL: &str = ".broadsheet-import.journal";

const VERSION: u32 = 1;

/// What was imported into a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The version of its form.
    pub version: u32,
    /// What it is, for those who find it.
    #[serde(default)]
    pub about: String,
    /// The articles, by what identifies them in their sources.
    #[serde(default)]
    pub articles: BTreeMap<String, Entry>,
    /// The images and other files that were written: by their paths in the site, the hashes of what was written.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// The files that were fetched: by their addresses, their paths in the site.
    #[serde(default)]
    pub fetched: BTreeMap<String, String>,
    /// What is not in the journal yet.
    #[serde(skip)]
    changes: Changes,
}

/// A line of the journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Changes {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    articles: BTreeMap<String, Entry>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fetched: BTreeMap<String, String>,
}

/// An article that was imported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of its file in the site.
    pub file: String,
    /// The hash of its draft.
    pub source: String,
    /// The hash of the text that was written. Empty if none was yet.
    pub text: String,
    /// The hash of the text that is being written: if a run was stopped, either text may be in the file, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many of its images and other files were not found.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missing: usize,
    /// The addresses that it had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Why a record can't be used.
#[derive(Debug)]
pub enum RecordError {
    /// It can't be read.
    Io(PathBuf, io::Error),
    /// It is not a record.
    Broken(PathBuf, String),
    /// A newer version of this program has written it.
    Newer(PathBuf),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(file, error) => write!(f, "can't read {}: {error}. Nothing was changed", file.display()),
            Self::Broken(file, why) => write!(
                f,
                "{} is damaged ({why}), so it is not known which articles were edited since they were imported.\nWhat to do: \
                 restore it from a backup, or remove it; without it, all articles are imported anew, beside those that are \
                 there. Nothing was changed",
                file.display()
            ),
            Self::Newer(file) => write!(
                f,
                "{} was written by a newer version of this program.\nWhat to do: install that version. Nothing was changed",
                file.display()
            ),
        }
    }
}

impl error::Error for RecordError {}

impl Default for Record {
    fn default() -> Self {
        let about = "What `broadsheet import` has written, so that a second run leaves alone what you have edited. Keep it with the \
                     site.";
        Self {
            version: VERSION,
            about: about.to_owned(),
            articles: BTreeMap::new(),
            files: BTreeMap::new(),
            fetched: BTreeMap::new(),
            changes: Changes::default(),
        }
    }
}

impl Record {
    /// The record of a site, which is empty if nothing was imported yet.
    pub fn of(site: &Path) -> Result<Self, RecordError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let read = |name| {
            let file = site.join(name);
            file_system::read_if_exists(&file).map_err(|error| RecordError::Io(file, error))
        };
        let file = site.join(FILE);
        let broken = |error: serde_json::Error| RecordError::Broken(file.clone(), error.to_string());
        let mut record = match read(FILE)? {
            Some(bytes) => {
                let Version { version } = serde_json::from_slice(&bytes).map_err(broken)?;
                if version > VERSION {
                    return Err(RecordError::Newer(file));
                }
                serde_json::from_slice(&bytes).map_err(broken)?
            }
            None => Self::default(),
        };
        let journal = read(JOURNAL)?.unwrap_or_default();
        // The last line is cut off if the run was stopped while it wrote it. Then it has written nothing that the line names.
        let lines = journal.split(|byte| *byte == b'\n').map_while(|line| serde_json::from_slice::<Changes>(line).ok());
        for Changes { articles, files, fetched } in lines {
            record.articles.extend(articles);
            record.files.extend(files);
            record.fetched.extend(fetched);
        }
        let articles = record.articles.values().map(|entry| &entry.file);
        let is_plain = |path: &String| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        match articles.chain(record.files.keys()).chain(record.fetched.values()).find(|path| !is_plain(path)) {
            Some(path) => Err(RecordError::Broken(file.clone(), format!("{path} is no file of the site"))),
            None => Ok(record),
        }
    }

    /// Writes the record.
    pub fn save(&mut self, site: &Path) -> io::Result<()> {
        let mut json = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        json.push(b'\n');
        file_system::write(&site.join(FILE), &json)?;
        self.changes = Changes::default();
        match fs::remove_file(site.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether a run was stopped before it could write the record.
    pub fn is_in_parts(site: &Path) -> bool {
        site.join(JOURNAL).exists()
    }

    /// Writes down what has changed, before the files are written that it names.
    pub fn note(&mut self, site: &Path) -> io::Result<()> {
        if self.changes == Changes::default() {
            return Ok(());
        }
        let mut line = serde_json::to_vec(&self.changes).map_err(io::Error::other)?;
        line.push(b'\n');
        fs::OpenOptions::new().create(true).append(true).open(site.join(JOURNAL))?.write_all(&line)?;
        self.changes = Changes::default();
        Ok(())
    }

    /// Sets what is known of an article.
    pub fn set_article(&mut self, key: &str, entry: Entry) {
        if self.articles.get(key) != Some(&entry) {
            self.changes.articles.insert(key.to_owned(), entry.clone());
            self.articles.insert(key.to_owned(), entry);
        }
    }

    /// Sets the hash of a file of the site.
    pub fn set_file(&mut self, path: &str, hash: String) {
        if self.files.get(path) != Some(&hash) {
            self.changes.files.insert(path.to_owned(), hash.clone());
            self.files.insert(path.to_owned(), hash);
        }
    }

    /// Sets the file that was fetched from an address.
    pub fn set_fetched(&mut self, url: &Url, path: &str) {
        if self.fetched.get(url.as_str()).is_none_or(|known| known != path) {
            self.changes.fetched.insert(url.to_string(), path.to_owned());
            self.fetched.insert(url.to_string(), path.to_owned());
        }
    }
}

/// The hash of all that an article is made from, but for its name, which stays as it was the first time. Where its source
/// lies on this machine is no part of it, either.
pub fn hash_of_draft(draft: &Draft) -> String {
    let mut digest = Sha256::new();
    // The length goes before each part, so that no two drafts have the same parts in another division.
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    };
    add(&[draft.is_page.into()]);
    add(serde_json::to_string(&draft.fields).unwrap_or_default().as_bytes());
    match &draft.content {
        Content::Html(html) => add(html.as_bytes()),
        Content::Blocks { body, notes } => {
            for list in [body, notes] {
                add(serde_json::to_string(list).unwrap_or_default().as_bytes());
            }
        }
    }
    draft.addresses.iter().chain(&draft.base.url).for_each(|address| add(address.as_bytes()));
    for (name, bytes) in &draft.base.files {
        add(name.as_bytes());
        add(bytes);
    }
    hash::digits(&digest.finalize())
}

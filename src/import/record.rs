//! What was imported: by it, a second run knows which files it may write again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Content, Draft};
use crate::file_system;

/// The name of the record, in the site folder.
pub const FILE: &str = ".broadsheet-import.json";

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
        let file = site.join(FILE);
        let bytes = match file_system::read_if_exists(&file) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Self::default()),
            Err(error) => return Err(RecordError::Io(file, error)),
        };
        let broken = |error: serde_json::Error| RecordError::Broken(file.clone(), error.to_string());
        let Version { version } = serde_json::from_slice(&bytes).map_err(broken)?;
        if version > VERSION {
            return Err(RecordError::Newer(file));
        }
        serde_json::from_slice(&bytes).map_err(broken)
    }

    /// Writes the record.
    pub fn save(&self, site: &Path) -> io::Result<()> {
        let mut json = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        json.push(b'\n');
        file_system::write(&site.join(FILE), &json)
    }
}

/// The hash of a text or of a file, as 32 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The hash of a file.
pub fn hash_of_file(file: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    io::copy(&mut std::fs::File::open(file)?, &mut digest)?;
    Ok(digits(&digest.finalize()))
}

fn digits(digest: &[u8]) -> String {
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of all that an article is made from. Where its source lies on this machine is no part of it.
pub fn hash_of_draft(draft: &Draft) -> String {
    let mut digest = Sha256::new();
    // The length goes before each part, so that no two drafts have the same parts in another division.
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    };
    add(draft.name.as_bytes());
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
    digits(&digest.finalize())
}

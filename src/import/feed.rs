//! Files of feeds: RSS, Atom (with the backups of Blogger) and JSON Feed.

mod entry;
mod json;
mod xml;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Cause, Draft, Loss, SourceError, encoding, source};

/// The largest feed that is read, in bytes. It is held in memory, though its articles are not.
const SIZE: u64 = 500_000_000;

/// Reads files of feeds.
#[derive(Debug)]
pub struct Reader {
    files: Vec<PathBuf>,
}

/// Whether a file is a feed. The exports of WordPress are feeds, too, but have more in them.
pub fn is(start: &[u8], _: &Path) -> bool {
    let start = encoding::start_as_text(start);
    match start.trim_start().strip_prefix('{') {
        Some(_) => start.contains("://jsonfeed.org/version/"),
        None => xml::is_feed(&start) && !start.contains("://wordpress.org/export/"),
    }
}

impl Reader {
    /// Takes the files.
    ///
    /// # Errors
    ///
    /// Fails if a file can't be read or is too large.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        source::ensure_at_most(SIZE, files)?;
        Ok(Self { files: files.to_vec() })
    }
}

impl super::Reader for Reader {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        let mut losses = Vec::new();
        for file in &self.files {
            let bytes = fs::read(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            let folder = file.parent().map(Path::to_owned);
            let mut of_file = |mut draft: Draft| {
                draft.origin.file.clone_from(file);
                draft.base.roots.extend(folder.clone());
                draft.base.folder.clone_from(&folder);
                take(draft);
            };
            let found = drafts(&bytes, &mut of_file);
            losses.extend(found.map_err(|why| SourceError::Unreadable(file.clone(), why))?);
        }
        Ok(losses)
    }
}

/// The drafts of a feed. Any bytes are a feed or an error.
///
/// # Errors
///
/// Fails with what is wrong.
pub fn drafts(bytes: &[u8], take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, String> {
    let (text, is_repaired) = encoding::decode(bytes);
    let mut losses = match text.trim_start().starts_with('{') {
        true => json::drafts(&text, take)?,
        false => entry::drafts(&text, take)?,
    };
    if is_repaired {
        losses.insert(0, Loss::new(Cause::Encoding, "the feed"));
    }
    Ok(losses)
}

/// The last part of an address, without its extension: the name that an article had.
fn name_in(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.trim_end_matches('/').trim_end_matches("/index.html");
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned()
}

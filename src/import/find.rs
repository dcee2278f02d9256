//! Finds the files that an article names, beside its source or in it.
//!
//! Nothing outside of a source is read: neither by a path that climbs out of it, nor by a symbolic link.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fs_err as fs;
use percent_encoding::{percent_decode, percent_decode_str};
use url::Url;

use super::draft::Base;
use super::links::Links;
use crate::file_system::is_hidden;
use crate::spelling::spelling_key;

/// A file that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// On disk.
    File(PathBuf),
    /// In the source, as in a `.docx`, or in the address itself.
    Bytes(Vec<u8>),
}

/// Finds files in the folders of the sources.
#[derive(Debug, Default)]
pub struct Finder {
    /// The folders that may be read, without links.
    allowed: Vec<PathBuf>,
    /// The names of the files in each folder that was looked at, by what their spellings have in common.
    folders: HashMap<PathBuf, HashMap<String, PathBuf>>,
}

impl Finder {
    /// A finder that reads nothing but what is in these folders.
    pub fn new(allowed: &[PathBuf]) -> Self {
        let allowed = allowed.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        Self { allowed, folders: HashMap::new() }
    }

    /// The file that an address names. Of an image that WordPress made smaller, it is the original, if that is there.
    pub fn find(&mut self, address: &str, base: &Base, links: &Links) -> Option<Found> {
        let address = address.trim();
        if let Some((_, bytes)) = base.files.iter().find(|(name, _)| name == address) {
            return Some(Found::Bytes(bytes.clone()));
        }
        if let Some(data) = address.strip_prefix("data:") {
            return decode_data(data).map(Found::Bytes);
        }
        let candidates = self.paths(address, base, links);
        candidates.iter().find_map(|path| self.existing(path)).map(Found::File)
    }

    /// The paths at which the file may be, the most likely first.
    fn paths(&self, address: &str, base: &Base, links: &Links) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        let is_relative = super::links::is_relative(address);
        if is_relative && !address.starts_with('/') {
            let folder = base.folder.iter();
            paths.extend(folder.flat_map(|folder| names(address).into_iter().map(|name| folder.join(name))));
        }
        let rooted = match links.absolute(address, base) {
            Some(url) => {
                let url = unproxied(&url).unwrap_or(url);
                links.is_of_old_site(&url).then(|| url.path().to_owned())
            }
            None if address.starts_with('/') => Some(address.to_owned()),
            // Some sources have addresses from their root without a slash.
            None if is_relative => Some(format!("/{address}")),
            None => None,
        };
        for path in rooted.iter().flat_map(|path| names(path)) {
            let path = path.trim_start_matches('/');
            for root in &base.roots {
                paths.push(root.join(path));
                // A publisher may have copied the folder of uploads, or one of its years.
                let inner = path.match_indices('/').map(|(end, _)| &path[end + 1..]);
                paths.extend(inner.filter(|inner| inner.contains('/')).map(|inner| root.join(inner)));
            }
        }
        let originals: Vec<_> = paths.iter().filter_map(|path| original(path)).flatten().collect();
        originals.into_iter().chain(paths).collect()
    }

    /// The file at a path, in any spelling of its name.
    fn existing(&mut self, path: &Path) -> Option<PathBuf> {
        let path = without_dots(path)?;
        let found = if path.is_file() { path } else { self.respelt(&path)? };
        let real = fs::canonicalize(&found).ok()?;
        // Hidden files are nothing that a page shows, and some of them are secrets.
        let is_plain = |rest: &Path| !rest.iter().any(is_hidden);
        let inside = |folder: &PathBuf| real.strip_prefix(folder).is_ok_and(is_plain);
        self.allowed.iter().any(inside).then_some(real)
    }

    /// The file whose path differs only in capitals, accents and the like.
    fn respelt(&mut self, path: &Path) -> Option<PathBuf> {
        let folder = path.parent().filter(|folder| folder.is_dir())?;
        // Folders outside are not listed at all.
        let real = fs::canonicalize(folder).ok()?;
        if !self.allowed.iter().any(|allowed| real.starts_with(allowed)) {
            return None;
        }
        let key = spelling_key(path.file_name()?.to_str()?);
        let names = self.folders.entry(folder.to_owned()).or_insert_with(|| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
            files.sort();
            let key = |file: &Path| Some(spelling_key(file.file_name()?.to_str()?));
            files.into_iter().filter_map(|file| Some((key(&file)?, file))).collect()
        });
        names.get(&key).cloned()
    }
}

/// The names that the path of an address may mean: decoded, and as it is, without its query.
fn names(address: &str) -> Vec<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().map(|decoded| decoded.into_owned());
    let mut names: Vec<_> = decoded.into_iter().chain([path.to_owned(), address.to_owned()]).collect();
    names.dedup();
    names.retain(|name| !name.is_empty() && !name.contains(['\0', '\\']));
    names
}

/// A path without `.` and `..`. [`None`] if it climbs out of all folders.
fn without_dots(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some_and(|name| name != "..") => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    Some(plain)
}

/// The paths of the original of a smaller image: `picture.jpg` and `picture-scaled.jpg` for `picture-1024x683.jpg`.
fn original(path: &Path) -> Option<[PathBuf; 2]> {
    let (stem, ending) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let name = without_size(stem)?;
    Some([path.with_file_name(format!("{name}.{ending}")), path.with_file_name(format!("{name}-scaled.{ending}"))])
}

/// The name of an image without the size that WordPress adds: `picture` for `picture-1024x683`.
pub fn without_size(stem: &str) -> Option<&str> {
    let (name, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    // Smaller numbers are rather a ratio, such as `16x9`.
    let is_side = |side: &str| (2..=5).contains(&side.len()) && side.bytes().all(|byte| byte.is_ascii_digit());
    (is_side(width) && is_side(height) && !name.is_empty() && (width.len() > 2 || height.len() > 2)).then_some(name)
}

/// The address of the original of a smaller image.
pub fn original_address(url: &Url) -> Option<Url> {
    let (folder, name) = url.path().rsplit_once('/')?;
    let (stem, ending) = name.rsplit_once('.')?;
    let mut original = url.clone();
    original.set_path(&format!("{folder}/{}.{ending}", without_size(stem)?));
    original.set_query(None);
    Some(original)
}

/// The address of an image behind the servers of WordPress.com that make it smaller: `i0.wp.com/paper.example/a.jpg`.
pub fn unproxied(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    if !matches!(host, "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com") {
        return None;
    }
    Url::parse(&format!("https:/{}", url.path())).ok()
}

/// The bytes of a `data:` address, without `data:`.
fn decode_data(data: &str) -> Option<Vec<u8>> {
    let (kind, data) = data.split_once(',')?;
    let bytes: Vec<u8> = percent_decode(data.as_bytes()).collect();
    match kind.to_ascii_lowercase().ends_with(";base64") {
        true => {
            let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
            BASE64_STANDARD.decode(bytes).ok()
        }
        false => Some(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_smaller_image_tells_its_original() {
        for (stem, expected) in [
            ("picture-1024x683", Some("picture")),
            ("a-b-150x150", Some("a-b")),
            ("picture-16x9", None),
            ("picture", None),
            ("picture-axb", None),
            ("-1024x683", None),
        ] {
            assert_eq!(without_size(stem), expected, "{stem}");
        }
        let url = Url::parse("https://a.example/u/b-300x200.jpg?w=1").unwrap();
        assert_eq!(original_address(&url).unwrap().as_str(), "https://a.example/u/b.jpg");
        let url = Url::parse("https://i0.wp.com/a.example/u/b.jpg?resize=3").unwrap();
        assert_eq!(unproxied(&url).unwrap().path(), "/u/b.jpg");
        assert_eq!(unproxied(&url).unwrap().host_str(), Some("a.example"));
    }

    #[test]
    fn the_bytes_of_an_address_with_data_are_decoded() {
        assert_eq!(decode_data("image/png;base64,AQI%3D").as_deref(), Some(&[1, 2][..]));
        assert_eq!(decode_data("image/svg+xml,%3Csvg/%3E").as_deref(), Some(&b"<svg/>"[..]));
        assert_eq!(decode_data("nothing"), None);
    }
}

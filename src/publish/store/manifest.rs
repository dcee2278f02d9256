//! The manifest: the list of written files, from which the next run knows which files belong to it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path};
use std::time::SystemTime;

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::file_system;
use crate::publish::PublishError;
use crate::publish::store::staging::STAGING;

/// The version of the format. A manifest of a later version is refused, since its files are not known.
const VERSION: u32 = 2;

/// The files of a run, by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// The files, by their paths in the output folder.
    pub files: BTreeMap<String, Entry>,
}

/// A file in the output folder.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Entry {
    /// The hash of its content. Empty while a run may be writing the file.
    pub hash: String,
    /// Whether it has compressed copies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copies: bool,
    /// Whether it is a file of the app whose name contains its hash.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub app: bool,
    /// Why the file stays, although nothing in the site folder or the app makes it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retained: Option<Retained>,
}

/// Why a file stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retained {
    /// It belongs to an article that has an error now, and whose last good version stays online.
    ArticleHasError,
    /// It belongs to an earlier release of the app, which open pages still request until this time, in seconds since
    /// 1970.
    EarlierReleaseUntil(i64),
}

/// The manifest as it is written. `form` is the version in manifests of version 1, which had other keys.
#[derive(Deserialize)]
struct Written {
    version: Option<u32>,
    form: Option<u32>,
    #[serde(default)]
    files: BTreeMap<String, Entry>,
    #[serde(default)]
    made: BTreeMap<String, String>,
    #[serde(default)]
    app: BTreeMap<String, Option<i64>>,
}

#[derive(Serialize)]
struct Current<'a> {
    version: u32,
    files: &'a BTreeMap<String, Entry>,
}

impl Manifest {
    /// The path of the manifest in the output folder.
    pub const FILE: &str = "publish.json";

    /// Reads the manifest of the last run, and the time at which that run wrote it, after all other files. Without a
    /// manifest, no file in the folder belongs to an earlier run.
    ///
    /// # Errors
    ///
    /// A manifest that can't be read, or that lists a path outside of the folder, is an error: the run would otherwise
    /// not know its own files, or remove a file of somebody else.
    pub fn read(folder: &Path) -> Result<(Self, Option<SystemTime>), PublishError> {
        let file = folder.join(Self::FILE);
        let bytes = match file_system::read(&file) {
            Ok(bytes) => bytes,
            Err(unreadable) if unreadable.error.kind() == ErrorKind::NotFound => return Ok((Self::default(), None)),
            Err(unreadable) => return Err(unreadable.into()),
        };
        let written: Option<Written> = serde_json::from_slice(&bytes).ok();
        let Some(written) =
            written.filter(|written| matches!((written.version, written.form), (Some(VERSION), _) | (None, Some(1))))
        else {
            return Err(PublishError::UnreadableManifest { file });
        };
        let manifest = written.into_manifest();
        if let Some(path) = manifest.files.keys().find(|path| !can_be_output(path)) {
            return Err(PublishError::ForeignManifest { file, path: path.to_owned() });
        }
        Ok((manifest, fs::metadata(&file)?.modified().ok()))
    }

    /// The manifest as JSON.
    pub fn to_json(&self) -> String {
        // This can't fail: serialising to memory fails only for a map whose keys are not strings.
        serde_json::to_string(&Current { version: VERSION, files: &self.files }).unwrap_or_default() + "\n"
    }

    /// Whether a path belongs to the run that wrote the manifest. A compressed copy belongs to it with its file.
    pub fn owns(&self, path: &str) -> bool {
        let copied = || path.rsplit_once('.').and_then(|(file, ending)| Some((self.files.get(file)?, ending)));
        self.files.contains_key(path)
            || copied().is_some_and(|(entry, ending)| entry.copies && super::compress::COPIES.contains(&ending))
    }
}

impl Written {
    fn into_manifest(self) -> Manifest {
        if self.version.is_some() {
            return Manifest { files: self.files };
        }
        let made = self.made.into_iter().map(|(path, hash)| (path, Entry { hash, copies: true, ..Entry::default() }));
        let app = self.app.into_iter().map(|(path, end)| {
            let retained = end.map(Retained::EarlierReleaseUntil);
            (path, Entry { copies: true, app: true, retained, ..Entry::default() })
        });
        Manifest { files: made.chain(app).collect() }
    }
}

/// Whether publishing can write a file with this path: a path of plain names in the output folder that is neither the
/// manifest nor in the folder where files are prepared.
pub fn can_be_output(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    is_inside(path) && !path.eq_ignore_ascii_case(Manifest::FILE) && !first.eq_ignore_ascii_case(STAGING)
}

/// Whether a path is inside the output folder: it must consist of names joined by slashes. Which names are valid
/// depends on the system: on Windows, a name can't contain a colon or a backslash.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|name| {
        let mut parts = Path::new(name).components();
        let is_name = matches!(parts.next(), Some(Component::Normal(part)) if part == name) && parts.next().is_none();
        is_name && !name.contains('\0')
    })
}

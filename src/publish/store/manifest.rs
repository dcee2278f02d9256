//! The manifest: the list of written files, from which the next run knows which files to remove.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path};
use std::time::SystemTime;

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::publish::PublishError;
use crate::publish::store::release::{AppFiles, can_be_app_file};

/// The folder of the publisher's own files. Publishing makes nothing in it except compressed copies.
pub const CONTENT: &str = "content/";

/// The version of the format. A manifest of another version is ignored.
const VERSION: u32 = 1;

/// The files of a run, with the hashes of their contents.
#[derive(Deserialize, Serialize)]
pub struct Manifest {
    /// The version of the format: see [`VERSION`].
    form: u32,
    /// The files that publishing made, such as pages, with their hashes, by path.
    pub made: BTreeMap<String, String>,
    /// The files of the build and of the publisher that publishing made compressed copies of, with their hashes, by
    /// path.
    pub copied: BTreeMap<String, String>,
    /// The files of the app. Those of earlier releases have a time at which they expire.
    #[serde(default)]
    pub app: AppFiles,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { form: VERSION, made: BTreeMap::new(), copied: BTreeMap::new(), app: AppFiles::new() }
    }
}

impl Manifest {
    /// The path of the manifest in the output folder.
    pub const FILE: &str = "publish.json";

    /// Reads the manifest of the last run, and the time at which that run wrote it, after all other files. An
    /// unreadable manifest or one of another version counts as empty: as on a first run, all files are written and none
    /// is removed.
    pub fn read(folder: &Path) -> Result<(Self, Option<SystemTime>), PublishError> {
        let file = folder.join(Self::FILE);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Self::default(), None)),
            Err(error) => return Err(error.into()),
        };
        let manifest: Option<Self> = serde_json::from_slice(&bytes).ok();
        let manifest = manifest.filter(|manifest| manifest.form == VERSION).unwrap_or_default();
        if let Some(path) = manifest.foreign() {
            return Err(PublishError::ForeignManifest { file, path: path.to_owned() });
        }
        Ok((manifest, fs::metadata(&file)?.modified().ok()))
    }

    /// The manifest as JSON.
    pub fn to_json(&self) -> String {
        // This can't fail: serialising to memory fails only for a map whose keys are not strings.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// A path in the manifest that publishing never writes, if there is one. Since listed files are removed, a manifest
    /// with such a path must not be used.
    fn foreign(&self) -> Option<&str> {
        let made = self.made.keys().find(|path| !is_inside(path) || is_content(path));
        let copied = || self.copied.keys().find(|path| !is_inside(path));
        let app = || self.app.keys().find(|name| !is_inside(name) || !can_be_app_file(name));
        made.or_else(copied).or_else(app).map(String::as_str)
    }
}

/// Whether a path is in the folder of the publisher's files. Case is ignored, as on some file systems.
fn is_content(path: &str) -> bool {
    path.get(..CONTENT.len()).is_some_and(|folder| folder.eq_ignore_ascii_case(CONTENT))
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

//! The manifest: the list of what was written, by which the next run knows what to remove.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path};
use std::time::SystemTime;

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::publish::PublishError;
use crate::publish::store::release::{AppFiles, can_be_of_app};

/// The folder of what the publisher wrote. Nothing in it is made here, but for compressed copies.
pub const CONTENT: &str = "content/";

/// The version of the manifest. Another one is not read.
const VERSION: u32 = 1;

/// What was written, and what the compressed copies were made from.
#[derive(Deserialize, Serialize)]
pub struct Manifest {
    /// As [`VERSION`].
    form: u32,
    /// Pages and all else that is made here, by path, with their hashes.
    pub made: BTreeMap<String, String>,
    /// Files of the build and of the publisher that only have compressed copies from here.
    pub copied: BTreeMap<String, String>,
    /// The files of the app, and until when those of earlier releases stay.
    #[serde(default)]
    pub app: AppFiles,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { form: VERSION, made: BTreeMap::new(), copied: BTreeMap::new(), app: AppFiles::new() }
    }
}

impl Manifest {
    /// Where it is kept in the output folder.
    pub const FILE: &str = "publish.json";

    /// Reads the manifest of the last run, and when that wrote it, which it did after all the files in it. One of
    /// another version, or one that somebody broke, says nothing: as on a first run, everything is written and nothing
    /// removed.
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

    /// The text of the file.
    pub fn to_json(&self) -> String {
        // Serialising to memory fails only for a map whose keys are not text.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// A path that no run of this program can have written, if there is one. Files are removed by this list, so a list
    /// that was brought from elsewhere is not followed anywhere.
    fn foreign(&self) -> Option<&str> {
        let made = self.made.keys().find(|path| !is_inside(path) || is_content(path));
        let copied = || self.copied.keys().find(|path| !is_inside(path));
        let app = || self.app.keys().find(|name| !is_inside(name) || !can_be_of_app(name));
        made.or_else(copied).or_else(app).map(String::as_str)
    }
}

/// Whether a file lies among the publisher's, on systems that don't tell capitals from small letters, too.
fn is_content(path: &str) -> bool {
    path.get(..CONTENT.len()).is_some_and(|folder| folder.eq_ignore_ascii_case(CONTENT))
}

/// Whether a path leads to a file in the folder: names joined by slashes, and nothing else. What is a name differs by
/// system: with a colon or a backslash in it, it is none on Windows.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|name| {
        let mut parts = Path::new(name).components();
        let is_name = matches!(parts.next(), Some(Component::Normal(part)) if part == name) && parts.next().is_none();
        is_name && !name.contains('\0')
    })
}

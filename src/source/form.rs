//! The forms in which an article or a page is written.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

/// A form in which an article or a page is written. Both say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// JSON, as docs/format.md describes it.
    #[default]
    Json,
    /// Markdown with front matter, as docs/markdown.md describes it.
    Markdown,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 2] = [Self::Json, Self::Markdown];

    /// How the name of a file in this form ends, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }

    /// The form of a file, by the ending of its name. [`None`] for other endings, and for those in capitals.
    pub fn of(file: &Path) -> Option<Self> {
        Self::ALL.into_iter().find(|form| file.extension() == Some(OsStr::new(form.ending())))
    }

    /// The form in which a file that is named in a command is read: by the ending that its name seems to have, else JSON.
    pub fn read_as(file: &Path) -> Self {
        let meant = || Self::meant_by(&file.file_name()?.to_string_lossy());
        Self::of(file).or_else(meant).unwrap_or_default()
    }

    /// The form that the name of a file seems to mean: its ending may be in capitals, may be `.markdown`, and may have the
    /// `.txt` after it that Windows adds and hides.
    pub fn meant_by(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".txt").unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        })
    }
}

//! An article between its source and its file.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::Loss;

/// An article as a reader found it in a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Where it is in the source.
    pub origin: Origin,
    /// The name that the source suggests for its file, such as `harbour-bell`, or the title if there is no other. It becomes
    /// a slug, and gets a number if another article has the same.
    pub name: String,
    /// Whether it is a page and no article: it is written to `pages/`.
    pub is_page: bool,
    /// The fields of docs/format.md that the source has, but for `body` and `notes`. Text is Text of the format, never HTML.
    /// A `lead` image has the address that it has in the source.
    pub fields: Map<String, Value>,
    /// What is below the headline.
    pub content: Content,
    /// The addresses at which it was online: absolute, or from the root of its server. Links to them become links to its
    /// file, and those on the host of the old site become `aliases`.
    pub addresses: Vec<String>,
    /// To what its relative addresses are relative.
    pub base: Base,
    /// What the reader could not take over.
    pub losses: Vec<Loss>,
}

/// Where an article is in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: PathBuf,
    /// The line at which it begins, from 1, if the file has several articles.
    pub line: Option<usize>,
    /// What identifies it in the file, from one export to the next, such as the number of a post. Empty if the file is a
    /// single article.
    pub id: String,
}

/// The content of an article.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// HTML, as [`html`](crate::html) reads it.
    Html(String),
    /// Blocks and footnotes of the format.
    Blocks {
        /// The `body`.
        body: Vec<Value>,
        /// The `notes`.
        notes: Vec<Value>,
    },
}

impl Default for Content {
    fn default() -> Self {
        Self::Html(String::new())
    }
}

/// To what relative addresses in a source are relative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// The address of the article on the old site, if it is known.
    pub url: Option<String>,
    /// The folder in which the file of the article is, if files lie beside it.
    pub folder: Option<PathBuf>,
    /// The folders in which a file with an address from the root, as `/images/a.jpg`, may be, such as `static/` of Hugo, or
    /// the folder beside an export into which a publisher has copied `wp-content/uploads/`.
    pub roots: Vec<PathBuf>,
    /// Files that the source contains, such as the images in a `.docx`: by the address that the content names.
    pub files: Vec<(String, Vec<u8>)>,
}

//! What Pandoc makes of a document with `pandoc --to json`: forty formats come over by it. Each file is an article.
//!
//! Its tree becomes HTML for the core, so that Pandoc's blocks get no second set of rules. All versions of the tree are read
//! that Pandoc wrote since 2015; what a later one adds keeps its words.

mod front;
mod inline;
mod raw;
mod table;
mod tree;
mod write;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use self::tree::Tree;
use self::write::Writer;
use super::draft::{Base, Origin};
use super::{Cause, Content, Draft, Loss, Reader, SourceError, source};

/// The largest file, in bytes. A book of 1,000 pages has 20 MB.
const MAX_SIZE: u64 = 48 << 20;

/// Documents to import.
#[derive(Debug)]
pub struct Pandoc {
    files: Vec<PathBuf>,
}

impl Pandoc {
    /// Documents to import.
    ///
    /// # Errors
    ///
    /// Fails if none of them can be opened. What is wrong with the others is said when they are read.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut outcomes = files.iter().map(|file| File::open(file).map_err(|error| (file, error)));
        if let Some(Err((file, error))) = outcomes.next()
            && outcomes.all(|outcome| outcome.is_err())
        {
            return Err(SourceError::Io(file.clone(), error));
        }
        Ok(Self { files: files.to_vec() })
    }
}

impl Reader for Pandoc {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        source::read_each(&self.files, take, read)
    }
}

/// Whether a file that begins like this is JSON of Pandoc.
pub fn is(start: &[u8], _file: &Path) -> bool {
    let text = decoded(start);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).take(64 << 10).collect();
    let is_old = text.starts_with("[{\"unMeta\":");
    let begins_with_blocks = text.starts_with("{\"blocks\":[{\"t\":\"") || text.starts_with("{\"blocks\":[{\"c\":");
    is_old || begins_with_blocks || (text.starts_with('{') && text.contains("\"pandoc-api-version\":["))
}

/// The characters of a file. The shells of Windows write UTF-16.
fn decoded(bytes: &[u8]) -> String {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    text.into_owned()
}

/// Reads a document.
fn read(file: &Path) -> Result<Draft, SourceError> {
    let failed = |error| SourceError::Io(file.to_owned(), error);
    let mut bytes = Vec::new();
    File::open(file).map_err(failed)?.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(unreadable(file, "it is larger than any article. Split it, and import the parts"));
    }
    draft(&bytes, file).map_err(|why| unreadable(file, why))
}

fn unreadable(file: &Path, why: &str) -> SourceError {
    SourceError::Unreadable(file.to_owned(), why.to_owned())
}

/// The article in the bytes of a file. The error says why there is none.
///
/// # Errors
///
/// Fails if it is no JSON of Pandoc.
pub fn draft(bytes: &[u8], file: &Path) -> Result<Draft, &'static str> {
    const OTHER: &str = "it is no JSON of Pandoc: make one with `pandoc --to json --output article.json DOCUMENT`";
    let text = decoded(bytes);
    let (root, mistake) = tree::parse(&text).ok_or(OTHER)?;
    let none = Tree::Null;
    let (meta, blocks) = match &root {
        // Before Pandoc 1.18.
        Tree::List(parts) => match parts.as_slice() {
            [meta, blocks, ..] if meta.get("unMeta").is_some() => (meta.get("unMeta").unwrap_or(&none), blocks),
            [meta] if meta.get("unMeta").is_some() => (meta.get("unMeta").unwrap_or(&none), &none),
            _ => return Err(OTHER),
        },
        root => {
            let (meta, blocks) = (root.get("meta"), root.get("blocks"));
            if blocks.is_none() && root.get("pandoc-api-version").is_none() {
                return Err(OTHER);
            }
            (meta.unwrap_or(&none), blocks.unwrap_or(&none))
        }
    };
    let mut writer = Writer::default();
    writer.losses.extend(mistake.map(|why| Loss::new(Cause::Broken, why)));
    let (mut fields, blocks, above) = front::read(meta, blocks.items(), &mut writer);
    let mut html = above;
    writer.blocks(blocks, &mut html);
    writer.finish(&mut html);
    let slug = fields.shift_remove("slug").and_then(|slug| slug.as_str().map(str::to_owned));
    Ok(Draft {
        origin: Origin { file: file.to_owned(), ..Origin::default() },
        name: slug.unwrap_or_else(|| file.file_stem().unwrap_or_default().to_string_lossy().into_owned()),
        fields,
        content: Content::Html(html),
        base: Base { folder: file.parent().map(Path::to_owned), ..Base::default() },
        losses: writer.losses,
        ..Draft::default()
    })
}

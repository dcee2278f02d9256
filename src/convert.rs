//! `broadsheet convert`: an article in its other form.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use fs_err as fs;

use crate::address::Base;
use crate::article::json::{self, Key, Node, Value, value_of};
use crate::article::read::{Read, Reader};
use crate::article::{self, Article, MAX_BYTES, ParseError, VERSION, decode};
use crate::file_system::{self, Unreadable};
use crate::markdown::{self, Mistake, Remark, RemarkKind, decode_markdown};
use crate::source::Form;

/// Why an article was not converted. No file was changed.
#[derive(Debug)]
pub enum ConvertError {
    /// The file can't be read.
    Unreadable(Unreadable),
    /// It has an error, and where.
    Parse(PathBuf, ParseError),
    /// The front matter or the YAML of a block has an error, at this line and column.
    Markdown(PathBuf, Mistake, usize, usize),
    /// It is not an article.
    NoArticle(PathBuf),
    /// It is in this form already.
    Same(PathBuf, Form),
    /// There is a file of the name that it would have.
    Taken(PathBuf),
    /// It has parts that the other form would not have.
    Lossy(PathBuf, usize),
    /// It can't be written.
    Unwritable(PathBuf, io::Error),
}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => write!(f, "{unreadable}"),
            Self::Parse(file, error) => write!(
                f,
                "{} can't be converted: {error}.\nWhat to do: correct it; `broadsheet check {0}` says how",
                file.display()
            ),
            Self::Markdown(file, Mistake { kind, .. }, line, column) => {
                let help = kind.help();
                write!(f, "{}:{line}:{column}: {kind}.\nWhat to do: {help}", file.display())
            }
            Self::NoArticle(file) => write!(
                f,
                "{} is no article, and only articles have two forms.\nWhat to do: name a file that has a headline and a \
                 body",
                file.display()
            ),
            Self::Same(file, form) => write!(
                f,
                "{} is {form} already.\nWhat to do: write `--as {}`",
                file.display(),
                if *form == Form::Markdown { "json" } else { "markdown" }
            ),
            Self::Taken(file) => write!(
                f,
                "there is a file {} already.\nWhat to do: move it away, or leave out --in-place",
                file.display()
            ),
            Self::Lossy(file, count) => write!(
                f,
                "{} has {count} parts that JSON has no place for, such as HTML.\nWhat to do: correct what `broadsheet check \
                 {0}` names, or leave out --in-place",
                file.display()
            ),
            Self::Unwritable(file, error) => write!(f, "can't write {}: {error}", file.display()),
        }
    }
}

impl error::Error for ConvertError {}

/// An article in its other form.
#[derive(Debug, PartialEq)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// The number of parts of the file that this form has no place for.
    pub lost: usize,
}

/// Converts an article.
pub fn convert(file: &Path, form: Form) -> Result<Converted, ConvertError> {
    let bytes = file_system::read_start(file, MAX_BYTES).map_err(ConvertError::Unreadable)?;
    if Form::read_as(file) == form {
        return Err(ConvertError::Same(file.to_owned(), form));
    }
    let (mut root, lost) = tree(file, &bytes)?;
    if article(&root).is_none() {
        return Err(ConvertError::NoArticle(file.to_owned()));
    }
    let text = match form {
        Form::Markdown => markdown::write(&root),
        Form::Json => {
            if let Value::Object(entries) = &mut root.value
                && value_of(entries, "version").is_none()
            {
                let version = Node { at: 0, value: Value::Number(VERSION.to_string()) };
                entries.insert(0, (Key { at: 0, name: "version".to_owned() }, version));
            }
            json::to_text(&root)
        }
    };
    Ok(Converted { text, lost })
}

/// Replaces an article by its other form, and returns the new file. The old one is removed only after the new one was read
/// as the same article.
pub fn convert_in_place(file: &Path, form: Form) -> Result<PathBuf, ConvertError> {
    let Converted { text, lost } = convert(file, form)?;
    if lost > 0 {
        return Err(ConvertError::Lossy(file.to_owned(), lost));
    }
    let new = file.with_extension(form.ending());
    if fs::symlink_metadata(&new).is_ok() {
        return Err(ConvertError::Taken(new));
    }
    let unwritable = |error| ConvertError::Unwritable(new.clone(), error);
    file_system::write(&new, text.as_bytes()).map_err(unwritable)?;
    let read = |file: &Path| {
        let bytes = file_system::read_start(file, MAX_BYTES).map_err(ConvertError::Unreadable)?;
        Ok::<_, ConvertError>(article(&tree(file, &bytes)?.0))
    };
    let is_same = read(&new).and_then(|new| Ok(new == read(file)?));
    if !matches!(is_same, Ok(true)) {
        fs::remove_file(&new).map_err(unwritable)?;
        is_same?;
        return Err(ConvertError::Lossy(file.to_owned(), 1));
    }
    fs::remove_file(file).map_err(unwritable)?;
    Ok(new)
}

/// The tree of a file in either form, and the number of parts that it does not have.
fn tree(file: &Path, bytes: &[u8]) -> Result<(Node, usize), ConvertError> {
    let unparsed = |error| ConvertError::Parse(file.to_owned(), error);
    if Form::read_as(file) != Form::Markdown {
        return decode(bytes).and_then(|text| json::parse(&text)).map(|root| (root, 0)).map_err(unparsed);
    }
    let text = decode_markdown(bytes).map_err(unparsed)?;
    let document = markdown::parse(&text).map_err(|mistake| {
        let (line, column) = article::json::position(&text, mistake.at);
        ConvertError::Markdown(file.to_owned(), mistake, line, column)
    })?;
    // What is read as text is the same text in JSON.
    let is_lost = |remark: &&Remark| !matches!(remark.kind, RemarkKind::Foreign(_));
    let lost = document.remarks.iter().filter(is_lost).count();
    Ok((document.root, lost))
}

fn article(root: &Node) -> Option<Article> {
    Article::read(root, &mut Reader::new(&Base::article_in_site("article")))
}

//! Why a Markdown file can't be read as an article.

use std::borrow::Cow;
use std::fmt;

use crate::article::json::{MAX_DEPTH, MAX_STRING, position};
use crate::article::{MAX_BYTES, ParseError};

/// A mistake in the front matter or in the YAML of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// The byte offset in the text.
    pub at: usize,
    /// What is wrong there.
    pub kind: MistakeKind,
}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq)]
pub enum MistakeKind {
    /// The front matter has no last line.
    Unclosed(&'static str),
    /// The front matter begins with another line than the one that this has.
    Fence(String, &'static str),
    /// The front matter has no first line.
    NoFence(&'static str),
    /// A comment, or another part of HTML that is not for readers, has no end.
    Endless(&'static str),
    /// A fenced block with fields has no last line.
    OpenBlock,
    /// Something follows the braces of a fenced block, or they have no end.
    Braces,
    /// A fenced block seems to be code in this language.
    Code(String),
    /// It is not a list of keys and values.
    NotFields,
    /// A key is not a word, but a list, an object or nothing.
    Key,
    /// A tab indents a line.
    Tab,
    /// An anchor or an alias (`&name`, `*name`).
    Alias,
    /// A merge key (`<<`).
    Merge,
    /// A tag (`!name`).
    Tag,
    /// A quotation mark at the beginning of a text, which does not end it where it should.
    Quotes(char),
    /// A text begins with a sign of YAML.
    Sign(char),
    /// A tag of a template (`{{ name }}`).
    Template,
    /// There are two YAML documents.
    TwoDocuments,
    /// It is not YAML. The message is the parser's.
    Yaml(String),
    /// It is not TOML. The message is the parser's.
    Toml(String),
    /// It is nested deeper than JSON may be.
    Nesting,
    /// A string is longer than one in JSON may be.
    LongString,
    /// The article would be a JSON file of more than [`MAX_BYTES`] bytes, which readers' browsers refuse.
    TooLarge,
}

impl Mistake {
    /// The error that the same mistake would be in JSON.
    pub fn as_parse_error(&self, text: &str) -> ParseError {
        let (line, column) = position(text, self.at);
        match self.kind {
            MistakeKind::Unclosed(_) | MistakeKind::Endless(_) | MistakeKind::OpenBlock => ParseError::Truncated,
            MistakeKind::Nesting => ParseError::Nesting,
            MistakeKind::LongString => ParseError::LongString { line },
            MistakeKind::TooLarge => ParseError::TooLarge,
            _ => ParseError::Syntax { line, column },
        }
    }
}

impl fmt::Display for MistakeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed(line) => write!(f, "the front matter begins here, and no line {line} ends it"),
            Self::Fence(line, _) => write!(f, "the front matter seems to begin here, but not with {line}"),
            Self::NoFence(line) => write!(f, "this seems to be front matter, but no line {line} is above it"),
            Self::Endless(what) => write!(f, "this {what} begins here, and never ends"),
            Self::OpenBlock => f.write_str("this block begins here, and no line of the same signs ends it"),
            Self::Braces => f.write_str("after the ``` of a block there is its type in braces, and nothing else"),
            Self::Code(language) => write!(f, "there is no block of type \"{language}\", and these are not fields"),
            Self::NotFields => f.write_str("these are not keys with values"),
            Self::Key => f.write_str("a key must be a word"),
            Self::Tab => f.write_str("there is a tab here, where YAML allows only spaces"),
            Self::Alias => f.write_str("anchors and aliases of YAML are not read"),
            Self::Merge => f.write_str("merge keys of YAML are not read"),
            Self::Tag => f.write_str("tags of YAML are not read"),
            Self::Quotes('\'' | '"') => f.write_str("the quotation marks of this text end before its end"),
            Self::Quotes(sign) => write!(f, "{sign} is no quotation mark of YAML"),
            Self::Sign(sign) => write!(f, "{sign} at the beginning of a text is a sign of YAML"),
            Self::Template => f.write_str("{{ … }} is a tag of a template, and nothing fills it in"),
            Self::TwoDocuments => f.write_str("a second YAML document begins here"),
            Self::Yaml(error) => write!(f, "this is not YAML: {error}"),
            Self::Toml(error) => write!(f, "this is not TOML: {error}"),
            Self::Nesting => write!(f, "this is nested deeper than {MAX_DEPTH} levels"),
            Self::TooLarge => write!(f, "as JSON, this article has over {MAX_BYTES} bytes, and browsers read no more"),
            Self::LongString => write!(f, "this text is longer than {MAX_STRING} bytes"),
        }
    }
}

impl MistakeKind {
    /// What to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        match self {
            Self::Code(language) => format!("write code as ```{language}, without the braces").into(),
            Self::Fence(_, line) => {
                format!("write {line} alone in the first line, and in the line after the last key").into()
            }
            Self::NoFence(line) => format!("write a line {line} above the first key, and one below the last").into(),
            kind => kind.fixed_help().into(),
        }
    }

    fn fixed_help(&self) -> &'static str {
        match self {
            Self::OpenBlock => "write a line ``` after the last field",
            Self::Braces => "write the type alone, as in ```{quote}, and the fields in the lines below",
            Self::Code(_) => "write code without the braces",
            Self::Fence(..) | Self::NoFence(_) => "write a line --- above the first key, and one below the last",
            Self::Unclosed("+++") => "write a line +++ after the last key",
            Self::Unclosed(_) => {
                "write a line --- after the last key; a break at the beginning of a text is written ***"
            }
            Self::Endless("comment") => {
                "write --> at its end; if it begins within other HTML, no line in it may be empty"
            }
            Self::Endless("processing instruction") => "write ?> at its end, or remove it",
            Self::Endless("CDATA section") => "write ]]> at its end, or remove it",
            Self::Endless("declaration") => "write > at its end, or remove it; a < in a text is written \\<",
            Self::Endless(_) => {
                "remove it, or write the tag that ends it; if it begins within other HTML, no line in it may be empty"
            }
            Self::NotFields => "write a key, a colon and a space before each value, as in headline: The bell",
            Self::Key => "write the key before the colon, in quotation marks if it has signs of YAML",
            Self::Tab => "replace the tab by spaces",
            Self::Alias => "write the value out; a text that begins with & or * goes into quotation marks",
            Self::Merge => "write the keys out",
            Self::Tag => "remove the tag; a text that begins with ! goes into quotation marks",
            Self::Quotes('\'') => "write '' for an apostrophe within the text, or put the whole text between \" and \"",
            Self::Quotes('"') => {
                "write \\\" for a quotation mark within the text, and put the whole text between \" and \""
            }
            Self::Quotes(_) => "put the whole text between straight quotation marks: \"…\"",
            Self::Sign(_) => "put the whole text between quotation marks: \"…\"",
            Self::Template => "write what it stands for, or put the whole text between quotation marks",
            Self::TwoDocuments => "remove this line; dashes in a text go into quotation marks",
            Self::Yaml(_) => {
                "put a text with signs of YAML into quotation marks, such as one with a colon and a space in it, and \
                 indent all keys of an object alike"
            }
            Self::Toml(_) => "put texts and dates into quotation marks, and write = between key and value",
            Self::Nesting => "nest fewer lists and blocks",
            Self::LongString => "split the text into paragraphs",
            Self::TooLarge => "split it into several articles, or remove what is not text",
        }
    }
}

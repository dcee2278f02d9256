//! The content model: the type of an article and its parts, and how they are read from JSON.
//!
//! This module depends neither on Leptos nor on the page. A wrong field never makes the whole article fail: see
//! [`read`].

pub mod block;
pub mod corrections;
pub mod date;
mod direction;
pub mod image;
pub mod json;
pub mod language;
mod link;
pub mod named;
pub mod notes;
pub mod people;
pub mod player;
#[cfg(not(target_arch = "wasm32"))]
pub mod profile;
#[cfg(not(target_arch = "wasm32"))]
pub mod publishing;
pub mod read;
pub mod related;
pub mod rights;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod schema;
#[cfg(not(target_arch = "wasm32"))]
pub mod series;
pub mod tags;
pub mod text;
pub mod translations;
pub(crate) mod write;

use std::fmt;

use crate::address::{Base, Link};
use block::Block;
use corrections::Correction;
pub use date::{Date, Day};
pub use direction::{Direction, RIGHT_TO_LEFT};
use json::{Node, Value};
use language::Language;
use notes::Note;
use people::{Author, Sponsor};
#[cfg(not(target_arch = "wasm32"))]
use publishing::Publishing;
use read::{Expected, Problem, ProblemKind, Read, Reader};
use related::Related;
use rights::Rights;
#[cfg(not(target_arch = "wasm32"))]
use schema::{WholeLink, Word, required};
use serde::Serialize;
use tags::Tag;
use text::Text;
use translations::Translation;

/// The version of the format that this crate reads.
pub const VERSION: u32 = 1;

/// The size of the largest file that the reader accepts, in bytes.
pub const MAX_BYTES: usize = 5_000_000;

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(Default, schemars::JsonSchema),
    schemars(transform = required(&["headline", "body"]))
)]
pub struct Article {
    /// The language of the article (BCP 47), such as `en` or `pt-BR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: Option<String>,
    /// The direction of the text. The direction of the language is used if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// The section that the article belongs to, shown above the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<Tag>,
    /// The headline. An article without one is shown with a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text>,
    /// One sentence below the headline that says why the article matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Text>,
    /// The people who wrote or illustrated the article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["A. Writer"]])))]
    pub authors: Vec<Author>,
    /// The byline, shown instead of the one made from `authors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<Text>,
    /// The day or the moment of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The day or the moment of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// The time zone (IANA) in which times are shown. Each time is shown with its own UTC offset if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub time_zone: Option<String>,
    /// The image, video or embed above the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Lead", extend("examples" = [
        { "type": "image", "src": "../images/name.jpg", "width": 1200, "height": 800, "alt": "…" }
    ])))]
    pub lead: Option<Block>,
    /// The paragraphs and other blocks of the article. An article without a body is shown with a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["A paragraph.", "Another."]])))]
    pub body: Option<Vec<Block>>,
    /// The sponsors of the article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "kind": "funded", "name": "…" }]])))]
    pub sponsors: Vec<Sponsor>,
    /// The changes made after publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "date": "2024-10-05", "kind": "correction", "text": "…" }]
    ])))]
    pub corrections: Vec<Correction>,
    /// Footnotes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "id": "1", "text": "…" }]])))]
    pub notes: Vec<Note>,
    /// Other articles that are recommended to the reader.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "headline": "…", "href": "name-of-its-file.json" }]
    ])))]
    pub related: Vec<Related>,
    /// The topics of the article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["Harbours"]])))]
    pub tags: Vec<Tag>,
    /// The copyright holder and the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "holder": "…" }])))]
    pub rights: Option<Rights>,
    /// The same article in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "lang": "de", "href": "https://…" }]])))]
    pub translations: Vec<Translation>,
    /// The absolute address of the original, for search engines and embeds, if it was first published elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "WholeLink"))]
    pub canonical: Option<Link>,
    /// How it is published.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(flatten)]
    pub publishing: Publishing,
}

/// Why a file could not be read as an article.
#[derive(Clone, Debug, PartialEq)]
pub enum ParseError {
    /// The file is empty, or contains only white space.
    Empty,
    /// The file is a web page (HTML), not JSON.
    WebPage,
    /// The JSON ends before it is complete.
    Truncated,
    /// The text is not valid JSON from this position on.
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
    },
    /// The bytes are neither UTF-8 nor UTF-16.
    Encoding,
    /// Brackets are nested deeper than [`json::MAX_DEPTH`].
    Nesting,
    /// A string is longer than [`json::MAX_STRING`].
    LongString {
        /// The line of the string, counted from 1.
        line: usize,
    },
    /// The file has more than [`MAX_BYTES`] bytes.
    TooLarge,
    /// The file is JSON, but not an article.
    Shape(Box<Problem>),
}

impl ParseError {
    /// Makes [`ParseError::Shape`] from the last problem that the reader noted.
    pub(crate) fn shape(problem: Option<Problem>) -> Self {
        Self::Shape(Box::new(problem.unwrap_or(Problem {
            path: read::Path::default(),
            at: 0,
            kind: ProblemKind::Expected(Expected::Object),
        })))
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::WebPage => f.write_str("a web page stands where the JSON should"),
            Self::Truncated => f.write_str("the file ends too soon"),
            Self::Syntax { line, column } => write!(f, "not JSON at line {line}, column {column}"),
            Self::Encoding => f.write_str("neither UTF-8 nor UTF-16"),
            Self::Nesting => write!(f, "nested deeper than {} levels", json::MAX_DEPTH),
            Self::LongString { line } => write!(f, "a string of over {} bytes at line {line}", json::MAX_STRING),
            Self::TooLarge => write!(f, "over {MAX_BYTES} bytes"),
            Self::Shape(problem) => problem.fmt(f),
        }
    }
}

impl Article {
    /// Reads an article from the bytes of a file whose address is `base`. Returns the article and its problems.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not an article at all. A wrong field is no error: it is left out, and noted as a problem.
    ///
    /// ```
    /// use broadsheet::address::Base;
    /// use broadsheet::article::{Article, ParseError};
    ///
    /// let base = Base::article("https://example.org/", "bell");
    /// let json = br#"{ "headline": "The bell", "body": ["It rang."], "published": "yesterday" }"#;
    /// let (article, problems) = Article::from_json(json, &base)?;
    /// assert_eq!(article.headline.unwrap().words(), "The bell");
    /// assert_eq!(article.published, None);
    /// assert_eq!(
    ///     problems[0].to_string(),
    ///     "published: expected a date, as 2013-03-27 or 2013-03-27T09:30:00+09:00; left out"
    /// );
    /// assert_eq!(Article::from_json(b"", &base).unwrap_err(), ParseError::Empty);
    /// # Ok::<(), ParseError>(())
    /// ```
    pub fn from_json(bytes: &[u8], base: &Base) -> Result<(Self, Vec<Problem>), ParseError> {
        from_json(bytes, base)
    }

    /// The day of publication in the time zone of the article.
    pub fn published_day(&self) -> Option<Day> {
        Some(self.published.as_ref()?.day_in(self.time_zone.as_deref()))
    }

    /// The date of the last change. A date before publication is a mistake, so it is ignored.
    pub fn changed(&self) -> Option<&Date> {
        let is_before = |updated: &Date| {
            self.published.as_ref().is_some_and(|published| updated.is_before(published, self.time_zone.as_deref()))
        };
        self.updated.as_ref().filter(|updated| !is_before(updated))
    }

    /// Writes the article as JSON from which [`Article::from_json`] reads an equal article. Addresses are absolute.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_json(&self) -> String {
        write::to_json(self)
    }
}

/// Reads an article or a site: see [`Article::from_json`].
pub(crate) fn from_json<T: Read>(bytes: &[u8], base: &Base) -> Result<(T, Vec<Problem>), ParseError> {
    let mut document = None;
    let mut problems = read_json(bytes, base, &mut |node, reader| document = T::read(node, reader))?;
    match document {
        Some(document) => Ok((document, problems)),
        None => Err(ParseError::shape(problems.pop())),
    }
}

/// Parses a document, calls `read` with it, and returns the problems. It is separate from [`from_json`] so that it is
/// compiled once, and not once for each type.
fn read_json(bytes: &[u8], base: &Base, read: &mut dyn FnMut(&Node, &mut Reader)) -> Result<Vec<Problem>, ParseError> {
    let node = json::parse(&decode(bytes)?)?;
    let mut reader = Reader::new(base);
    read(&node, &mut reader);
    Ok(reader.problems)
}

/// Decodes bytes to text: UTF-8 with or without a byte order mark, or UTF-16 (which some Windows editors write).
pub fn decode(bytes: &[u8]) -> Result<String, ParseError> {
    if bytes.len() > MAX_BYTES {
        return Err(ParseError::TooLarge);
    }
    type Unit = fn([u8; 2]) -> u16;
    let (bytes, utf16): (_, Option<Unit>) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, None),
        [0xFF, 0xFE, rest @ ..] => (rest, Some(u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => (rest, Some(u16::from_be_bytes)),
        // UTF-16 without a byte order mark: JSON begins with an ASCII character, so the side of its zero byte tells the
        // order.
        [1..=0xFF, 0, ..] => (bytes, Some(u16::from_le_bytes)),
        [0, 1..=0xFF, ..] => (bytes, Some(u16::from_be_bytes)),
        _ => (bytes, None),
    };
    let text = match utf16 {
        Some(unit) => char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])))
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        None => std::str::from_utf8(bytes).map_err(|_| ParseError::Encoding)?.to_owned(),
    };
    if text.trim_start().starts_with('<') {
        return Err(ParseError::WebPage);
    }
    Ok(text)
}

impl Read for Article {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let at = fields.at;
        if fields.optional("version", reader).is_some_and(|version: u32| version != VERSION) {
            reader.note(at, ProblemKind::Expected(Expected::Version));
            return None;
        }
        let article = Self {
            lang: fields.optional("lang", reader).map(|Language(tag)| tag),
            dir: fields.optional("dir", reader),
            kicker: fields.optional("kicker", reader),
            headline: fields.required("headline", reader),
            standfirst: fields.optional("standfirst", reader),
            authors: fields.list("authors", reader),
            byline: fields.optional("byline", reader),
            published: fields.optional("published", reader),
            updated: fields.optional("updated", reader),
            time_zone: fields.optional("timeZone", reader),
            lead: fields.optional("lead", reader).map(|Lead(block)| block),
            body: fields.required("body", reader),
            sponsors: fields.list("sponsors", reader),
            corrections: fields.list("corrections", reader),
            notes: fields.list("notes", reader),
            related: fields.list("related", reader),
            tags: fields.list("tags", reader),
            rights: fields.optional("rights", reader),
            translations: fields.list("translations", reader),
            canonical: fields.optional("canonical", reader),
            #[cfg(not(target_arch = "wasm32"))]
            publishing: Publishing::take(&mut fields, reader),
        };
        fields.finish(&["$schema"], reader);
        // An article without a headline or without a body is shown with a notice. Without both, it is not an article.
        (article.headline.is_some() || article.body.is_some()).then_some(article)
    }
}

/// A block that is allowed above the body.
struct Lead(Block);

impl Read for Lead {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let block = matches!(node.value, Value::Object(_)).then(|| Block::read(node, reader));
        let lead = block.flatten().filter(|block| matches!(block, Block::Image(_) | Block::Video(_) | Block::Embed(_)));
        lead.map(Self).or_else(|| reader.expected(node.at, Expected::Lead))
    }
}

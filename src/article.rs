//! The content model: what an article is, and how it is read from JSON.
//!
//! Knows neither Leptos nor the page. Reading never gives up on an article for the sake of one field: see [`read`].

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
pub mod read;
pub mod related;
pub mod rights;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod schema;
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

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 5_000_000;

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["headline", "body"])))]
pub struct Article {
    /// The language (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: Option<String>,
    /// The direction of the script, if the language does not tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// The section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<Tag>,
    /// The headline. An article without one is shown with a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text>,
    /// One sentence that says why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Text>,
    /// Who made it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["A. Writer"]])))]
    pub authors: Vec<Author>,
    /// The line that names them, in place of the one made from `authors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<Text>,
    /// When it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// The time zone (IANA) in which moments are shown; that of the moment itself if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub time_zone: Option<String>,
    /// What stands above the body: an image, a video or an embed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Lead", extend("examples" = [
        { "type": "image", "src": "../images/name.jpg", "width": 1200, "height": 800, "alt": "…" }
    ])))]
    pub lead: Option<Block>,
    /// The article itself, block by block. An article without one is shown with a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["A paragraph.", "Another."]])))]
    pub body: Option<Vec<Block>>,
    /// Who paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "kind": "funded", "name": "…" }]])))]
    pub sponsors: Vec<Sponsor>,
    /// What was changed after publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "date": "2024-10-05", "kind": "correction", "text": "…" }]
    ])))]
    pub corrections: Vec<Correction>,
    /// Footnotes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "id": "1", "text": "…" }]])))]
    pub notes: Vec<Note>,
    /// Further reading.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "headline": "…", "href": "name-of-its-file.json" }]
    ])))]
    pub related: Vec<Related>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["Harbours"]])))]
    pub tags: Vec<Tag>,
    /// Who owns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "holder": "…" }])))]
    pub rights: Option<Rights>,
    /// The same article in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "lang": "de", "href": "https://…" }]])))]
    pub translations: Vec<Translation>,
    /// Its home, for search engines and for those who embed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "WholeLink"))]
    pub canonical: Option<Link>,
}

/// Why bytes are not an article.
#[derive(Clone, Debug, PartialEq)]
pub enum ParseError {
    /// There is nothing, or only white space.
    Empty,
    /// A web page stands where the JSON should.
    WebPage,
    /// The text ends too soon.
    Truncated,
    /// The text is not JSON, from here (both from 1).
    Syntax {
        /// The line.
        line: usize,
        /// The character in it.
        column: usize,
    },
    /// The bytes are neither UTF-8 nor UTF-16.
    Encoding,
    /// Brackets are nested deeper than [`json::MAX_DEPTH`].
    Nesting,
    /// A string is longer than [`json::MAX_STRING`].
    LongString {
        /// The line it is in, from 1.
        line: usize,
    },
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// JSON, but not an article.
    Shape(Box<Problem>),
}

impl ParseError {
    /// Of what is no document, by the last that was wrong in it.
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
    /// Reads an article from the bytes of a file whose address is `base`. With it comes what was wrong in it.
    ///
    /// # Errors
    ///
    /// For what is no article at all. A field that is wrong is left out, and the rest goes on.
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

    /// The day on which it came out, as readers see it.
    pub fn published_day(&self) -> Option<Day> {
        Some(self.published.as_ref()?.day_in(self.time_zone.as_deref()))
    }

    /// When it was last changed. A date before publication is a mistake, and counts as none.
    pub fn changed(&self) -> Option<&Date> {
        let is_before = |updated: &Date| {
            self.published.as_ref().is_some_and(|published| updated.is_before(published, self.time_zone.as_deref()))
        };
        self.updated.as_ref().filter(|updated| !is_before(updated))
    }

    /// Writes an article: [`Article::from_json`] reads it as the same again. Addresses are absolute, and what the
    /// reader left out is not there.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_json(&self) -> String {
        write::to_json(self)
    }
}

/// Reads any document of the format: see [`Article::from_json`].
pub(crate) fn from_json<T: Read>(bytes: &[u8], base: &Base) -> Result<(T, Vec<Problem>), ParseError> {
    let mut document = None;
    let mut problems = read_json(bytes, base, &mut |node, reader| document = T::read(node, reader))?;
    match document {
        Some(document) => Ok((document, problems)),
        None => Err(ParseError::shape(problems.pop())),
    }
}

/// Parses a document and has its type read it; returns what was wrong. It is apart from [`from_json`] so that it is
/// compiled once, and not for each type.
fn read_json(bytes: &[u8], base: &Base, read: &mut dyn FnMut(&Node, &mut Reader)) -> Result<Vec<Problem>, ParseError> {
    let node = json::parse(&decode(bytes)?)?;
    let mut reader = Reader::new(base);
    read(&node, &mut reader);
    Ok(reader.problems)
}

/// Bytes to text: UTF-8 with or without a byte order mark, or UTF-16 (as some Windows editors save).
pub fn decode(bytes: &[u8]) -> Result<String, ParseError> {
    if bytes.len() > MAX_BYTES {
        return Err(ParseError::TooLarge);
    }
    type Unit = fn([u8; 2]) -> u16;
    let (bytes, utf16): (_, Option<Unit>) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, None),
        [0xFF, 0xFE, rest @ ..] => (rest, Some(u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => (rest, Some(u16::from_be_bytes)),
        // No mark, but JSON begins with an ASCII character: on which side of it a zero is tells the byte order.
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
        };
        fields.finish(&["$schema"], reader);
        // Half an article is shown with a notice; something without either half is not an article.
        (article.headline.is_some() || article.body.is_some()).then_some(article)
    }
}

/// What may stand above the body.
struct Lead(Block);

impl Read for Lead {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let block = matches!(node.value, Value::Object(_)).then(|| Block::read(node, reader));
        let lead = block.flatten().filter(|block| matches!(block, Block::Image(_) | Block::Video(_) | Block::Embed(_)));
        lead.map(Self).or_else(|| reader.expected(node.at, Expected::Lead))
    }
}

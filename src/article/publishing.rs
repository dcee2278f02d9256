//! How an article is published. Only `broadsheet publish` needs this, so the browser does not read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Date;
use super::json::{Node, Value};
use super::read::{Expected, Fields, Read, Reader, object, whole};
use super::schema::{MomentText, Word, or_string};
use super::text::is_blank;

/// How an article is published.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Publishing {
    /// Whether this is a draft, which is not published.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The moment before which the article is not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MomentText")]
    pub embargo: Option<Date>,
    /// Whether the article is in lists, feeds and sitemaps. Its page is there in any case.
    #[serde(skip_serializing_if = "Clone::clone")]
    pub listed: bool,
    /// Whether search engines are asked to leave the page out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub noindex: bool,
    /// Whether the article comes first in the lists of its section and its topics.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// The series that the article is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "name": "…", "part": 1 }]))]
    pub series: Option<SeriesPart>,
    /// Earlier addresses of the page, as paths from the root of the site. They lead to the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Word>", extend("examples" = [["/2023/05/old-name/"]]))]
    pub aliases: Vec<String>,
    /// The description of the article in search results and previews. The standfirst is used if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Headlines for other places than the page.
    #[serde(skip_serializing_if = "Titles::is_blank")]
    #[schemars(extend("examples" = [{ "search": "…" }]))]
    pub titles: Titles,
}

/// Headlines for other places than the page. The headline is used where one is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Titles {
    /// For search results and browser windows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// For previews in social networks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social: Option<String>,
}

/// The series that an article is a part of. In JSON its name, or `{name, part}`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(remote = "Self")]
#[schemars(transform = or_string)]
pub struct SeriesPart {
    /// The name of the series.
    pub name: String,
    /// The number of the part, from 1. Parts without a number are in the order of their dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
}

impl Default for Publishing {
    fn default() -> Self {
        Self {
            draft: false,
            embargo: None,
            listed: true,
            noindex: false,
            pinned: false,
            series: None,
            aliases: Vec::new(),
            description: None,
            titles: Titles::default(),
        }
    }
}

impl Publishing {
    /// Takes the fields from those of an article.
    pub(super) fn take(fields: &mut Fields, reader: &mut Reader) -> Self {
        Self {
            draft: fields.flag("draft", reader),
            embargo: fields.optional("embargo", reader).map(|Moment(date)| date),
            listed: fields.optional("listed", reader).unwrap_or(true),
            noindex: fields.flag("noindex", reader),
            pinned: fields.flag("pinned", reader),
            series: fields.optional("series", reader),
            aliases: fields.list("aliases", reader),
            description: fields.optional("description", reader).filter(|text: &String| !is_blank(text)),
            titles: fields.optional("titles", reader).unwrap_or_default(),
        }
    }
}

impl Read for SeriesPart {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return String::read(node, reader).map(|name| Self { name, part: None });
        }
        let mut fields = reader.fields(node)?;
        let name = fields.required("name", reader);
        let part = fields.optional("part", reader).map(|Part(number)| number);
        fields.finish(&[], reader);
        Some(Self { name: name?, part })
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.name)
    }
}

/// The number of a part, from 1 to 9999.
struct Part(u32);

impl Read for Part {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let number = match &node.value {
            Value::Number(text) | Value::Text(text) => whole(text).filter(|number| (1..10_000).contains(number)),
            _ => None,
        };
        number.map(Self).or_else(|| reader.expected(node.at, Expected::Part))
    }
}

/// A date with a time.
struct Moment(Date);

impl Read for Moment {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let date = String::read(node, reader).as_deref().and_then(Date::parse).filter(|date| date.time.is_some());
        date.map(Self).or_else(|| reader.expected(node.at, Expected::Moment))
    }
}

impl Read for Titles {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { search: optional, social: optional })
    }

    fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

//! Writes the types of the format as JSON, from which [`super::read`] reads equal values.
//!
//! Most types derive [`Serialize`]. This module has the types with a short form or a special form in JSON. On these,
//! `#[serde(remote = "Self")]` makes serde derive an inherent function, so that the trait can be implemented here.

use serde::{Serialize, Serializer};

use super::Date;
use super::block::{Block, Item};
use super::image::{Origin, Size};
use super::people::Author;
#[cfg(not(target_arch = "wasm32"))]
use super::publishing::SeriesPart;
use super::tags::Tag;
use super::text::{Span, Text};

/// A complete document: the schema and the version of the format, then the content.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Document<'a, T> {
    /// The address of the JSON Schema for this file, for completion and validation in editors.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "super::schema::Word")]
    pub schema: Option<&'a str>,
    /// The version of the format.
    pub version: u32,
    /// The article or the site.
    #[serde(flatten)]
    pub content: &'a T,
}

/// Writes a document as indented JSON, without empty fields.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn to_json<T: Serialize>(content: &T) -> String {
    let document = Document { schema: None, version: super::VERSION, content };
    // This can't fail: writing to memory only fails for maps whose keys are not text, and the format has no maps.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [span] if span.is_plain() => span.serialize(serializer),
            // A single span keeps its brackets. Without them, it would be read as a block or as an item of a list.
            spans => serializer.collect_seq(spans),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() { serializer.serialize_str(&self.text) } else { Self::serialize(self, serializer) }
    }
}

impl Span {
    fn is_plain(&self) -> bool {
        matches!(self, Self { text: _, href: None, em: false, strong: false, code: false, lang: None, note: None })
    }
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { text, href: None } => serializer.serialize_str(text),
            _ => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Author {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { name, href: None, role: None, image: None } => serializer.serialize_str(name),
            _ => Self::serialize(self, serializer),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Serialize for SeriesPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { name, part: None } => serializer.serialize_str(name),
            _ => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { text: Some(text), href: None } => serializer.serialize_str(text),
            _ => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { text, list: None } => text.serialize(serializer),
            _ => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Paragraph(text) => text.serialize(serializer),
            _ => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.datetime())
    }
}

/// Writes the fallback of a block that this version does not know.
pub(super) fn fallback<S: Serializer>(fallback: &Option<Text>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Fallback<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        fallback: &'a Option<Text>,
    }
    Fallback { fallback }.serialize(serializer)
}

/// Writes a size as an aspect ratio, such as `16:9`.
pub(super) fn aspect<S: Serializer>(aspect: &Option<Size>, serializer: S) -> Result<S::Ok, S::Error> {
    aspect.map(|Size { width, height }| format!("{width}:{height}")).serialize(serializer)
}

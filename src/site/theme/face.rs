//! Font files of the site.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::font::Family;
use crate::address::Source;
use crate::article::json::{Node, Value};
use crate::article::read::{Expected, Read, Reader};
use crate::article::schema::inline_schema;
use crate::site::own_file;

/// A font file, and for which text it is.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Face {
    /// The name of its family, as `text` and `ui` name it.
    pub family: Family,
    /// The address of the file, relative to `site.json`. It has to be a file of the site.
    pub src: Source,
    /// The weight of its letters: 400 if absent. A range, such as `100 900`, is for a variable font.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// Whether its letters are upright or slanted; upright if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<FontStyle>,
}

/// A weight, or a range of weights, from 1 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight(u16, u16);

/// The style of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FontStyle {
    /// Upright.
    Normal,
    /// Italic.
    Italic,
    /// Slanted upright letters.
    Oblique,
}

/// The address of a font file of the site.
struct FontFile(Source);

impl Read for FontFile {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        own_file(node, reader, Expected::FontFile, |path| FontFormat::of(path).is_some()).map(Self)
    }
}

/// The formats of font files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontFormat {
    /// The ending of its files.
    pub ending: &'static str,
    /// Its name in CSS.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The bytes that its files may begin with.
    signatures: &'static [&'static [u8]],
}

/// The formats that browsers read, the smallest first.
pub const FORMATS: [FontFormat; 4] = [
    FontFormat { ending: "woff2", name: "woff2", media_type: "font/woff2", signatures: &[b"wOF2"] },
    FontFormat { ending: "woff", name: "woff", media_type: "font/woff", signatures: &[b"wOFF"] },
    FontFormat { ending: "ttf", name: "truetype", media_type: "font/ttf", signatures: &[b"\0\x01\0\0", b"true"] },
    FontFormat { ending: "otf", name: "opentype", media_type: "font/otf", signatures: &[b"OTTO", b"\0\x01\0\0"] },
];

impl FontFormat {
    /// The format of a file, by the ending of its path.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let (_, ending) = path.rsplit_once('.')?;
        FORMATS.into_iter().find(|format| format.ending.eq_ignore_ascii_case(ending))
    }

    /// Whether a file with this beginning is in this format.
    pub fn begins(self, bytes: &[u8]) -> bool {
        self.signatures.iter().any(|signature| bytes.starts_with(signature))
    }
}

impl Face {
    /// The format of the file.
    pub fn format(&self) -> FontFormat {
        // The reader refuses a file with another ending.
        FontFormat::of(&self.src.src()).unwrap_or(FORMATS[0])
    }
}

impl FontStyle {
    /// Its name, in JSON and in CSS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Italic => "italic",
            Self::Oblique => "oblique",
        }
    }
}

/// Displays the weight as CSS writes it.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(from, to) = self;
        if from == to { write!(f, "{from}") } else { write!(f, "{from} {to}") }
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 == self.1 { serializer.serialize_u16(self.0) } else { serializer.collect_str(self) }
    }
}

impl Read for Face {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let family = fields.required("family", reader);
        let src = fields.required("src", reader).map(|FontFile(src)| src);
        let weight = fields.optional("weight", reader);
        let style = fields.optional("style", reader);
        fields.finish(&[], reader);
        Some(Self { family: family?, src: src?, weight, style })
    }
}

impl Read for Weight {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let weight = |text: &str| text.parse().ok().filter(|weight| (1..=1000).contains(weight));
        let (Value::Text(text) | Value::Number(text)) = &node.value else {
            return reader.expected(node.at, Expected::Weight);
        };
        let weights: Option<Vec<u16>> = text.split_ascii_whitespace().map(weight).collect();
        match weights.as_deref() {
            Some([weight]) => Some(Self(*weight, *weight)),
            Some([from, to]) if from <= to => Some(Self(*from, *to)),
            _ => reader.expected(node.at, Expected::Weight),
        }
    }
}

impl Read for FontStyle {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let style = |text: &str| match text {
            "normal" => Some(Self::Normal),
            "italic" => Some(Self::Italic),
            "oblique" => Some(Self::Oblique),
            _ => None,
        };
        match &node.value {
            Value::Text(text) => style(text.trim()),
            _ => None,
        }
        .or_else(|| reader.expected(node.at, Expected::FontStyle))
    }
}

inline_schema!(Weight, {
    "anyOf": [
        { "type": "integer", "maximum": 1000 },
        { "type": "string", "pattern": "^\\s*[0-9]{1,4}(\\s+[0-9]{1,4})?\\s*$" }
    ]
});

//! What stands around a story: tags, corrections, footnotes, further reading, rights, translations.

use serde::Serialize;

use super::Date;
use super::json::{Node, Value};
use super::language::Language;
use super::link::{Link, Source};
use super::named::Named;
use super::read::{Read, Reader, object, whole};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{or_string, required};
use super::text::{Text, is_blank};

/// A word that leads somewhere: a kicker or a tag. In JSON a string, or `{text, href?}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = or_string))]
pub struct Tag {
    /// The word.
    pub text: String,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

/// What was changed after publication.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["date"])))]
pub struct Correction {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// How grave.
    pub kind: CorrectionKind,
    /// What.
    pub text: Text,
}

/// How grave a [`Correction`] is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something was misleading.
    Clarification,
    /// Something is new.
    Update,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Note {
    /// By which a span's `note` points at it.
    pub id: String,
    /// What it says.
    pub text: Text,
}

/// Another story.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Related {
    /// Its headline.
    pub headline: String,
    /// Its page.
    pub href: Link,
    /// Its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Source>,
}

/// Who owns a story, and what may be done with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Rights {
    /// The owner.
    pub holder: String,
    /// Since when; the year of publication if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("type" = ["string", "integer"])))]
    pub year: Option<String>,
    /// What may be done with it, as "CC BY 4.0", and the text that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<Named>,
}

/// The same story in another language.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Translation {
    /// Its language (BCP 47).
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: String,
    /// Its page.
    pub href: Link,
}

impl Read for Tag {
    const EXPECTED: &'static str = "text, or an object with \"text\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return String::read(node, reader).map(|text| Self { text, href: None });
        }
        object!(node, reader, &[], Self { text: required, href: optional })
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.text)
    }
}

impl Read for Correction {
    const EXPECTED: &'static str = "an object with \"date\", \"kind\" and \"text\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let date = fields.required("date", reader);
        let kind = fields.required("kind", reader).unwrap_or(CorrectionKind::Correction);
        let text = fields.required("text", reader);
        fields.finish(&[], reader);
        Some(Self { date, kind, text: text? })
    }
}

impl Read for CorrectionKind {
    const EXPECTED: &'static str = "\"correction\", \"clarification\" or \"update\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match String::read(node, reader)?.as_str() {
            "correction" => Some(Self::Correction),
            "clarification" => Some(Self::Clarification),
            "update" => Some(Self::Update),
            _ => reader.expected(node.at),
        }
    }
}

impl Read for Note {
    const EXPECTED: &'static str = "an object with \"id\" and \"text\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { id: required, text: required })
    }
}

impl Read for Related {
    const EXPECTED: &'static str = "an object with \"headline\" and \"href\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { headline: required, href: required, kicker: optional, image: optional })
    }
}

impl Read for Rights {
    const EXPECTED: &'static str = "an object with \"holder\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let holder = fields.required("holder", reader);
        let year = fields.optional("year", reader).map(|Year(year)| year);
        let licence = fields.optional("licence", reader);
        fields.finish(&[], reader);
        Some(Self { holder: holder?, year, licence })
    }
}

/// A year, or a span of years as "2019–2024".
struct Year(String);

impl Read for Year {
    const EXPECTED: &'static str = String::EXPECTED;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            // The same number may be written as 2024.0.
            Value::Number(number) if let Some(year) = whole(number) => Some(Self(year.to_string())),
            _ => String::read(node, reader).map(Self),
        }
    }
}

impl Read for Translation {
    const EXPECTED: &'static str = "an object with \"lang\" and \"href\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let lang = fields.required("lang", reader).map(|Language(tag)| tag);
        let href = fields.required("href", reader);
        fields.finish(&[], reader);
        Some(Self { lang: lang?, href: href? })
    }
}

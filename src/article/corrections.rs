//! Corrections: the changes made to an article after publication.

use serde::Serialize;

use super::Date;
use super::json::Node;
use super::read::{Expected, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::required;
use super::text::Text;

/// A change made after publication.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["date"])))]
pub struct Correction {
    /// The day or the moment of the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The kind of change.
    pub kind: CorrectionKind,
    /// The text that explains the change.
    pub text: Text,
}

/// The kind of a [`Correction`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum CorrectionKind {
    /// An error was corrected.
    Correction,
    /// A misleading passage was made clear.
    Clarification,
    /// New information was added.
    Update,
}

impl Read for Correction {
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
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match String::read(node, reader)?.as_str() {
            "correction" => Some(Self::Correction),
            "clarification" => Some(Self::Clarification),
            "update" => Some(Self::Update),
            _ => reader.expected(node.at, Expected::CorrectionKind),
        }
    }
}

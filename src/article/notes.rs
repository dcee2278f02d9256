//! Footnotes.

use serde::Serialize;

use super::json::Node;
use super::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::Word;
use super::text::Text;

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Note {
    /// The identifier that a span's `note` refers to.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub id: String,
    /// The text of the footnote.
    pub text: Text,
}

impl Read for Note {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { id: required, text: required })
    }
}

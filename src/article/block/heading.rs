//! The heading block.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{block, level};
use crate::article::text::Text;

use super::COMMON;

/// A heading within the article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = level, transform = block(&["heading"])))]
pub struct Heading {
    /// The level, from 2 to 4; 2 if absent. The headline is level 1.
    pub level: u8,
    /// The text of the heading.
    pub text: Text,
}

impl Read for Heading {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let level = fields.optional("level", reader).unwrap_or(2u32);
        let text = fields.stated("text", reader);
        fields.finish(COMMON, reader);
        Some(Self { level: level.clamp(2, 4) as u8, text: text? })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank()
    }
}

//! The quote and pullquote blocks.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// A quotation, or a sentence from the article set in large type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["quote", "pullquote"])))]
pub struct Quote {
    /// The quoted text.
    pub text: Text,
    /// The person or work that is quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<Text>,
}

impl Read for Quote {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { text: stated, cite: optional })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank()
    }
}

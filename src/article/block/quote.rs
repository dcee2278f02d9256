//! Words set apart: somebody’s, or the article’s own.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// Words set apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["quote", "pullquote"])))]
pub struct Quote {
    /// The words.
    pub text: Text,
    /// Who said them.
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

//! Programs, and what they print.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{Word, block};
use crate::article::text::is_blank;

use super::COMMON;

/// A program, or what one prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["code"])))]
pub struct Code {
    /// The lines.
    pub text: String,
    /// The language, as `rust`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub language: Option<String>,
}

impl Read for Code {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { text: stated, language: optional })
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.text)
    }
}

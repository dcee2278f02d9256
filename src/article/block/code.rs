//! The code block.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{Word, block};
use crate::article::text::is_blank;

use super::COMMON;

/// Source code, or the output of a program.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["code"])))]
pub struct Code {
    /// The code, with `\n` between lines.
    pub text: String,
    /// The programming language, such as `rust`.
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
